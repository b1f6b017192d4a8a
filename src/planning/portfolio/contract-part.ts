/** Contracts of anchor tenants: each offer is an option, each contract a line of service (docs/method.md, C1–C4, E4). */
import type { Contract, Offer, Workload } from '../../domain/portfolio.ts';
import { OptionBuilder, type StagedOption } from '../staged-option.ts';
import { tenantRegimes } from './option-events.ts';
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart } from './portfolio-model.ts';
import { addServiceLine } from './service-line.ts';
import { efficiencyOf } from './workload-part.ts';

/** What is taken of an offer is the resource `block:<contract>:<number>` in units per hour. */
export const contractPart: PortfolioPart = {
  optionsHeed: ({ withdraws }) => withdraws.length > 0,
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
function offerOption(model: PortfolioModel, contract: Contract, offer: Offer, i: number): StagedOption {
  const { frame } = model;
  const builder = new OptionBuilder(offerName(contract, i));
  const block = builder.channel({ target: frame.builder.resourceIndex(`block:${offerName(contract, i)}`) });
  const gone = tenantRegimes(frame, contract).find(({ rules }) => rules);
  const isGone = (n: number) => gone !== undefined && (gone.nodes?.[n] ?? 1) === 1;
  const nodesWhere = (holds: (node: number) => boolean) =>
    Uint8Array.from(frame.tree.parent, (_, n) => (holds(n) ? 1 : 0));
  const isAsked = (n: number) => frame.quarterOf(n) === offer.quarter;
  const [before, asked, withdrawn] = [
    builder.guard(nodesWhere((n) => !isAsked(n))),
    builder.guard(nodesWhere((n) => isAsked(n) && !isGone(n))),
    builder.guard(nodesWhere((n) => isAsked(n) && isGone(n))),
  ];
  const [present, absent] = gone
    ? [builder.guard(nodesWhere((n) => !isGone(n))), builder.guard(nodesWhere(isGone))]
    : [-1, undefined];
  const pending = builder.state('pending');
  const passed = builder.state('waived');
  const take = (action: string, share: number) => {
    const units = share * offer.unitsPerHour;
    let from = pending;
    for (let quarter = 1; quarter <= offer.termQuarters; quarter++) {
      const to = builder.state(
        quarter === offer.termQuarters ? 'ended' : `${action} ${quarter}/${offer.termQuarters}`,
      );
      if (from === pending) builder.arc(from, action, to, [[block, units]], asked);
      else {
        builder.arc(from, 'serve', to, [[block, units]], present);
        // The tenant has left: nothing is asked for, nothing owed (E4).
        if (absent !== undefined) builder.arc(from, 'serve', to, [], absent);
      }
      from = to;
    }
  };
  builder.arc(pending, 'wait', pending, [], before);
  if (contract.terms !== 'exclusive') builder.arc(pending, 'waive', passed, [], asked);
  if (gone) builder.arc(pending, 'waive', passed, [], withdrawn);
  if (contract.terms === 'right-of-first-refusal' && offer.partial) take('exercise-half', 0.5);
  if (contract.terms !== 'none') take('exercise', 1);
  builder.arc(passed, 'waived', passed, []);
  const ended = builder.state('ended');
  builder.arc(ended, 'ended', ended, []);
  return builder.build();
}
