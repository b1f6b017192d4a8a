/** A planning problem that can be stated on any tree: what judging a plan needs, as it looks at single futures and at means. */
import { nodeCount, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { PlanningProblem } from '../planning/planning-problem.ts';
import {
  type CompiledPortfolio,
  compilePortfolio,
  isKnownToOptions,
} from '../planning/portfolio/compile-portfolio.ts';
import type { FleetVariable } from '../planning/portfolio/fleet-variable.ts';
import { periodsOf, periodsOpenedBy } from '../planning/portfolio/periods.ts';
import { portfolioParts } from '../planning/portfolio/portfolio-parts.ts';
import { type DemandTerms, demandTerms } from './demand-terms.ts';

/** A model stated on one tree. */
export interface StatedProblem {
  readonly problem: PlanningProblem;
  /** Variables that commit the future, such as orders: `key` says of what, `node` when; the same on every tree. */
  readonly commitments: readonly Commitment[];
}

/** A variable that commits the future, named so that it can be found again on another tree. */
export interface Commitment {
  readonly variable: number;
  /** Natural units per unit of the variable. */
  readonly scale: number;
  readonly key: string;
  readonly node: number;
}

/** What serves and commits, without options. */
export interface Operations extends StatedProblem {
  readonly terms: DemandTerms;
}

/** What is decided, apart from the tree on which it is decided. */
export interface DecisionModel {
  /** Options that answer to what happened instead of committing the future: re-optimised where decisions are carried to another tree. */
  isRecourse(option: string): boolean;
  /** States the problem on `tree`; `opens` says which nodes open a period, as {@link openings} gives them. */
  state(tree: ScenarioTree, opens?: Uint8Array): StatedProblem;
  /** The same without options, in which commitments can follow demand; absent where they cannot. */
  operations?(tree: ScenarioTree, opens?: Uint8Array): Operations;
  /** 1 at nodes of the tree that open a period. */
  openings(tree: ScenarioTree): Uint8Array;
}

/** A portfolio: orders and sales of accelerators commit, the rest of the fleet answers. */
export function portfolioModel(portfolio: Portfolio): DecisionModel {
  const lenders = new Map<string, CompiledPortfolio>();
  return {
    isRecourse: () => false,
    state: (tree, opens) => {
      const world = worldOf(tree);
      const periods = opens && periodsOpenedBy(tree, opens);
      const compiled = compilePortfolio(portfolio, tree, { periods, former: lenders.get(world) });
      if (lenders.size < MOST_LENDERS && !lenders.has(world)) lenders.set(world, compiled);
      return { problem: compiled.problem, commitments: commitmentsOf(compiled) };
    },
    operations: (tree, opens) => {
      const compiled = compilePortfolio(portfolio, tree, {
        parts: partsWithoutOptions,
        periods: opens && periodsOpenedBy(tree, opens),
      });
      return {
        ...{ problem: compiled.problem, commitments: commitmentsOf(compiled) },
        terms: demandTerms(compiled),
      };
    },
    openings: (tree) => {
      const opens = new Uint8Array(nodeCount(tree));
      for (const [head] of periodsOf(tree, portfolio.calendar.periodQuarters).nodes) opens[head!] = 1;
      return opens;
    },
  };
}

const partsWithoutOptions = portfolioParts.map(({ options: _, ...part }) => part);

function commitmentsOf({ variables, frame }: CompiledPortfolio): Commitment[] {
  return [...variables].flatMap(([variable, meaning]) =>
    commits(meaning)
      ? [
          {
            variable,
            scale: meaning.scale,
            key: `${meaning.kind} ${meaning.pool} ${meaning.accelerator}`,
            node: frame.periods.nodes[meaning.period]![0]!,
          },
        ]
      : [],
  );
}

function commits(
  meaning: FleetVariable,
): meaning is Extract<FleetVariable, { pool: string; accelerator: string }> {
  return meaning.kind === 'buy' || meaning.kind === 'sell';
}

/** Problems that are kept to lend their options, which take nine tenths of the time to compile, to others with the same events and prices. */
const MOST_LENDERS = 64;

/** What options may see of a tree, as text. */
function worldOf({ parent, values }: ScenarioTree): string {
  const known = [...values].filter(([name]) => isKnownToOptions(name));
  return JSON.stringify([[...parent], known.map(([name, along]) => [name, [...along]])]);
}
