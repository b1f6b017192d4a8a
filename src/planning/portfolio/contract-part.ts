/** Contracts of anchor tenants: each offer is an option, each contract a line of service (docs/method.md, C1–C4). */
import type { Contract, Offer, Workload } from '../../domain/portfolio.ts';
import { OptionBuilder, type StagedOption } from '../staged-option.ts';
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart } from './portfolio-model.ts';
import { addServiceLine } from './service-line.ts';
import { efficiencyOf } from './workload-part.ts';

/** What is taken of an offer is the resource `block:<contract>:<number>` in units per hour. */
export const contractPart: PortfolioPart = {
  addVariables(model) {
    for (const contract of model.frame.portfolio.contracts) {
      contract.offers.forEach((offer, i) => {
        addOfferLine(model, contract, offer, i);
      });
    }
  },
  options(model) {
    return model.frame.portfolio.contracts.flatMap((contract) =>
      contract.offers.map((offer, i) => offerOption(model, contract, offer, i)),
    );
  },
};

/** Name of an offer as an option and in rows: `<contract>:<number from 1>`. */
function offerName(contract: Contract, i: number): string {
  return `${contract.id}:${i + 1}`;
}

function addOfferLine(model: PortfolioModel, contract: Contract, offer: Offer, i: number): void {
  const { portfolio, periods, quarterOf } = model.frame;
  const workload = portfolio.workloads.find(({ id }) => id === contract.workload) as Workload;
  const name = offerName(contract, i);
  const resource = `block:${name}`;
  model.declareResource(resource);
  const scale = offer.unitsPerHour;
  const open = periods.nodes.map((nodes) =>
    nodes.some((n) => quarterOf(n) >= offer.quarter && quarterOf(n) < offer.quarter + offer.termQuarters),
  );
  const rows = periods.nodes.map((nodes, p) => {
    if (!open[p]) return [];
    const at = { node: nodes[0]!, contract: name };
    const demand = model.row({ rule: 'contract-demand', ...at }, 1, 0, scale);
    const promise = model.row({ rule: 'contract-promise', ...at }, -1, 0, scale);
    for (const n of nodes) {
      model.resourceEntersRow(resource, n, demand, -1 / nodes.length);
      model.resourceEntersRow(resource, n, promise, -1 / nodes.length);
    }
    const cash = nodes.map((n): CashTerm => [n, -HOURS_PER_QUARTER * offer.penaltyUsdPerUnit, 'shortfall']);
    model.variable({ kind: 'short', period: p, workload: name, scale }, offer.unitsPerHour, cash, [
      [promise, 1],
    ]);
    return [demand, promise];
  });
  addServiceLine(model, {
    id: name,
    workload,
    efficiency: efficiencyOf(model, workload),
    price: () => offer.priceUsdPerUnit,
    servedRows: (p) => rows[p]!,
    mostDemand: (p) => (open[p] ? offer.unitsPerHour : 0),
  });
}

/** The first action is the cautious one: waive, where that is allowed. */
function offerOption({ frame }: PortfolioModel, contract: Contract, offer: Offer, i: number): StagedOption {
  const builder = new OptionBuilder(offerName(contract, i));
  const block = builder.channel({ target: frame.builder.resourceIndex(`block:${offerName(contract, i)}`) });
  const asked = Uint8Array.from(frame.tree.parent, (_, n) => (frame.quarterOf(n) === offer.quarter ? 1 : 0));
  const before = builder.guard(asked.map((now) => 1 - now));
  const now = builder.guard(asked);
  const pending = builder.state('pending');
  const passed = builder.state('waived');
  const take = (action: string, share: number) => {
    const units = share * offer.unitsPerHour;
    let from = pending;
    for (let quarter = 1; quarter <= offer.termQuarters; quarter++) {
      const to = builder.state(
        quarter === offer.termQuarters ? 'ended' : `${action} ${quarter}/${offer.termQuarters}`,
      );
      builder.arc(
        from,
        from === pending ? action : 'serve',
        to,
        [[block, units]],
        from === pending ? now : -1,
      );
      from = to;
    }
  };
  builder.arc(pending, 'wait', pending, [], before);
  if (contract.terms !== 'exclusive') builder.arc(pending, 'waive', passed, [], now);
  if (contract.terms === 'right-of-first-refusal' && offer.partial) take('exercise-half', 0.5);
  if (contract.terms !== 'none') take('exercise', 1);
  builder.arc(passed, 'waived', passed, []);
  const ended = builder.state('ended');
  builder.arc(ended, 'ended', ended, []);
  return builder.build();
}
