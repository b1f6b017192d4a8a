/** Two plans beside each other: what was put in differently, what is decided differently, and what that is worth. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { actionWord } from './action-word.ts';
import { optionName } from './gantt-view.ts';
import type { PlanFacts } from './plan-facts.ts';

/** An option whose actions differ; a plan that does not have it has `undefined`. */
export interface ComparedDecision {
  readonly option: string;
  readonly name: string;
  readonly before: string | undefined;
  readonly now: string | undefined;
  /** Actions as the plans name them. */
  readonly actions: readonly [string | undefined, string | undefined];
  /** Nodes with another action, of those that both plans have. */
  readonly nodes: number;
}

/** A figure of both plans, USD or MW by its `id`. */
export interface ComparedFigure {
  readonly id: 'value' | 'bound' | 'gap' | 'npvP10' | 'npvP90' | 'capex' | 'overBuild' | 'underBuild';
  readonly before: number;
  readonly now: number;
}

/** A value of both portfolios, as written. */
export interface ComparedInput {
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

/** What a page on two plans shows. */
export interface CompareView {
  readonly sentence: string;
  /** Root decisions that differ. */
  readonly decisions: readonly ComparedDecision[];
  /** Options whose later actions alone differ. */
  readonly later: readonly ComparedDecision[];
  readonly figures: readonly ComparedFigure[];
  /** Absent where the other plan's portfolio is not known. */
  readonly inputs: readonly ComparedInput[] | undefined;
}

/** The plan of `facts` against the one before. */
export function compareView(facts: PlanFacts, before: PlanFile, portfolioBefore?: Portfolio): CompareView {
  const { plan, dash, format, language } = facts;
  const old = new Map(before.policy.map((row) => [row.option, row.actions]));
  const now = new Map(plan.policy.map((row) => [row.option, row.actions]));
  const rows = [...new Set([...now.keys(), ...old.keys()])].map((option): ComparedDecision => {
    const [was, is] = [old.get(option), now.get(option)];
    const word = (action: string | undefined) =>
      action === undefined ? undefined : actionWord(action, language);
    return {
      ...{ option, name: optionName(facts.plan, option), before: word(was?.[0]), now: word(is?.[0]) },
      ...{ actions: [was?.[0], is?.[0]] as const },
      nodes: is?.filter((action, n) => was?.[n] !== action).length ?? was?.length ?? 0,
    };
  });
  const decisions = rows.filter(({ actions }) => actions[0] !== actions[1]);
  const difference = plan.headline.valueUsd - before.headline.valueUsd;
  return {
    decisions,
    later: rows.filter(({ actions, nodes }) => actions[0] === actions[1] && nodes > 0),
    figures: comparedFigures(before, plan),
    inputs: portfolioBefore && differences(portfolioBefore, facts.portfolio),
    sentence: dash.compare.sentence({
      ...{ count: decisions.length, more: difference >= 0, usd: format.money(Math.abs(difference)) },
      gap: format.percent(plan.headline.gapShareOfStake),
    }),
  };
}

function comparedFigures(before: PlanFile, now: PlanFile): ComparedFigure[] {
  const of = (id: ComparedFigure['id'], read: (plan: PlanFile) => number) => ({
    ...{ id, before: read(before), now: read(now) },
  });
  return [
    of('value', ({ headline }) => headline.valueUsd),
    of('bound', ({ headline }) => headline.boundUsd),
    of('gap', ({ headline }) => headline.gapUsd),
    of('npvP10', ({ headline }) => headline.figures.npvP10Usd),
    of('npvP90', ({ headline }) => headline.figures.npvP90Usd),
    of('capex', ({ headline }) => headline.figures.capexUsd),
    of('overBuild', ({ headline }) => Math.max(...headline.figures.overBuildMw.p90)),
    of('underBuild', ({ headline }) => Math.max(...headline.figures.underBuildMw.p90)),
  ];
}

/** Every value that differs, by path; entries of lists by their id. */
function differences(before: unknown, now: unknown, path = ''): ComparedInput[] {
  if (Object.is(before, now)) return [];
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  if (!isObject(before) || !isObject(now))
    return [{ path, before: writeInput(before), now: writeInput(now) }];
  const keyed = (value: Record<string, unknown>) =>
    Array.isArray(value)
      ? Object.fromEntries(
          value.map((entry, i) => [isObject(entry) && 'id' in entry ? String(entry['id']) : `[${i}]`, entry]),
        )
      : value;
  const [old, fresh] = [keyed(before), keyed(now)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) =>
    differences(old[key], fresh[key], path && !key.startsWith('[') ? `${path}.${key}` : `${path}${key}`),
  );
}

function writeInput(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return typeof value === 'string' ? value : JSON.stringify(value).slice(0, 60);
}
