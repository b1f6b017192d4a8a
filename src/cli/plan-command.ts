/** `kadenz plan`: plans, writes, shows, and judges guardrails. */

import { comparePlans, type PlanDifference } from '../app/compare-plans.ts';
import { type Guardrail, type GuardrailVerdict, judgeGuardrail } from '../app/guardrails.ts';
import { type PlanFile, planOverview } from '../app/plan-overview.ts';
import { type PlanPortfolioOutcome, planPortfolio, type SearchEnd } from '../app/plan-portfolio.ts';
import { readPlan } from '../app/read-plan.ts';
import { writeReport } from '../app/write-report.ts';
import { messages } from '../messages/catalogue.ts';
import { shellWord } from '../messages/shell-word.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { watched } from './progress-line.ts';
import { Refusal } from './refusal.ts';
import { planLines } from './say-plan.ts';
import { refuseUnfound, sayInfeasible, sayInvalid, sayNotices } from './say-problems.ts';
import { wrap } from './wrap.ts';

/** `timeLimit` in seconds, `gap` as a share of the stake; `output` and `report` are files to write. */
export interface PlanOptions {
  readonly output?: string | undefined;
  readonly report?: string | undefined;
  readonly timeLimit?: number | undefined;
  readonly gap?: number | undefined;
  /** Date of the information cut of a backtest. */
  readonly asOf?: string | undefined;
  readonly checkHorizon?: boolean | undefined;
}

/** Plans `file`. Ctrl-C keeps the best plan so far; a second one leaves at once. */
export async function planCommand(file: string, options: PlanOptions, context: Context): Promise<ExitCode> {
  for (const path of [options.output, options.report]) {
    if (path !== undefined) await context.ports.prepareFolder(path);
  }
  const former = await formerPlan(options.output, context);
  const outcome = await runPlanning(file, options, context);
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'plan', context);
  sayNotices(outcome.input.notices, context);
  if (outcome.status === 'infeasible') return sayInfeasible(outcome.rules, context);
  if (outcome.status === 'none-found') return refuseUnfound(outcome, context);
  if (outcome.status === 'failed') throw new Refusal(context.say.errors.failed(outcome.detail));
  return await deliver(file, options, { ...outcome, former }, context);
}

/** The plan that `-o` is about to replace. What is no plan is not replaced. */
async function formerPlan(path: string | undefined, { ports, say }: Context): Promise<PlanFile | undefined> {
  if (path === undefined) return undefined;
  const reading = await readPlan(path, ports);
  if (reading.status === 'not-a-plan' || reading.status === 'portfolio')
    throw new Refusal(say.errors.notReplaced(path));
  return reading.status === 'read' ? reading.plan : undefined;
}

function runPlanning(
  file: string,
  { timeLimit, gap, asOf, checkHorizon }: PlanOptions,
  context: Context,
): Promise<PlanPortfolioOutcome> {
  const { ports, flags } = context;
  return watched(context, (watch) =>
    planPortfolio(
      {
        ...{ path: file, seed: flags.seed, timeLimitSeconds: timeLimit, gapShare: gap },
        ...{ knownBy: asOf, checkHorizon, ...watch },
      },
      ports,
    ),
  );
}

interface Delivery extends Extract<PlanPortfolioOutcome, { status: 'planned' }> {
  readonly former: PlanFile | undefined;
}

async function deliver(
  file: string,
  options: PlanOptions,
  { plan, input, former, end }: Delivery,
  context: Context,
): Promise<ExitCode> {
  const { ports, terminal, flags, language } = context;
  const difference = former && comparePlans(former, plan);
  if (options.output) await ports.writeWhole(options.output, [`${JSON.stringify(plan)}\n`]);
  if (options.report) await writeReport({ plan, input, path: options.report, language }, ports);
  if (flags.json) {
    const { inputHash, seed } = plan.provenance;
    printEnvelope(context, { command: 'plan', inputHash, seed, result: plan });
  } else {
    const lines = planLines(plan, planOverview(input.portfolio, plan), context);
    const sentence = endSentence({ end, plan, file, limit: options.timeLimit }, context);
    if (sentence) lines.push('', ...wrap(sentence, terminal.width));
    lines.push('', ...closingLines(file, options, difference, context));
    terminal.out(`${lines.join('\n')}\n`);
  }
  const violated = judgeGuardrails(flags.failOn, plan, context);
  if (violated) return exitCodes.guardrail;
  return flags.detailedExitcode && difference?.differs ? exitCodes.differs : exitCodes.ok;
}

interface SearchReport {
  readonly end: SearchEnd;
  readonly plan: PlanFile;
  readonly file: string;
  /** Seconds that it was given; absent without a limit. */
  readonly limit: number | undefined;
}

/** What is to be said of a search that ended without the gap that was asked for. */
function endSentence(
  { end, plan, file, limit }: SearchReport,
  { language, format }: Context,
): string | undefined {
  const { search } = messages(language);
  const { headline, provenance } = plan;
  if (end === 'time' && limit !== undefined && headline.gapShareOfStake > 1) {
    const more = Math.max(30, 10 * Math.ceil(provenance.secondsTotal / 2));
    const command = `kadenz plan ${shellWord(file)} --time-limit ${more}`;
    return search.short(format.number(limit), format.number(provenance.secondsTotal), command);
  }
  if (end === 'slow') return search.slow(`kadenz plan ${file}`);
  if (end !== 'exhausted') return undefined;
  return search.exhausted(format.percent(plan.headline.gapShareOfStake));
}

/** What was written, how it differs from what was there, and what to do next. */
function closingLines(
  file: string,
  { output, report }: PlanOptions,
  difference: PlanDifference | undefined,
  { say, style }: Context,
): string[] {
  const lines: string[] = [];
  if (output) lines.push(say.plan.written(output));
  if (output && difference) {
    lines.push(
      difference.differs ? say.plan.differs(difference.decisions.length, output) : say.plan.same(output),
    );
  }
  if (report) lines.push(say.plan.reportWritten(report));
  const next = !output
    ? `kadenz plan ${file} -o plan.json --report report.html`
    : report
      ? `kadenz explain ${output}`
      : `kadenz report ${output} ${file} -o report.html`;
  lines.push(style.dim(say.plan.next(next)));
  return lines;
}

/** Judges every guardrail and says what is violated, on standard error. */
function judgeGuardrails(guardrails: readonly Guardrail[], plan: PlanFile, context: Context): boolean {
  const verdicts = guardrails.map((guardrail) => judgeGuardrail(guardrail, plan));
  for (const verdict of verdicts) sayVerdict(verdict, context);
  return verdicts.some(({ status }) => status === 'violated');
}

function sayVerdict({ expression, status, value, quarter }: GuardrailVerdict, context: Context): void {
  const { terminal, say, format } = context;
  if (status === 'unknown') terminal.err(`${say.plan.guardrailUnknown(expression)}\n`);
  if (status !== 'violated') return;
  const figure = quarter ? `${format.exact(value!)} (${quarter})` : format.exact(value!);
  terminal.err(`${say.plan.guardrail(expression, figure)}\n`);
}
