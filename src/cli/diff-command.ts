/** `kadenz diff`: how two plans differ. */
import { comparePlanFiles } from '../app/compare-plans.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { changeLines, differenceLines, inputLines } from './say-difference.ts';
import { refusePlan, sayInvalid } from './say-problems.ts';

/** One portfolio for both plans, or the former's and the latter's. */
export interface DiffOptions {
  readonly portfolios?: readonly string[] | undefined;
}

/** Says what differs; `differs` is its exit code with `--detailed-exitcode` alone. */
export async function diffCommand(
  before: string,
  now: string,
  { portfolios }: DiffOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say, style } = context;
  const pair = portfolios && ([portfolios[0]!, portfolios[1] ?? portfolios[0]!] as const);
  const outcome = await comparePlanFiles({ before, now, portfolios: pair }, ports);
  if (outcome.status === 'no-plan') return refusePlan(outcome.reading, outcome.path, context);
  if (outcome.status === 'invalid') return sayInvalid(outcome, outcome.path, 'diff', context);
  const { difference, changes, now: plan } = outcome;
  if (flags.json) {
    const { inputHash, seed } = plan.provenance;
    printEnvelope(context, {
      command: 'diff',
      inputHash,
      seed,
      result: { difference, changes: changes ?? null },
    });
  } else {
    // The seed of --seed and the engine stand in no portfolio.
    const others = difference.inputs.filter(({ what }) => !changes || what === 'seed' || what === 'engine');
    const inputs = [
      ...(changes ? changeLines(changes, context) : []),
      ...(changes && others.length > 0 ? [''] : []),
      ...(changes && others.length === 0 ? [] : inputLines(others, context)),
    ];
    const lines = [
      ...differenceLines({ plan, difference }, context, inputs),
      '',
      style.dim(say.plan.next(`kadenz explain ${now} ${difference.decisions[0]?.option ?? ''}`.trim())),
    ];
    terminal.out(`${lines.join('\n')}\n`);
  }
  return flags.detailedExitcode && difference.differs ? exitCodes.differs : exitCodes.ok;
}
