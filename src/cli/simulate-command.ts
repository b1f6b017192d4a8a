/** `kadenz simulate`: a plan in futures that it was not made for, against other ways to decide. */
import {
  type Estimate,
  type Interval,
  type Simulation,
  simulatePlanFile,
  type WayName,
} from '../app/simulate-plan.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { watchedSteps } from './progress-line.ts';
import { Refusal } from './refusal.ts';
import { refusePlan, sayInvalid } from './say-problems.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** How many futures, and seconds after which what is known is shown. */
export interface SimulateOptions {
  readonly paths: number;
  readonly hindsightPaths: number;
  readonly timeLimit?: number | undefined;
}

/** Ctrl-C and the time limit end it with what is known by then. */
export async function simulateCommand(
  planPath: string,
  portfolioPath: string,
  { paths, hindsightPaths, timeLimit }: SimulateOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say, style, language } = context;
  const words = messages(language).judge.simulate;
  const outcome = await watchedSteps(
    context,
    ({
      step,
      done,
      of,
    }: {
      readonly step: keyof typeof words.steps;
      readonly done: number;
      readonly of: number;
    }) => words.progress(words.steps[step], done, of),
    (watch) =>
      simulatePlanFile(
        {
          ...{ planPath, portfolioPath, seed: flags.seed, timeLimitSeconds: timeLimit, hindsightPaths },
          ...{ paths: 2 * Math.ceil(paths / 2), ...watch },
        },
        ports,
      ),
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolioPath, 'simulate', context);
  if (outcome.status === 'other-portfolio')
    throw new Refusal(say.errors.otherPortfolio(planPath, portfolioPath), exitCodes.invalid);
  if (outcome.status !== 'simulated') return refusePlan(outcome, planPath, context);
  const { plan, simulation } = outcome;
  const { inputHash, seed } = plan.provenance;
  if (flags.json) printEnvelope(context, { command: 'simulate', inputHash, seed, result: simulation });
  else {
    const next = style.dim(say.plan.next(`kadenz explain ${planPath}`));
    terminal.out(`${[...simulationLines(simulation, context), '', next].join('\n')}\n`);
  }
  return exitCodes.ok;
}

/** Share of futures on other branches than expected from which on it is said: a sample of hundreds is off by less by chance. */
const UNLIKE = 0.2;

function simulationLines(simulation: Simulation, context: Context): string[] {
  const { style, language, terminal, format } = context;
  const words = messages(language).judge.simulate;
  const { futures, ways, stopped } = simulation;
  const plan = ways.find(({ name }) => name === 'plan')!;
  const sentence = plan.outOfSample
    ? words.worth(
        format.money(plan.outOfSample.mean),
        format.money(plan.outOfSample.low),
        format.money(plan.outOfSample.high),
        futures.followed,
        format.money(simulation.planUsd),
      )
    : words.none;
  return [
    ...wrap(sentence, terminal.width).map(style.bold),
    ...followingLines(simulation, context),
    ...(stopped ? wrap(words.stopped(futures.followed + futures.broken, futures.asked), terminal.width) : []),
    ...(futures.broken > 0 ? wrap(words.broken(futures.broken, futures.asked), terminal.width) : []),
    ...(plan.outOfSample && futures.imbalance > UNLIKE
      ? wrap(words.unlike(format.percent(futures.imbalance)), terminal.width)
      : []),
    '',
    ...wayLines(simulation, context),
    ...wrap(
      futures.hindsight > 0 ? `${words.gainsNote} ${words.regretNote(futures.hindsight)}` : words.gainsNote,
      terminal.width,
    ).map(style.dim),
    '',
    ...informationLines(simulation, context),
  ];
}

/** What it is worth to let orders follow demand; nothing where it was not worked out. */
function followingLines(
  { ways, followingMore }: Simulation,
  { language, format, terminal }: Context,
): string[] {
  const following = ways.find(({ name }) => name === 'plan-following')?.outOfSample;
  if (!following || !followingMore) return [];
  const { mean, low, high } = followingMore;
  const sentence = messages(language).judge.simulate.following(
    format.money(following.mean),
    format.money(Math.abs(mean)),
    format.money((high - low) / 2),
    mean >= 0,
  );
  return wrap(sentence, terminal.width);
}

function wayLines({ ways, hindsight }: Simulation, { language, style, terminal, format }: Context): string[] {
  const words = messages(language).judge.simulate;
  const amounts = ways.flatMap(({ inTreeUsd, outOfSample }) => [inTreeUsd ?? 0, outOfSample?.mean ?? 0]);
  const column = moneyColumn(amounts, language);
  const cell = (usd: number | null | undefined) =>
    usd === null || usd === undefined ? '–' : column.cell(usd);
  const range = (estimate: Estimate | null) =>
    estimate
      ? `${column.cell(estimate.mean, true)} ± ${column.cell((estimate.high - estimate.low) / 2)}`
      : '–';
  const nameOf = (name: WayName) => words.ways[name];
  const rows = ways.map(({ name, inTreeUsd, outOfSample, planMore, regret }) => [
    ...[
      nameOf(name),
      cell(inTreeUsd),
      cell(outOfSample?.mean),
      cell(outOfSample?.p10),
      cell(outOfSample?.p90),
    ],
    ...[name === 'plan' ? '–' : range(planMore), cell(regret?.mean), cell(regret?.p90)],
  ]);
  const right = (title: string) => ({ title, align: 'right' as const });
  return [
    style.bold(words.table(column.unit)),
    ...tableLines(
      [
        { title: words.way },
        ...[words.inTree, words.mean, 'P10', 'P90', words.planMore, words.regret, words.regretP90].map(right),
      ],
      rows,
      terminal.width,
      style,
    ),
    ...(hindsight
      ? wrap(
          words.hindsight(format.money(hindsight.value.mean), format.money(hindsight.boundUsd)),
          terminal.width,
        )
      : []),
  ];
}

function informationLines(
  { tree, stopped }: Simulation,
  { language, style, terminal, format }: Context,
): string[] {
  const words = messages(language).judge.simulate;
  const between = (interval: Interval) =>
    interval === null
      ? '–'
      : Math.abs(interval.highUsd - interval.lowUsd) < 1
        ? format.money(interval.lowUsd)
        : words.between(format.money(interval.lowUsd), format.money(interval.highUsd));
  const rows = (['vssRolled', 'vssFixed', 'adapting', 'evpi'] as const).map((name) => [
    words.measures[name],
    between(tree[name]),
  ]);
  return [
    style.bold(words.information),
    ...tableLines([{ title: '' }, { title: words.proven, align: 'right' }], rows, terminal.width, style),
    ...(!stopped && rows.some(([, cell]) => cell === '–')
      ? wrap(words.noFigure, terminal.width).map(style.dim)
      : []),
  ];
}
