/** Writes a portfolio's optimisation problem in the state-flow form for other solvers. */
import { mpsLines } from '../lp/mps.ts';
import { compilePortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { stateFlowActions, stateFlowProgram } from '../planning/state-flow.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { inputHash } from './sign-plan.ts';

/** Columns of actions that fit in memory: 0.6 kB each, and as much again while they are packed. */
export const MOST_COLUMNS = 2_500_000;

/** The size of the program and its text, or what is wrong with the portfolio. */
export type ExportOutcome =
  | {
      readonly status: 'exported';
      readonly rows: number;
      readonly columns: number;
      readonly inputHash: string;
      readonly seed: number;
      /** Lines of the file with their line ends; made as they are taken. */
      readonly lines: Iterable<string>;
    }
  /** The program would have more than {@link MOST_COLUMNS} columns. */
  | { readonly status: 'too-large'; readonly columns: number }
  | InvalidInput;

/** Free-format MPS: maximise, money in millions of USD of present value. */
export async function exportModel(
  path: string,
  seed: number | undefined,
  ports: Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'sha256'>,
): Promise<ExportOutcome> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const { portfolio } = input;
  const { problem } = compilePortfolio(portfolio, portfolioTree(portfolio).tree);
  const columns = stateFlowActions(problem);
  if (columns > MOST_COLUMNS) return { status: 'too-large', columns };
  const { program, rowNames, columnNames } = stateFlowProgram(problem);
  const names = { program: portfolio.name, rows: rowNames, columns: columnNames };
  return {
    ...{ status: 'exported', rows: rowNames.length, columns: columnNames.length },
    ...{ inputHash: inputHash(portfolio, ports), seed: portfolio.uncertainty.seed },
    lines: withLineEnds(mpsLines(program, names)),
  };
}

function* withLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
