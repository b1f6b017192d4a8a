/** `kadenz evaluate`: what a planner's own decisions are worth, and what each of them costs. */
import {
  type DecisionCost,
  type EvaluateTableOutcome,
  evaluateTable,
  type Rest,
} from '../app/evaluate-table.ts';
import { actionBrief, actionIcon, familyOf } from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import { evaluationSentences } from '../messages/evaluation-sentence.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { watched } from './progress-line.ts';
import { Refusal } from './refusal.ts';
import { refuseBase, sayConflict } from './refuse-base.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';
import { worthLines } from './say-worth.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** `timeLimit` in seconds, `gap` as a share of the stake; `output` takes the plan that the decisions make. */
export interface EvaluateOptions {
  readonly rest: Rest;
  readonly base?: string | undefined;
  readonly output?: string | undefined;
  readonly timeLimit?: number | undefined;
  readonly gap?: number | undefined;
}

/** Costs that the terminal shows; the rest is counted. */
const SHOWN = 15;

/** Values the table; where no plan holds the decisions it names the rules in conflict, exit code `infeasible`. */
export async function evaluateCommand(
  path: string,
  decisionsPath: string,
  { rest, base, output, timeLimit, gap }: EvaluateOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, terminal, flags, style } = context;
  const texts = messages(context.language).decisions;
  if (output !== undefined) await ports.prepareFolder(output);
  const outcome = await watched(context, (watch) =>
    evaluateTable(
      {
        ...{ path, decisionsPath, rest, base, seed: flags.seed },
        ...{ timeLimitSeconds: timeLimit, gapShare: gap, ...watch },
      },
      ports,
    ),
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, outcome.file, 'evaluate', context);
  if (outcome.status === 'other-base' || outcome.status === 'no-plan')
    return refuseBase(outcome, { path, base }, context);
  if (outcome.status === 'none-found') throw new Refusal(texts.errors.noneFound);
  if (outcome.status === 'infeasible')
    return sayConflict(outcome.rules, { file: decisionsPath, command: 'evaluate', rest }, context);
  sayNotices(outcome.notices, context);
  const { given, worth, boundWithinUsd, costs, unweighed, others } = outcome;
  if (output) await ports.writeWhole(output, [`${JSON.stringify(given)}\n`]);
  if (flags.json) {
    const { inputHash, seed } = given.provenance;
    const { plan, fullSpeed, retreat } = others;
    const result = { given: worth, boundWithinUsd, costs, unweighed, plan, fullSpeed, retreat };
    printEnvelope(context, { command: 'evaluate', inputHash, seed, result });
    return exitCodes.ok;
  }
  const say = texts.evaluate;
  const next = output ? `kadenz explain ${output}` : `kadenz evaluate ${path} ${decisionsPath} -o yours.json`;
  const lines = [
    ...evaluationLines(outcome, rest, context),
    '',
    ...(output ? [say.written(output)] : []),
    style.dim(context.say.plan.next(next)),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}

function evaluationLines(
  outcome: Extract<EvaluateTableOutcome, { status: 'evaluated' }>,
  rest: Rest,
  context: Context,
): string[] {
  const { language, style, terminal } = context;
  const say = messages(language).decisions.evaluate;
  const { worth, boundWithinUsd, others } = outcome;
  const { plan, fullSpeed, retreat } = others;
  const { headline, proven } = evaluationSentences(
    {
      ...{ ownUsd: worth.valueUsd, planUsd: plan.valueUsd },
      ...{ boundUsd: plan.boundUsd, boundWithinUsd },
    },
    language,
  );
  const rows = [
    { name: say.names.given, worth },
    { name: say.names.plan, worth: plan },
    ...(fullSpeed ? [{ name: say.names.fullSpeed, worth: fullSpeed }] : []),
    ...(retreat ? [{ name: say.names.retreat, worth: retreat }] : []),
  ];
  return [
    ...wrap(headline, terminal.width).map(style.bold),
    ...wrap(`${proven} ${say.rest[rest]}`, terminal.width),
    '',
    ...worthLines(say.plans, rows, context),
    ...wrap(say.note, terminal.width).map(style.dim),
    '',
    ...costLines(outcome, context),
  ];
}

function costLines(
  { costs, unweighed }: { readonly costs: readonly DecisionCost[]; readonly unweighed: number },
  context: Context,
): string[] {
  const { language, style, terminal } = context;
  const say = messages(language).decisions.evaluate;
  const late = unweighed > 0 ? wrap(say.unweighed(unweighed), terminal.width) : [];
  if (costs.length === 0) return unweighed > 0 ? late : [say.none];
  const money = moneyColumn(
    costs.map(({ costUsd }) => costUsd),
    language,
  );
  const action = (name: string) => `${actionIcon(name)} ${actionBrief(name, language)}`;
  const shown = costs.slice(0, SHOWN);
  const paint = (of: 'action' | 'planned' | 'instead') => (text: string, row: number) =>
    style.action(familyOf(shown[row]![of]), text);
  return [
    style.bold(say.costs(money.unit)),
    ...tableLines(
      [
        { title: say.line, align: 'right' },
        ...[{ title: say.option }, { title: say.quarter }],
        { title: say.yours, style: paint('action') },
        { title: say.planned, style: paint('planned') },
        { title: say.instead, style: paint('instead') },
        { title: say.cost, align: 'right' },
      ],
      shown.map((cost) => [
        ...[String(cost.line), cost.option, cost.quarter],
        ...[action(cost.action), action(cost.planned), action(cost.instead), money.cell(cost.costUsd)],
      ]),
      terminal.width,
      style,
    ),
    ...(costs.length > SHOWN ? [say.more(costs.length - SHOWN)] : []),
    ...late,
    ...wrap(say.costsNote, terminal.width).map(style.dim),
  ];
}
