/** Whole plans: a policy for each option, with the best operations for them. */
import type { ColumnGeneration } from './column-generation.ts';
import { dive, firstFractional } from './dive.ts';
import { type Incumbent, incumbentOf } from './incumbent.ts';
import { lagrangianBound, type Multipliers } from './lagrangian-bound.ts';
import type { Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { paddedRegion } from './problem-rows.ts';
import type { MasterSolution } from './restricted-master.ts';
import { leadingPolicies, withinOptionRows } from './rounding.ts';
import { keeping, type SearchRegion, wholeRegion } from './search-region.ts';

/** Policies with operations that keep the rows. */
export interface Settled {
  /** Absent where whole variables cannot be made whole. */
  readonly plan: Incumbent | undefined;
  /** Of the rows at these operations: none says more about these policies. */
  readonly multipliers: Multipliers;
}

/** Makes whole plans of a problem by the master of its column generation. */
export class WholePlans {
  /** As it was stated; branching adds rows to the one that `generation` holds. */
  readonly #problem: PlanningProblem;
  readonly #generation: ColumnGeneration;

  constructor(problem: PlanningProblem, generation: ColumnGeneration) {
    this.#problem = problem;
    this.#generation = generation;
  }

  /** A region of the problem as it stands, with the rows that branching has added; all of it by default. */
  within(region?: SearchRegion): SearchRegion {
    const { problem } = this.#generation;
    return region ? paddedRegion(region, problem) : wholeRegion(problem);
  }

  /** Multipliers over the rows of the problem as it was stated. */
  ownRows(multipliers: Multipliers): Multipliers {
    return { ...multipliers, rowPrices: multipliers.rowPrices.slice(0, this.#problem.rowLower.length) };
  }

  /** Policies with the best operations for them; nothing where the rows cannot be met. `anew`: see {@link ColumnGeneration.settle}. */
  settle(
    policies: readonly Policy[],
    { region, anew = false }: { readonly region?: SearchRegion; readonly anew?: boolean } = {},
  ): Settled | undefined {
    const within = this.within(region);
    const solution = this.#generation.settle(within, policies, anew);
    if (!solution) return undefined;
    const multipliers = this.ownRows(solution.multipliers);
    if (firstFractional(this.#problem.integer, solution.variables) < 0)
      return { plan: incumbentOf(this.#problem, policies, solution.variables), multipliers };
    // Whole variables are rounded by a dive.
    const kept = keeping(this.#problem, within, policies, () => true);
    const start = this.#generation.reprice({ region: kept, rounds: 0 });
    return { plan: start && dive(this.#generation, { region: kept, start, rounds: 0 }), multipliers };
  }

  /** Policies near a master solution, or near given ones, that keep the rows of options alone; `masks` say what the region lets options do. */
  rounded(
    solution: MasterSolution,
    multipliers = this.ownRows(solution.multipliers),
    masks: SearchRegion['masks'] = new Map(),
  ): Policy[] {
    const { pricers, master } = this.#generation;
    const leading = leadingPolicies(this.#problem, pricers, master.columns, solution, masks);
    return this.kept(leading, multipliers, { masks });
  }

  /** The policies with as few replaced as it takes to keep the rows of options alone; see {@link withinOptionRows}. */
  kept(
    policies: readonly Policy[],
    multipliers: Multipliers,
    {
      masks = new Map(),
      lasting,
    }: { readonly masks?: SearchRegion['masks']; readonly lasting?: boolean } = {},
  ): Policy[] {
    const { pricers } = this.#generation;
    return withinOptionRows(this.#problem, pricers, multipliers, policies, { masks, lasting });
  }

  /** The plan in which each option does what it does in `from` where the region lets it, and else what is best at the given prices. */
  repaired(region: SearchRegion, multipliers: Multipliers, from: readonly Policy[]): Incumbent | undefined {
    const { pricers } = this.#generation;
    const { bound } = lagrangianBound(this.#problem, region, multipliers, pricers);
    if (bound === -Infinity) return undefined;
    const near = pricers.map((pricer, o) => pricer.following((n) => from[o]![n]!, region.masks.get(o)));
    const kept = this.kept(near, multipliers, { masks: region.masks, lasting: true });
    return this.settle(kept, { anew: true })?.plan;
  }
}
