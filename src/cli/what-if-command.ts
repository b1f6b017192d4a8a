/** `kadenz whatif`: what a change of the inputs would do to the plan. */
import { type WhatIfOutcome, whatIf } from '../app/what-if.ts';
import { messages } from '../messages/catalogue.ts';
import { shellWord } from '../messages/shell-word.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { watched } from './progress-line.ts';
import { Refusal } from './refusal.ts';
import { changeLines, differenceLines } from './say-difference.ts';
import { refuseUnfound, sayInfeasible, sayInvalid, sayNotices } from './say-problems.ts';

/** `set` as `PATH=VALUE`; `base` is a plan of the portfolio as it stands, made anew without it. */
export interface WhatIfOptions {
  readonly set?: readonly string[];
  readonly base?: string | undefined;
  readonly output?: string | undefined;
  readonly timeLimit?: number | undefined;
  readonly gap?: number | undefined;
}

/** Plans both; Ctrl-C keeps the best plans so far with their true gaps. */
export async function whatIfCommand(
  path: string,
  options: WhatIfOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, terminal, flags, style, language } = context;
  const say = messages(language).judge;
  const { set: settings = [], base, output, timeLimit, gap } = options;
  if (settings.length === 0) throw new Refusal(say.errors.noSetting);
  if (output !== undefined) await ports.prepareFolder(output);
  const outcome = await watched(context, (watch) =>
    whatIf(
      { path, seed: flags.seed, settings, base, timeLimitSeconds: timeLimit, gapShare: gap, ...watch },
      ports,
    ),
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, path, 'whatif', context);
  if (outcome.status === 'other-base')
    throw new Refusal(say.errors.otherBase(base!, path), exitCodes.invalid);
  if (outcome.status === 'no-plan') return refuseWithoutPlan(outcome, context);
  const { plan, difference, changes } = outcome;
  sayNotices(outcome.notices, context);
  if (output) await ports.writeWhole(output, [`${JSON.stringify(plan)}\n`]);
  if (flags.json) {
    const { inputHash, seed } = plan.provenance;
    printEnvelope(context, { command: 'whatif', inputHash, seed, result: { changes, difference, plan } });
  } else {
    const next = output
      ? `kadenz explain ${output}`
      : `kadenz whatif ${path} ${settings.map((text) => `--set ${shellWord(text)}`).join(' ')} -o changed.json`;
    const lines = [
      ...differenceLines(outcome, context, changeLines(changes, context)),
      '',
      ...(output ? [say.difference.written(output)] : []),
      style.dim(context.say.plan.next(next)),
    ];
    terminal.out(`${lines.join('\n')}\n`);
  }
  return flags.detailedExitcode && difference.differs ? exitCodes.differs : exitCodes.ok;
}

function refuseWithoutPlan(
  { which, outcome }: Extract<WhatIfOutcome, { status: 'no-plan' }>,
  context: Context,
): ExitCode {
  const { say, terminal, language } = context;
  terminal.err(`${messages(language).judge.errors.noPlan(which)}. `);
  if (outcome.status === 'infeasible') return sayInfeasible(outcome.rules, context);
  if (outcome.status === 'failed') throw new Refusal(say.errors.failed(outcome.detail));
  return refuseUnfound(outcome, context);
}
