/** What every option does in every quarter: families of actions per node, runs of them, and where futures part. */
import type { OptionPolicy, PlanFile } from '../domain/plan-file.ts';
import { type ActionFamily, actionFamilies, familyOf } from './action-word.ts';
import type { PlanFacts } from './plan-facts.ts';

/** The family to show: a commenced lease that only goes on is live. */
export function familyAt({ actions, states }: OptionPolicy, node: number): ActionFamily {
  const family = familyOf(actions[node]!);
  return family === 'continue' && states[node]!.startsWith('commenced') ? 'live' : family;
}

/** Quarters in a row with the same action; `to` is the first after them. */
export interface Run {
  readonly family: ActionFamily;
  readonly from: number;
  readonly to: number;
}

/** Quarters in a row with the same family of actions, as one; `to` is exclusive. */
export function runsOf(families: readonly ActionFamily[]): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < families.length; ) {
    let to = from + 1;
    while (families[to] === families[from]) to += 1;
    runs.push({ family: families[from]!, from, to });
    from = to;
  }
  return runs;
}

/** How probable a family of actions is in a quarter. */
export interface FamilyShare {
  readonly family: ActionFamily;
  /** Probability with which the quarter sees it; the shares of a quarter add up to 1. */
  readonly share: number;
}

/** Per quarter the families that some future takes, in the order of {@link actionFamilies}; `families` are those of the nodes. */
function familyShares({ tree }: Pick<PlanFacts, 'tree'>, families: readonly ActionFamily[]): FamilyShare[][] {
  const byDepth: Map<ActionFamily, number>[] = [];
  families.forEach((family, n) => {
    const t = tree.depth[n]!;
    byDepth[t] ??= new Map();
    byDepth[t].set(family, (byDepth[t].get(family) ?? 0) + tree.probability[n]!);
  });
  return byDepth.map((shares) =>
    actionFamilies
      .map((family) => ({ family, share: shares.get(family) ?? 0 }))
      .filter(({ share }) => share > 0),
  );
}

/** An option; `shares` has shape `[quarter]`, the others `[node]`. */
export interface GanttRow {
  readonly option: string;
  readonly name: string;
  /** Per node. */
  readonly families: readonly ActionFamily[];
  readonly actions: readonly string[];
  /** Whether futures see different things in some quarter. */
  readonly parts: boolean;
  readonly shares: readonly (readonly FamilyShare[])[];
}

/** One row per option, in the plan's order. */
export interface GanttView {
  readonly sentence: string;
  readonly rows: readonly GanttRow[];
}

/** Families of actions by node and, over all futures, by quarter. */
export function ganttView(facts: PlanFacts): GanttView {
  const { plan, say, format, quarters, likeliest } = facts;
  const rows = plan.policy.map((row) => {
    const families = row.actions.map((_, n) => familyAt(row, n));
    const shares = familyShares(facts, families);
    const { option, actions } = row;
    const name = optionName(plan, option);
    return { option, name, actions, families, shares, parts: shares.some(({ length }) => length > 1) };
  });
  const powered = plan.policy.filter(({ poweredMw }) => likeliest.path.some((n) => poweredMw[n]! > 0)).length;
  const parting = rows.filter(({ parts }) => parts).length;
  const last = format.quarter(quarters.at(-1)!);
  return { sentence: say.gantt.takeaway(powered, rows.length, last, parting), rows };
}

/** The option's name for people. */
export function optionName({ policy }: Pick<PlanFile, 'policy'>, option: string): string {
  return policy.find((one) => one.option === option)?.name ?? option;
}

/** What a rule is about, for people: offers by their name, all else by id. Only ids of offers hold a colon. */
export function subjectName(plan: Pick<PlanFile, 'policy'>, subject: string): string {
  return subject.includes(':') ? optionName(plan, subject) : subject;
}
