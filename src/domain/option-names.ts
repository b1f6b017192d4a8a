/** What options are called where people read of them. */
import { formatQuarter } from '../units/quarter.ts';
import type { Contract, Offer, Portfolio } from './portfolio.ts';

/** An offer by its contract and the quarter in which it is decided: `Laboratory 2027Q1`. */
export function offerName({ name }: Pick<Contract, 'name'>, { quarter }: Pick<Offer, 'quarter'>): string {
  return `${name} ${formatQuarter(quarter)}`;
}

/** The name of every project, lease, offer and training run by its id; that of an offer is `<contract>:<number from 1>`. */
export function optionNames({
  projects,
  leases,
  contracts,
  trainingRuns,
}: Pick<Portfolio, 'projects' | 'leases' | 'contracts' | 'trainingRuns'>): ReadonlyMap<string, string> {
  return new Map([
    ...[...projects, ...leases, ...trainingRuns].map(({ id, name }): [string, string] => [id, name]),
    ...contracts.flatMap((contract) =>
      contract.offers.map((offer, i): [string, string] => [
        `${contract.id}:${i + 1}`,
        offerName(contract, offer),
      ]),
    ),
  ]);
}
