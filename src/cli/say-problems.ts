/** Says what is wrong with an input, all of it, or why no plan exists. */
import type { InvalidInput } from '../app/open-portfolio.ts';
import type { ConflictingRule, Unfound } from '../app/planning-job.ts';
import type { PlanReading } from '../app/read-plan.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { inFileOrder, type LocatedProblem } from '../units/problem.ts';
import type { Context } from './context.ts';
import { type CommandName, printEnvelope, problemRecord } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';

/** Every problem on a line of its own, in the order of the file, on standard error; in the envelope as well. */
export function sayInvalid(
  { problems: found }: InvalidInput,
  file: string,
  command: CommandName,
  context: Context,
): ExitCode {
  const { terminal, say, language, flags } = context;
  const problems = inFileOrder(found);
  // A table beside the portfolio, or the settings of a what-if, may be what is wrong.
  const places = new Set(problems.map(({ location }) => location?.file.replace(/^--set .*$/s, '--set')));
  const [place = file] = places.size === 1 ? places : [];
  terminal.err(`${say.invalid.heading(problems.length, place)}\n`);
  for (const found of problems) terminal.err(`  ${renderProblem(found, language)}\n`);
  if (flags.json) {
    const records = problems.map((found) => problemRecord(found, context));
    printEnvelope(context, { command, result: null, error: { code: 'invalid', problems: records } });
  }
  return exitCodes.invalid;
}

/** How doubtful notation was treated. */
export function sayNotices(notices: readonly LocatedProblem[], { terminal, say, language }: Context): void {
  for (const found of notices) terminal.err(`${say.invalid.notice}: ${renderProblem(found, language)}\n`);
}

/** Refuses where time was up before any plan was found: what was tried, what is known, and what stands most in the way. */
export function refuseUnfound(
  { seconds, boundUsd, dearest }: Unfound,
  { say, format, language }: Context,
): never {
  throw new Refusal(
    say.errors.noneFound(
      format.number(Math.round(seconds)),
      boundUsd === undefined ? undefined : format.money(boundUsd),
      dearest && ruleName(dearest, language),
    ),
  );
}

/** `service level of chat`. */
function ruleName({ rule, subject }: ConflictingRule, language: Language): string {
  const words: Readonly<Record<string, string>> = messages(language).plan.rules;
  return `${words[rule] ?? rule} ${subject}`;
}

/** The smallest set of rules that cannot be kept together. */
export function sayInfeasible(rules: readonly ConflictingRule[], context: Context): ExitCode {
  const { terminal, say, format, flags, language } = context;
  const { infeasible } = say;
  const names = rules.map((rule) => ruleName(rule, language));
  const sentence =
    names.length === 0
      ? infeasible.whole
      : names.length === 1
        ? infeasible.alone(names[0]!)
        : infeasible.conflict(format.and(names));
  terminal.err(`${infeasible.heading} ${sentence}\n`);
  if (flags.json) {
    printEnvelope(context, { command: 'plan', result: null, error: { code: 'infeasible', rules } });
  }
  return exitCodes.infeasible;
}

/** Refuses a plan file that is missing or none. */
export function refusePlan(
  reading: Exclude<PlanReading, { status: 'read' }>,
  path: string,
  { say }: Pick<Context, 'say'>,
): never {
  const { errors } = say;
  const text =
    reading.status === 'not-a-plan'
      ? errors.notAPlan(path, reading.place)
      : reading.status === 'outdated'
        ? errors.outdatedPlan(path, reading.place)
        : reading.status === 'portfolio'
          ? errors.portfolioNotPlan(path)
          : reading.status === 'edited'
            ? errors.editedPlan(path)
            : errors.noPlanFile(path);
  throw new Refusal(text, exitCodes.invalid);
}
