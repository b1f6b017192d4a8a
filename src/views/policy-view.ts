/** What we do if demand turns out otherwise: the first partings of the tree, their triggers, and what to watch. */
import { childrenOf } from '../demand/scenario-tree.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { type SeriesKind, seriesKinds } from '../domain/uncertain-series.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { addQuarters, type Quarter } from '../units/quarter.ts';
import { type ActionFamily, actionWord, toneOf } from './action-word.ts';
import { familyAt, optionName } from './gantt-view.ts';
import type { PlanFacts } from './plan-facts.ts';

/** Partings that are shown. */
const DEPTH = 3;

/** By which value of which series a future is recognised. */
export interface Trigger {
  /** `demand:interactive`. */
  readonly series: string;
  readonly name: string;
  /** The future is this one when the series lies in `[from, to)` at the quarter; a bound that is absent does not exist. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** The sibling nodes between whose values `from` lies. */
  readonly between?: readonly [number, number];
}

/** What is done from a parting on that is not done in every future of it. */
export interface PolicyStep {
  readonly option: string;
  readonly name: string;
  readonly family: ActionFamily;
  readonly word: string;
}

/** A node where futures part, with what is done there and what told them apart. */
export interface PolicyBranch {
  readonly node: number;
  readonly quarter: Quarter;
  /** Unconditional. */
  readonly probability: number;
  readonly trigger: Trigger | undefined;
  /** Actions at the node that differ from those of its siblings, or from the quarter before. */
  readonly steps: readonly PolicyStep[];
  readonly branches: readonly PolicyBranch[];
}

/** A threshold with today's value. */
export interface Watched {
  readonly series: string;
  readonly name: string;
  readonly quarter: Quarter;
  readonly threshold: number;
  /** The nodes whose values the threshold parts. */
  readonly between: readonly [number, number];
  readonly now: number;
  /** threshold / now − 1; of probabilities threshold − now. */
  readonly distance: number;
}

/** The tree's first partings, and the series to watch for them. */
export interface PolicyView {
  readonly sentence: string;
  readonly root: PolicyBranch;
  readonly watch: readonly Watched[];
}

/** The branches of the first few partings, and what tells the futures apart. */
export function policyView(facts: PlanFacts): PolicyView {
  const { tree, dash, format, plan } = facts;
  const root = branchAt(facts, 0, undefined, [], DEPTH);
  const first = root.branches[0];
  const parting = first
    ? new Set(root.branches.flatMap(({ steps }) => steps.map(({ option }) => option))).size
    : 0;
  const watch = watchList(facts, root);
  return {
    ...{ root, watch },
    sentence: first
      ? dash.policy.sentence({
          ...{ quarter: format.quarter(first.quarter), ways: root.branches.length, parting },
          options: plan.policy.length,
        })
      : dash.policy.oneFuture(format.quarter(addQuarters(tree.firstQuarter, Math.max(...tree.depth)))),
  };
}

/** The node where the branches below `node` part: the first with more than one child, or a leaf. */
function partingBelow(children: ReturnType<typeof childrenOf>, node: number): number {
  let at = node;
  while (children[at]!.length === 1) at = children[at]![0]!;
  return at;
}

function branchAt(
  facts: PlanFacts,
  node: number,
  trigger: Trigger | undefined,
  siblings: readonly number[],
  depth: number,
): PolicyBranch {
  const { tree } = facts;
  const children = childrenOf(tree);
  const next = children[partingBelow(children, node)]!;
  const triggers = triggersOf(facts, next);
  return {
    ...{ node, trigger, quarter: addQuarters(tree.firstQuarter, tree.depth[node]!) },
    probability: tree.probability[node]!,
    steps: stepsAt(facts, node, siblings),
    branches:
      depth === 0
        ? []
        : next
            .map((child, i) => branchAt(facts, child, triggers[i], next, depth - 1))
            .sort((a, b) => (a.trigger?.from ?? -Infinity) - (b.trigger?.from ?? -Infinity)),
  };
}

