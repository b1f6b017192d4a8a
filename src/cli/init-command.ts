/** `kadenz init`: a portfolio to start from. */
import { initPortfolio } from '../app/init-portfolio.ts';
import { validatePortfolioFile } from '../app/validate-portfolio.ts';
import type { Context } from './context.ts';
import { printEnvelope, problemRecord } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { planCommand } from './plan-command.ts';
import { Refusal } from './refusal.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';
import { worthToSay } from './validate-command.ts';

/** What the new portfolio is made from: a list of projects, or, without `from`, the commented starter. */
export interface InitOptions {
  readonly from?: string | undefined;
  /** Sheet of a workbook that holds the list. */
  readonly sheet?: string | undefined;
  readonly force?: boolean;
  /** ISO date of the list. */
  readonly asOf?: string | undefined;
}

/** Seconds that the first plan of a portfolio made from a list may take. */
const FIRST_PLAN_SECONDS = 30;

/** Writes `path`. One made from a list of projects is planned at once, and its assumptions most worth finding out are told. */
export async function initCommand(
  path: string,
  { from, sheet, force = false, asOf }: InitOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say, style, language } = context;
  await ports.prepareFolder(path);
  const heading = from ? say.init.heading(from) : '';
  const request = { path, force, from, sheet, asOf, language, name: say.init.name, heading };
  const outcome = await initPortfolio(request, ports);
  if (outcome.status === 'exists') throw new Refusal(say.errors.exists(path));
  if (outcome.status === 'invalid') return sayInvalid(outcome, from ?? path, 'init', context);
  sayNotices(outcome.notices, context);
  if (flags.json) {
    const notices = outcome.notices.map((notice) => problemRecord(notice, context));
    printEnvelope(context, { command: 'init', result: { output: path, notices } });
    return exitCodes.ok;
  }
  terminal.out(`${style.bold(say.init.written(path))}\n\n`);
  if (!from) {
    terminal.out(`${style.dim(say.plan.next(`kadenz validate ${path}`))}\n`);
    return exitCodes.ok;
  }
  const code = await planCommand(path, { timeLimit: FIRST_PLAN_SECONDS }, context);
  const judged = await validatePortfolioFile(path, flags.seed, ports);
  if (judged.status === 'sound') terminal.out(`${worthToSay(judged.worth, context).join('\n')}\n`);
  return code;
}
