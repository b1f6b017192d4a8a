/** `kadenz explain`: the reasons for a decision, or what a plan does at a node. */
import { explainNode, explainOption, type NodeExplanation } from '../app/explain-plan.ts';
import { explainWorkload, findExplained, type WorkloadExplanation } from '../app/explain-workload.ts';
import {
  actionBrief,
  actionIcon,
  familyOf,
  headlineSentence,
  optionHorizonSentences,
  type PlanFile,
} from '../app/plan-overview.ts';
import { readPlan } from '../app/read-plan.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { decisionLines } from './say-plan.ts';
import { refusePlan } from './say-problems.ts';
import { rateLines } from './say-rates.ts';
import { reasonLines } from './say-reason.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** What is explained, and at which node of the plan's tree. */
export interface ExplainOptions {
  /** Id or name of an option or a workload, or how it begins; the decisions of today without it. */
  readonly option?: string | undefined;
  readonly node?: number | undefined;
}

/** A name that fits several options is refused with those that it fits. */
export async function explainCommand(
  path: string,
  { option: asked, node }: ExplainOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say, language, style } = context;
  const reading = await readPlan(path, ports);
  if (reading.status !== 'read') refusePlan(reading, path, context);
  const { plan } = reading;
  const option = asked === undefined ? undefined : meantBy(asked, plan, context);
  const workload = option === undefined ? undefined : explainWorkload(plan, option, node);
  if (workload) return sayWorkload(workload, plan, context);
  const print = (result: unknown, lines: readonly string[]) => {
    const { inputHash, seed } = plan.provenance;
    if (flags.json) printEnvelope(context, { command: 'explain', inputHash, seed, result });
    else terminal.out(`${lines.join('\n')}\n`);
    return exitCodes.ok;
  };
  if (node !== undefined && node >= plan.tree.parent.length)
    throw new Refusal(say.errors.noNode(node, plan.tree.parent.length - 1));
  if (node !== undefined && option === undefined) {
    const there = explainNode(plan, node)!;
    return print(there, nodeLines(there, context));
  }
  if (option === undefined) {
    const next = `kadenz explain ${path} ${plan.decisionsNow[0]?.option ?? ''}`.trim();
    const sentence = wrap(headlineSentence(plan, language), terminal.width).map(style.bold);
    const lines = [...sentence, '', ...decisionLines(plan, context), '', style.dim(say.plan.next(next))];
    return print({ headline: plan.headline, decisionsNow: plan.decisionsNow }, lines);
  }
  const reasons = explainOption(plan, option, node)!;
  const turn = reasons.turns[0];
  const next = turn
    ? `kadenz explain ${path} ${option} --node ${turn.node}`
    : `kadenz explain ${path} --node ${node || firstParting(plan)}`;
  const horizon = node === undefined ? optionHorizonSentences(plan, option, language) : [];
  const lines = [
    ...reasonLines(reasons, plan, context),
    ...horizon.flatMap((sentence) => wrap(sentence, terminal.width)),
    ...rightLines(option, context),
  ];
  return print(reasons, [...lines, '', style.dim(say.plan.next(next))]);
}

/** An offer’s reasons are those of serving its block: what the tenant’s right is worth is found without it. */
function rightLines(option: string, { say, terminal, style }: Context): string[] {
  const [contract, offer] = option.split(':');
  if (offer === undefined) return [];
  return ['', ...wrap(say.explain.right(contract!), terminal.width).map(style.dim)];
}

/** The id of the option or workload that is asked for. */
function meantBy(asked: string, plan: PlanFile, { say, format }: Context): string {
  const { found, known } = findExplained(plan, asked);
  if ('id' in found) return found.id;
  throw new Refusal(
    found.near.length > 0
      ? say.errors.noOptionBut(asked, format.or(found.near))
      : say.errors.noOption(asked, format.and(known)),
  );
}

/** Prints the chain of a workload from tokens to USD. */
function sayWorkload(
  workload: WorkloadExplanation,
  { provenance: { inputHash, seed } }: PlanFile,
  context: Context,
): ExitCode {
  if (context.flags.json) printEnvelope(context, { command: 'explain', inputHash, seed, result: workload });
  else context.terminal.out(`${rateLines(workload, context).join('\n')}\n`);
  return exitCodes.ok;
}

/** The node at which the futures first part: the most telling one to look at next. */
function firstParting({ tree }: PlanFile): number {
  const children = (node: number) => tree.parent.flatMap((up, n) => (up === node ? [n] : []));
  let node = 0;
  for (let below = children(0); below.length > 0; below = children(node)) {
    node = below[0]!;
    if (below.length > 1) break;
  }
  return node;
}

function nodeLines(there: NodeExplanation, context: Context): string[] {
  const { say, style, format, language, terminal } = context;
  const { node, quarter, probability, outlook, policy } = there;
  const paint = (text: string, row: number) => style.action(familyOf(policy[row]!.action), text);
  const turning = policy.some(({ turn }) => turn);
  const money = moneyColumn(
    policy.flatMap(({ turn }) => (turn ? [turn.advantageUsd] : [])),
    language,
  );
  return [
    style.bold(say.explain.node(node, format.quarter(quarter), format.percent(probability))),
    '',
    style.bold(say.explain.outlook),
    ...tableLines(
      [
        { title: say.explain.series },
        { title: say.explain.value, align: 'right' },
        { title: say.explain.rootValue, align: 'right' },
      ],
      outlook.map(({ series, value, root }) => [series, format.number(value), format.number(root)]),
      terminal.width,
      style,
    ),
    '',
    style.bold(say.explain.policy),
    ...tableLines(
      [
        { title: say.plan.option },
        { title: say.plan.action, style: paint },
        { title: say.plan.power, align: 'right' },
        ...(turning
          ? [
              { title: messages(language).reasons.turns.worth(money.unit), align: 'right' as const },
              { title: say.plan.nextBest },
            ]
          : []),
      ],
      policy.map(({ name, action, poweredMw, turn }) => [
        name,
        `${actionIcon(action)} ${actionBrief(action, language)}`,
        format.number(poweredMw),
        ...(turning
          ? [turn ? money.cell(turn.advantageUsd) : '', turn ? actionBrief(turn.nextBest, language) : '']
          : []),
      ]),
      terminal.width,
      style,
    ),
    '',
    ...wrap(turning ? say.explain.nodeNote : say.explain.asBefore, terminal.width).map(style.dim),
  ];
}
