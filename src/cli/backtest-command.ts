/** `kadenz backtest`: the plan of what was known on a date, beside the actions seen and hindsight. */
import { type BacktestOutcome, backtest, type DeciderWorth } from '../app/backtest.ts';
import { actionBrief, actionIcon, familyOf } from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { type PlanOptions, planCommand } from './plan-command.ts';
import { watched } from './progress-line.ts';
import { Refusal } from './refusal.ts';
import { refuseBase, sayConflict } from './refuse-base.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';
import { worthLines } from './say-worth.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Files as `app/backtest.ts` takes them; `asOf` is the ISO date of the information cut. */
export interface BacktestOptions extends PlanOptions {
  readonly asOf: string;
  readonly base?: string | undefined;
  readonly observed?: string | undefined;
  readonly hindsight?: string | undefined;
}

/** Decisions apart that the terminal shows; the rest is counted. */
const SHOWN = 20;

/** With nothing to compare, it plans as `kadenz plan` does. */
export async function backtestCommand(
  path: string,
  options: BacktestOptions,
  context: Context,
): Promise<ExitCode> {
  const { observed, hindsight, base, output, timeLimit, gap, asOf } = options;
  if (observed === undefined && hindsight === undefined && base === undefined)
    return planCommand(path, options, context);
  const { ports, terminal, flags, style, language, say } = context;
  const texts = messages(language).decisions;
  if (output !== undefined) await ports.prepareFolder(output);
  const outcome = await watched(context, (watch) =>
    backtest(
      {
        ...{ path, asOf, observed, hindsight, base, seed: flags.seed },
        ...{ timeLimitSeconds: timeLimit, gapShare: gap, ...watch },
      },
      ports,
    ),
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, outcome.file, 'backtest', context);
  if (outcome.status === 'other-start')
    throw new Refusal(texts.backtest.otherStart(outcome.day, outcome.later));
  if (outcome.status === 'other-base' || outcome.status === 'no-plan')
    return refuseBase(outcome, { path, base }, context);
  if (outcome.status === 'none-found') throw new Refusal(texts.errors.noneFound);
  if (outcome.status === 'infeasible')
    return sayConflict(outcome.rules, { file: outcome.file, command: 'backtest', rest: 'optimal' }, context);
  const { plan, day, later, apart, left } = outcome;
  sayNotices(outcome.notices, context);
  if (output) await ports.writeWhole(output, [`${JSON.stringify(plan)}\n`]);
  if (flags.json) {
    const { inputHash, seed } = plan.provenance;
    const result = { asOf, day, later: later?.deciders ?? null, apart, left };
    printEnvelope(context, { command: 'backtest', inputHash, seed, result });
    return exitCodes.ok;
  }
  const next = output ? `kadenz explain ${output}` : `kadenz plan ${path} -o plan.json`;
  const lines = [
    ...backtestLines(outcome, asOf, context),
    '',
    ...(output ? [say.plan.written(output)] : []),
    style.dim(say.plan.next(next)),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}

function backtestLines(
  { day, later, apart, left }: Extract<BacktestOutcome, { status: 'tested' }>,
  asOf: string,
  context: Context,
): string[] {
  const { language, style, terminal, format } = context;
  const { backtest: say, evaluate } = messages(language).decisions;
  const of = (deciders: readonly DeciderWorth[], name: DeciderWorth['name']) =>
    deciders.find((decider) => decider.name === name);
  const seen = of(day, 'observed');
  const gain = seen && seen.worth.valueUsd - of(day, 'plan')!.worth.valueUsd;
  const sentences = [
    ...(gain === undefined
      ? []
      : [gain > 0 ? say.observedBetter(format.money(gain)) : say.observed(format.money(-gain))]),
    ...(later ? [lossSentence(later.deciders, context)] : []),
  ];
  const rows = (deciders: readonly DeciderWorth[]) =>
    deciders.map(({ name, worth }) => ({ name: say.names[name], worth }));
  return [
    ...sentences.flatMap((sentence) => wrap(sentence, terminal.width).map(style.bold)),
    ...wrap([...provenOf(seen, later?.deciders, context), say.firstOnly].join(' '), terminal.width),
    '',
    ...worthLines(say.dayTable(asOf), rows(day), context),
    ...(later ? ['', ...worthLines(say.laterTable, rows(later.deciders), context)] : []),
    ...wrap(evaluate.note, terminal.width).map(style.dim),
    '',
    ...apartLines(apart, context),
    ...(left.length > 0 ? wrap(say.left(format.and(left)), terminal.width) : []),
  ];
}

/** What the actions seen are proven to cost, against the best plan that was found. */
function provenOf(
  seen: DeciderWorth | undefined,
  later: readonly DeciderWorth[] | undefined,
  { language, format }: Context,
): string[] {
  const { backtest: say } = messages(language).decisions;
  if (!seen) return [];
  const least = ({ worth, lossUsd, boundWithinUsd }: DeciderWorth) =>
    format.money(Math.max(0, worth.valueUsd + lossUsd - boundWithinUsd));
  const seenLater = later?.find(({ name }) => name === 'observed');
  return [seenLater ? say.provenBoth(least(seen), least(seenLater)) : say.proven(least(seen))];
}

function lossSentence(deciders: readonly DeciderWorth[], { language, format }: Context): string {
  const { backtest: say } = messages(language).decisions;
  const loss = (name: DeciderWorth['name']) => deciders.find((one) => one.name === name)?.lossUsd;
  const [plan, seen] = [loss('plan')!, loss('observed')];
  return seen === undefined
    ? say.hindsight(format.money(plan))
    : say.both(format.money(plan), format.money(seen));
}

function apartLines(
  apart: Extract<BacktestOutcome, { status: 'tested' }>['apart'],
  { language, style, terminal }: Context,
): string[] {
  const { backtest: say, evaluate } = messages(language).decisions;
  if (apart.length === 0) return [evaluate.none];
  const shown = apart.slice(0, SHOWN);
  const names = (['plan', 'observed', 'hindsight'] as const).filter((name) =>
    apart.some((one) => one[name] !== null),
  );
  const cell = (action: string | null) =>
    action === null ? '–' : `${actionIcon(action)} ${actionBrief(action, language)}`;
  return [
    style.bold(say.differ),
    ...tableLines(
      [
        { title: evaluate.option },
        ...names.map((name) => ({
          title: say.names[name],
          style: (text: string, row: number) => {
            const action = shown[row]![name];
            return action === null ? text : style.action(familyOf(action), text);
          },
        })),
      ],
      shown.map((one) => [one.option, ...names.map((name) => cell(one[name]))]),
      terminal.width,
      style,
    ),
    ...(apart.length > SHOWN ? [evaluate.more(apart.length - SHOWN)] : []),
  ];
}
