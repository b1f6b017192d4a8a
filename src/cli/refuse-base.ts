/** Refusals that judging commands share: no plan to start from, and decisions that cannot be taken together. */
import type { BasePlan } from '../app/base-plan.ts';
import type { Rest } from '../app/evaluate-table.ts';
import type { ConflictingRule } from '../app/planning-job.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { type CommandName, printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refuseUnfound, sayInfeasible } from './say-problems.ts';

/** Why there is no plan to start from. */
export function refuseBase(
  outcome: Exclude<BasePlan, { status: 'planned' }>,
  { path, base }: { readonly path: string; readonly base: string | undefined },
  context: Context,
): ExitCode {
  const { say, language } = context;
  if (outcome.status === 'other-base')
    throw new Refusal(messages(language).judge.errors.otherBase(base!, path), exitCodes.invalid);
  const { outcome: planning } = outcome;
  if (planning.status === 'infeasible') return sayInfeasible(planning.rules, context);
  if (planning.status === 'failed') throw new Refusal(say.errors.failed(planning.detail));
  return refuseUnfound(planning, context);
}

/** Decisions that break rules together, which ones, and what to do. */
export function sayConflict(
  rules: readonly ConflictingRule[],
  { file, command, rest }: { readonly file: string; readonly command: CommandName; readonly rest: Rest },
  context: Context,
): ExitCode {
  const { terminal, language, format, flags } = context;
  const { errors } = messages(language).decisions;
  const words: Readonly<Record<string, string>> = messages(language).plan.rules;
  const names = rules.map(({ rule, subject }) => `${words[rule] ?? rule} ${subject}`);
  const why = names.length > 0 ? errors.conflict(format.and(names)) : errors.whole;
  const hint = rest === 'continue' ? errors.restHint : '';
  terminal.err(`${errors.infeasible(file)} ${why}${hint}\n`);
  if (flags.json) printEnvelope(context, { command, result: null, error: { code: 'infeasible', rules } });
  return exitCodes.infeasible;
}
