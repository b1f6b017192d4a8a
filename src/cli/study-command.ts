/** `kadenz whatif` with a study: how the plan hangs on its inputs, on demand and prices, on the dislike of risk. */
import { runStudy, type Study, type StudyOutcome, type StudyProgress } from '../app/study.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { watchedSteps } from './progress-line.ts';
import { refuseBase } from './refuse-base.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';
import { drawsLines, flipLines, frontierLines, tornadoLines } from './say-study.ts';
import { wrap } from './wrap.ts';

/** Changes to be applied first, and the limits of each plan: seconds in all, gap as a share of the stake. */
export interface StudyOptions {
  readonly set?: readonly string[];
  readonly base?: string | undefined;
  readonly timeLimit?: number | undefined;
  readonly gap?: number | undefined;
}

/** Ctrl-C and the time limit end it with what is known by then. */
export async function studyCommand(
  path: string,
  study: Study,
  { set: settings = [], base, timeLimit, gap }: StudyOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, terminal, flags, style, language } = context;
  const { progress } = messages(language).studies;
  const outcome = await watchedSteps(
    context,
    ({ step, done, of }: StudyProgress) => (step === 'plan' ? progress.plan(done) : progress[step](done, of)),
    (watch) =>
      runStudy(
        {
          path,
          settings,
          study,
          base,
          seed: flags.seed,
          timeLimitSeconds: timeLimit,
          gapShare: gap,
          ...watch,
        },
        ports,
      ),
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, path, 'whatif', context);
  if (outcome.status !== 'studied') return refuseBase(outcome, { path, base }, context);
  sayNotices(outcome.notices, context);
  const { plan, gapShare, result, stopped } = outcome;
  if (flags.json) {
    const { inputHash, seed } = plan.provenance;
    printEnvelope(context, {
      command: 'whatif',
      inputHash,
      seed,
      result: { study: result, gapShare, stopped },
    });
    return exitCodes.ok;
  }
  const next = base ? `kadenz explain ${base}` : `kadenz plan ${path} -o plan.json`;
  const lines = [...studyLines(outcome, context), '', style.dim(context.say.plan.next(next))];
  terminal.out(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}

function studyLines(
  { plan, result, gapShare, stopped }: Extract<StudyOutcome, { status: 'studied' }>,
  context: Context,
): string[] {
  const { language, terminal, format, style } = context;
  const { study: say } = messages(language).studies;
  const lines = () => {
    switch (result.kind) {
      case 'draws':
        return drawsLines(result.draws, context);
      case 'tornado':
        return tornadoLines(result, context);
      case 'flips':
        return flipLines(result, plan, context);
      case 'frontier':
        return frontierLines(result, context);
    }
  };
  return [
    ...(stopped ? wrap(say.stopped, terminal.width).map(style.bold) : []),
    ...lines(),
    ...wrap(say.gaps(format.percent(gapShare)), terminal.width).map(style.dim),
  ];
}
