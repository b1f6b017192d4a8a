/**
 * A former plan carried to a tree of another shape, as it comes about where hazards of events have changed.
 *
 * Each node does what the former plan does at the node that it resembles most among those that its parent's counterpart leads to; so the
 * carried plan knows no more of the future than the former one did.
 */
import { childrenOf, type ScenarioTree } from '../../demand/scenario-tree.ts';
import type { PlanFile, PlanMultipliers, RowPrice } from '../../domain/plan-file.ts';
import type { PortfolioFrame } from '../portfolio/portfolio-frame.ts';
import type { FormerPlan } from './former-plan.ts';

type FormerTree = Pick<PlanFile['tree'], 'parent' | 'probability' | 'values' | 'periodHead'>;
type Lot = PlanFile['fleet']['purchases'][number];

/**
 * The plan itself where it does not say what its tree was, or where that had the same shape; its prices then have the probabilities of their nodes. Cases are
 * about nodes of the former tree and stay behind where its shape was another one.
 */
export function carriedPlan(frame: PortfolioFrame, former: FormerPlan): FormerPlan {
  const { tree, periods } = frame;
  const { tree: before } = former;
  if (!before) return former;
  if (hasShape(tree, before.parent)) return atProbabilities(former, tree, before.probability);
  const counterpart = counterparts(tree, before);
  const lots = (list: readonly Lot[]) => {
    const byNode = byNodeOf(list);
    return periods.nodes.flatMap((nodes) =>
      merged(
        nodes.flatMap((n) => byNode.get(counterpart[n]!) ?? []).map((lot) => ({ ...lot, node: nodes[0]! })),
      ),
    );
  };
  const { fleet, policy, multipliers, cases: _, ...kept } = former;
  return {
    ...kept,
    policy: policy.map((one) => ({ ...one, actions: Array.from(counterpart, (m) => one.actions[m]!) })),
    multipliers: { rows: carriedPrices(multipliers.rows, frame, before, counterpart) },
    ...(fleet && { fleet: { purchases: lots(fleet.purchases), sales: lots(fleet.sales ?? []) } }),
  };
}

function byNodeOf<Line extends { readonly node: number }>(lines: readonly Line[]): Map<number, Line[]> {
  const byNode = new Map<number, Line[]>();
  for (const line of lines) {
    const known = byNode.get(line.node);
    if (known) known.push(line);
    else byNode.set(line.node, [line]);
  }
  return byNode;
}

function hasShape({ parent }: ScenarioTree, before: readonly number[]): boolean {
  return parent.length === before.length && before.every((up, n) => up === parent[n]);
}

/** Prices are present values weighted with probability: where that alone has changed, they change with it. */
function atProbabilities(
  former: FormerPlan,
  { probability }: ScenarioTree,
  before: readonly number[],
): FormerPlan {
  if (before.every((one, n) => one === probability[n])) return former;
  const priced = ({ rows, ...others }: PlanMultipliers): PlanMultipliers => ({
    ...others,
    rows: rows.map((row) => scaled(row, probability[row.node]! / before[row.node]!)),
  });
  const { multipliers, cases } = former;
  return {
    ...former,
    multipliers: priced(multipliers),
    ...(cases && { cases: { ...cases, multipliers: cases.multipliers.map(priced) } }),
  };
}

/** The former node of each node, in the same quarter; the last one of its line where the former tree ends sooner. */
function counterparts(tree: ScenarioTree, before: FormerTree): Int32Array {
  const children = childrenOf({ ...tree, parent: Int32Array.from(before.parent) });
  const pairs = [...tree.values].flatMap(([name, now]) => {
    const then = before.values[name];
    return then ? [{ now, then }] : [];
  });
  const distance = (n: number, m: number) =>
    pairs.reduce((sum, { now, then }) => sum + unlike(now[n]!, then[m]!) ** 2, 0);
  const counterpart = new Int32Array(tree.parent.length);
  for (let n = 1; n < counterpart.length; n++) {
    const above = counterpart[tree.parent[n]!]!;
    let [nearest, least] = [above, Infinity];
    for (const m of children[above]!) {
      const apart = distance(n, m);
      if (apart < least) [nearest, least] = [m, apart];
    }
    counterpart[n] = nearest;
  }
  return counterpart;
}