/** Whether a series is the probability that an event has come, not an amount. */
export function isProbability(series: string): boolean {
  return series.startsWith('event:');
}

/** What tells siblings apart: the series with the widest spread between neighbours (amounts in ratio), cut halfway between them. */
function triggersOf(
  { tree, portfolio, language }: PlanFacts,
  siblings: readonly number[],
): (Trigger | undefined)[] {
  if (siblings.length < 2) return siblings.map(() => undefined);
  let best: { series: string; sorted: number[]; closest: number } | undefined;
  for (const [series, values] of tree.values) {
    const sorted = siblings.toSorted((a, b) => values[a]! - values[b]!);
    const spread = (low: number, high: number) =>
      isProbability(series) ? high - low : Math.log((high || 1e-9) / (low || 1e-9));
    const closest = Math.min(...sorted.slice(1).map((node, i) => spread(values[sorted[i]!]!, values[node]!)));
    if (!best || closest > best.closest) best = { series, sorted, closest };
  }
  if (!best || best.closest < 1e-6) return siblings.map(() => undefined);
  const { series, sorted } = best;
  const values = tree.values.get(series)!;
  const cut = (i: number) => {
    const [low, high] = [values[sorted[i]!]!, values[sorted[i + 1]!]!];
    return isProbability(series) ? (low + high) / 2 : Math.sqrt(Math.max(1e-12, low * high));
  };
  const name = nameOfSeries(portfolio, series, language);
  return siblings.map((node) => {
    const i = sorted.indexOf(node);
    return {
      ...(i > 0 && { between: [sorted[i - 1]!, sorted[i]!] as const }),
      ...{ series, name, from: i === 0 ? undefined : cut(i - 1) },
      to: i === sorted.length - 1 ? undefined : cut(i),
    };
  });
}

/** The workload's name for `demand:<workload>`, a price by what has it, an event by its name. */
function nameOfSeries({ events, ...portfolio }: Portfolio, series: string, language: Language): string {
  const [kind, id] = series.split(':') as [SeriesKind | 'event', string];
  if (kind === 'event') return events.find((event) => event.id === id)?.name ?? id;
  const name = portfolio[seriesKinds[kind]].find((one) => one.id === id)?.name ?? id;
  return kind === 'demand' ? name : messages(language).demand.seriesNames[kind](name);
}

function stepsAt(facts: PlanFacts, node: number, siblings: readonly number[]): PolicyStep[] {
  const { plan, tree, language } = facts;
  const up = tree.parent[node]!;
  return plan.policy.flatMap((row) => {
    const family = familyAt(row, node);
    const resting = (one: ActionFamily) => ['live', 'gone'].includes(toneOf(one));
    const changed = up < 0 ? !resting(family) : familyAt(row, up) !== family && !resting(family);
    const unlike = siblings.some((other) => familyAt(row, other) !== family);
    if (!(up < 0 ? changed : unlike || changed)) return [];
    const word = resting(family) ? facts.words.actions[family] : actionWord(row.actions[node]!, language);
    return [{ option: row.option, name: optionName(facts.plan, row.option), family, word }];
  });
}

/** Every threshold of the partings that are shown, the nearest first. */
function watchList({ tree }: PlanFacts, root: PolicyBranch): Watched[] {
  const found: Watched[] = [];
  const visit = ({ branches }: PolicyBranch) => {
    for (const { trigger, quarter } of branches) {
      if (trigger?.from === undefined || !trigger.between) continue;
      const now = tree.values.get(trigger.series)![0]!;
      const { series, name, from: threshold, between } = trigger;
      const distance = isProbability(series) ? threshold - now : threshold / now - 1;
      found.push({ series, name, quarter, threshold, between, now, distance });
    }
    branches.forEach(visit);
  };
  visit(root);
  return found
    .sort((a, b) => a.quarter - b.quarter || Math.abs(a.distance) - Math.abs(b.distance))
    .slice(0, 12);
}
