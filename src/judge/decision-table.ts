/** A table of decisions, as a planner writes one, as decisions at nodes of a tree. */
import { findNamed } from '../domain/find-named.ts';
import { nearest } from '../domain/nearest.ts';
import { optionNames } from '../domain/option-names.ts';
import type { DecisionFault, GivenDecision } from '../planning/plan/given-decisions.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { type Problem, problem } from '../units/problem.ts';
import { addQuarters, formatQuarter, parseQuarter } from '../units/quarter.ts';
import { nodeCondition } from './node-condition.ts';

/** A row of the table with the line where it stands; other columns do not count. */
export interface DecisionRow {
  readonly line: number;
  readonly option: string;
  readonly action: string;
  /** Empty: the first quarter. */
  readonly quarter: string;
  /** A node of the tree; empty: all nodes of the quarter. */
  readonly node: string;
  /** See `nodeCondition`; empty: in every future. */
  readonly condition: string;
}

/** The cells that a row is made from. */
export function decisionRow(line: number, cells: Readonly<Record<string, string>>): DecisionRow {
  const cell = (name: string) => cells[name]?.trim() ?? '';
  return {
    ...{ line, option: cell('option'), action: cell('action') },
    ...{ quarter: cell('quarter'), node: cell('node'), condition: cell('condition') },
  };
}

/** A problem with a row. */
export type RowProblem = Problem & { readonly line: number };

/** The decisions of the rows (options by id, name or a beginning that only one has), one each and in their order, and what is wrong with where they are taken: those have no nodes. */
export function givenDecisions(
  rows: readonly DecisionRow[],
  { frame }: Pick<CompiledPortfolio, 'frame'>,
): { readonly decisions: readonly GivenDecision[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const names = optionNames(frame.portfolio);
  const decisions = rows.map((row): GivenDecision => {
    const { action, line } = row;
    const named = findNamed(row.option, names);
    const option = 'id' in named ? named.id : row.option;
    const nodes = nodesOf(row, frame);
    if (Array.isArray(nodes)) return { option, action, at: { nodes } };
    problems.push({ ...nodes, line });
    return { option, action, at: { nodes: [] } };
  });
  return { decisions, problems };
}

function nodesOf(
  row: DecisionRow,
  { tree, quarterOf, portfolio }: CompiledPortfolio['frame'],
): number[] | Problem {
  const { quarter: text, node, condition } = row;
  const quarter =
    text === '' ? tree.firstQuarter : parseQuarter(text, portfolio.calendar.fiscalYearStartMonth);
  if (quarter === undefined) return problem('quarter', ['quarter'], text, {});
  const last = addQuarters(tree.firstQuarter, Math.max(...tree.depth));
  const horizon = { first: formatQuarter(tree.firstQuarter), last: formatQuarter(last) };
  const holds = nodeCondition(condition, tree);
  if (typeof holds !== 'function') {
    if (holds.fault === 'form') return problem('condition-form', ['condition'], condition, {});
    const { got, known: names } = holds;
    return problem('condition-series', ['condition'], got, { names, nearest: nearest(got, names) });
  }
  if (node !== '') {
    const named = Number(node);
    const isNode = Number.isInteger(named) && named >= 0 && named < tree.parent.length;
    if (!isNode || (text !== '' && quarterOf(named) !== quarter))
      return problem('decision-node', ['node'], node, {
        nodes: tree.parent.length,
        quarter: formatQuarter(quarter),
      });
    return [named];
  }
  const ofQuarter = [...tree.parent.keys()].filter((n) => quarterOf(n) === quarter);
  if (ofQuarter.length === 0) return problem('decision-quarter', ['quarter'], text, horizon);
  const nodes = ofQuarter.filter(holds);
  return nodes.length > 0
    ? nodes
    : problem('condition-never', ['condition'], condition, { quarter: formatQuarter(quarter) });
}

/** What a fault says, at the line of its row. */
export function faultProblem(
  { decision, rule, node, open }: DecisionFault,
  rows: readonly DecisionRow[],
  { frame }: Pick<CompiledPortfolio, 'frame'>,
): RowProblem {
  const { line, option, action } = rows[decision]!;
  const found = () => {
    if (rule === 'unknown-option')
      return problem('decision-option', ['option'], option, { names: open, nearest: nearest(option, open) });
    if (rule === 'not-open') {
      const quarter = formatQuarter(frame.quarterOf(node!));
      return problem('decision-not-open', ['action'], action, { option, quarter, node: node!, open });
    }
    return problem('choice', ['action'], action, { options: open, nearest: nearest(action, open) });
  };
  return { ...found(), line };
}