/** From 0 where two values are equal to 1 where one of them is 0; values of events lie between 0 and 1. */
function unlike(a: number, b: number): number {
  const most = Math.max(Math.abs(a), Math.abs(b));
  return most > 0 ? Math.abs(a - b) / most : 0;
}

/** Purchases of one kind in one period as one. */
function merged(lots: readonly Lot[]): Lot[] {
  const byKind = new Map<string, Lot>();
  for (const lot of lots) {
    const kind = `${lot.pool} ${lot.accelerator}`;
    const known = byKind.get(kind);
    byKind.set(kind, known ? { ...known, units: known.units + lot.units } : lot);
  }
  return [...byKind.values()];
}

/** Rules whose rows do not bound what goes on in each quarter of a period: their prices do not grow with its length. */
const once: ReadonlySet<RowPrice['rule']> = new Set(['supply', 'budget', 'carbon', 'absorption']);

/**
 * Prices are present values weighted with probability, so a node has its share of its counterpart's; a period has those of its quarters.
 * Any prices prove a bound: these prove a near one.
 */
function carriedPrices(
  rows: readonly RowPrice[],
  { periods, tree: { probability } }: PortfolioFrame,
  before: FormerTree,
  counterpart: Int32Array,
): RowPrice[] {
  const byNode = byNodeOf(rows);
  const quarters = new Int32Array(before.parent.length);
  for (const head of before.periodHead) quarters[head]! += 1;
  return periods.nodes.flatMap((nodes) => {
    const head = nodes[0]!;
    const perQuarter = nodes.flatMap((n) => {
      const former = before.periodHead[counterpart[n]!]!;
      const share = probability[n]! / before.probability[former]! / quarters[former]!;
      return (byNode.get(former) ?? []).flatMap((row) =>
        once.has(row.rule) ? [] : [scaled({ ...row, node: head }, share)],
      );
    });
    const whole = nodes.flatMap((n) => {
      const [own, former] = [counterpart[n]!, before.periodHead[counterpart[n]!]!];
      const at = (node: number, isOwn: (rule: RowPrice['rule']) => boolean) =>
        (byNode.get(node) ?? []).flatMap((row) =>
          once.has(row.rule) && isOwn(row.rule)
            ? [scaled({ ...row, node: n }, probability[n]! / before.probability[node]!)]
            : [],
        );
      return [
        ...at(own, (rule) => rule !== 'supply'),
        ...(n === head ? at(former, (rule) => rule === 'supply') : []),
      ];
    });
    return [...summed(perQuarter), ...whole];
  });
}

/** Prices of one row as one. */
function summed(rows: readonly RowPrice[]): RowPrice[] {
  const byRow = new Map<string, RowPrice>();
  for (const row of rows) {
    const [subject, price] = parted(row);
    const known = byRow.get(subject);
    byRow.set(subject, known ? scaled(known, 1 + price / parted(known)[1]) : row);
  }
  return [...byRow.values()];
}

/** What a row is about, and its price, which is not 0. */
function parted(row: RowPrice): [subject: string, price: number] {
  let [subject, price] = ['', 0];
  for (const [field, value] of Object.entries(row)) {
    if (field.startsWith('usdPer')) price = value as number;
    else subject += ` ${value}`;
  }
  return [subject, price];
}

function scaled(row: RowPrice, factor: number): RowPrice {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      field.startsWith('usdPer') && typeof value === 'number' ? value * factor : value,
    ]),
  ) as unknown as RowPrice;
}
