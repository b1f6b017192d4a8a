/** `kadenz readings`: rival explanations scored on observed actions. */
import { type ExplainActionsOutcome, explainActions } from '../app/explain-actions.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { parseNumber } from './parse.ts';
import { Refusal } from './refusal.ts';
import { sayInvalid } from './say-problems.ts';
import { tableLines } from './table.ts';

/** Explanations as `explanationForm` of the catalogue says, their scale in USD, `timeLimit` in seconds per plan. */
export interface ReadingsOptions {
  readonly explanation?: readonly string[];
  readonly scale?: string;
  readonly timeLimit: number;
}

/** Scores the explanations; actions of other quarters are told and left out. */
export async function readingsCommand(
  path: string,
  actionsPath: string,
  { explanation, scale, timeLimit }: ReadingsOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  const { normal } = messages(language).demand.readings;
  const outcome = await explainActions(
    {
      ...{ path, actionsPath, normal, seconds: timeLimit, seed: flags.seed },
      explanations: explanation?.map((text) => readExplanation(text, context)),
      scaleUsd: scale === undefined ? undefined : parseNumber('--scale', scale, context.say),
    },
    ports,
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, path, 'readings', context);
  if (outcome.status !== 'scored') throw refusal(outcome, context);
  const { scores, scaleUsd, ofOtherQuarters, seed } = outcome;
  if (flags.json)
    printEnvelope(context, { command: 'readings', seed, result: { scores, scaleUsd, ofOtherQuarters } });
  else terminal.out(`${scoreLines(outcome, context).join('\n')}\n`);
  return exitCodes.ok;
}

function readExplanation(text: string, { language, say }: Context) {
  const [, name, events] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || events === undefined) {
    const { explanationForm } = messages(language).demand.readings;
    throw new Refusal(say.errors.badValue('--explanation', text, explanationForm));
  }
  return {
    name: name.trim(),
    events: events
      .split('+')
      .map((id) => id.trim())
      .filter(Boolean),
  };
}

function refusal(
  outcome: Exclude<ExplainActionsOutcome, { status: 'scored' | 'invalid' }>,
  { language }: Context,
): Refusal {
  const { readings: say } = messages(language).demand;
  switch (outcome.status) {
    case 'two-needed':
      return new Refusal(say.twoNeeded, exitCodes.invalid);
    case 'no-actions':
      return new Refusal(
        outcome.ofOtherQuarters > 0 ? say.otherQuarters(outcome.ofOtherQuarters) : say.noActions,
        exitCodes.invalid,
      );
    case 'no-quarter':
      return new Refusal(say.noQuarter(outcome.line, outcome.got), exitCodes.invalid);
    case 'option-twice':
      return new Refusal(say.optionTwice(outcome.line, outcome.got), exitCodes.invalid);
    case 'unknown-event':
      return new Refusal(say.unknownEvent(outcome.event, outcome.known.join(', ')), exitCodes.invalid);
    case 'unknown-option':
      return new Refusal(
        say.unknownOption(outcome.line, outcome.got, outcome.known.join(', ')),
        exitCodes.invalid,
      );
    case 'unknown-action':
      return new Refusal(
        say.unknownAction(outcome.line, outcome.got, outcome.known.join(', ')),
        exitCodes.invalid,
      );
    case 'not-planned':
      return new Refusal(say.notPlanned(outcome.name));
  }
}

function scoreLines(
  { scores, scaleUsd, ofOtherQuarters }: Extract<ExplainActionsOutcome, { status: 'scored' }>,
  { style, format, terminal, language }: Context,
): string[] {
  const { readings: say } = messages(language).demand;
  const [best, second] = scores;
  const right = 'right' as const;
  const columns = [
    { title: say.explanation },
    ...[say.prior, say.posterior, say.score, say.hits].map((title) => ({ title, align: right })),
  ];
  const rows = scores.map(({ explanation, prior, posterior, meanLogScore, hits }) => [
    explanation,
    ...[format.percent(prior), format.percent(posterior), format.number(meanLogScore), format.percent(hits)],
  ]);
  const tied = best!.posterior - second!.posterior < 1e-6;
  return [
    style.bold(
      tied
        ? say.undecided(best!.explanation, second!.explanation)
        : say.headline(best!.explanation, format.percent(best!.posterior)),
    ),
    '',
    ...tableLines(columns, rows, terminal.width, style),
    '',
    style.dim(`${say.scale(format.money(scaleUsd))} ${say.note}`),
    ...(ofOtherQuarters > 0 ? [style.dim(say.otherQuarters(ofOtherQuarters))] : []),
  ];
}
