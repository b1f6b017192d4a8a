/** Reads plan files: enough of their form that whatever shows a plan can rely on it. `verify` checks the rest. */
import { z } from 'zod';
import type { PlanFile } from '../domain/plan-file.ts';
import { formatPath } from '../units/problem.ts';
import { parseQuarter } from '../units/quarter.ts';
import type { Ports } from './ports.ts';
import { isAsSigned } from './sign-plan.ts';

const number = z.number();
const text = z.string();
const series = z.array(number);
const quantiles = z.looseObject({ p10: series, p50: series, p90: series });

/** The form for a tree of `nodes` nodes. */
function planForm(nodes: number) {
  const node = z
    .int()
    .min(0)
    .max(nodes - 1);
  const perNode = series.length(nodes);
  const figures = z.looseObject({
    ...{ expectedNpvUsd: number, cvarUsd: number, cvarLevel: number, capexUsd: number },
    ...{ npvP10Usd: number, npvP50Usd: number, npvP90Usd: number },
    ...{
      overBuildMw: quantiles,
      underBuildMw: quantiles,
      waitingMw: quantiles,
      utilisation: z.record(text, series),
    },
    ...{ overBuildProbability: series, underBuildProbability: series, reversibleUsd: series },
  });
  const headline = z.looseObject({
    ...{ valueUsd: number, boundUsd: number, gapUsd: number, gapShareOfStake: number, stakeUsd: number },
    ...{ retreatUsd: number.nullable(), fullSpeedUsd: number.nullable(), fullSpeedOverspendUsd: number },
    ...{ status: z.enum(['solved', 'stopped']), objective: z.enum(['npv', 'cost']), figures },
  });
  const decision = z.looseObject({
    ...{ option: text, name: text, kind: text, action: text, pool: text.nullable() },
    ...{ itPowerMw: number.nullable(), advantageUsd: number, nextBest: text.nullable(), proven: z.boolean() },
  });
  const alternative = z.looseObject({ action: text, lossUsd: number, boundUsd: number });
  const reason = z.looseObject({
    ...{ option: text, node, action: text, alternatives: z.array(alternative).min(1), proven: z.boolean() },
    bindingRows: z.array(z.looseObject({ rule: text, node, subject: text, worthUsd: number })),
    ...{ parts: z.array(z.looseObject({ heading: text, usd: number })), totalUsd: number },
    flips: z.array(z.looseObject({ lever: text, change: number, action: text })).exactOptional(),
  });
  return z.looseObject({
    ...{ kadenzPlan: z.literal(1), headline, decisionsNow: z.array(decision), reasons: z.array(reason) },
    policy: z.array(
      z.looseObject({
        ...{ option: text, name: text, actions: z.array(text).length(nodes), poweredMw: perNode },
        states: z.array(text).length(nodes),
        drawnMw: perNode.exactOptional(),
      }),
    ),
    tree: z.looseObject({
      firstQuarter: text.refine((quarter) => parseQuarter(quarter) !== undefined),
      parent: z.array(z.int()).length(nodes).refine(isTree),
      ...{ probability: perNode, values: z.record(text, perNode), periodHead: z.array(node).length(nodes) },
    }),
    fleet: z.looseObject({
      purchases: z.array(z.looseObject({ node, pool: text, accelerator: text, units: number })),
      running: z.array(z.looseObject({ node, pool: text, accelerator: text, workload: text, units: number })),
    }),
    service: z.array(z.looseObject({ node, workload: text, demand: number, served: number, short: number })),
    rates: z
      .array(
        z.looseObject({
          ...{ workload: text, accelerator: text, from: text },
          links: z.array(z.looseObject({ step: text, value: number, unit: text, obtained: text })),
        }),
      )
      .optional(),
    cashFlows: z.array(z.looseObject({ node, heading: text, usd: number })),
    provenance: z.looseObject({
      ...{ engineVersion: text, inputHash: text, planHash: text, portfolioName: text, asOf: text },
      ...{ seed: number, secondsTotal: number },
    }),
  });
}

/** Parents before children, one root. */
function isTree(parent: readonly number[]): boolean {
  return parent.every((up, n) => (n === 0 ? up === -1 : up >= 0 && up < n));
}

/** A plan whose form and hash are sound, or why the file is none. */
export type PlanReading =
  | TextReading
  | { readonly status: 'missing' }
  /** Changed after it was written: its hash is another. */
  | { readonly status: 'edited' };

/** A text as a plan. */
type TextReading =
  | { readonly status: 'read'; readonly plan: PlanFile }
  /** A portfolio, where a plan is expected. */
  | { readonly status: 'portfolio' }
  /** A plan of another release, whose form was another; `place` as below. */
  | { readonly status: 'outdated'; readonly place: string }
  /** Not a plan of this version; `place` is the first part that is not as it should be, empty for the whole. */
  | { readonly status: 'not-a-plan'; readonly place: string };

/** Reads a plan file, or the envelope that `kadenz plan --json` prints. */
export async function readPlan(
  path: string,
  { readText, sha256 }: Pick<Ports, 'readText' | 'sha256'>,
): Promise<PlanReading> {
  const contents = await readText(path);
  if (contents === undefined) return { status: 'missing' };
  const reading = parsePlan(contents);
  return reading.status === 'read' && !isAsSigned(reading.plan, sha256) ? { status: 'edited' } : reading;
}

/** The plan in a text. Never throws. */
export function parsePlan(contents: string): TextReading {
  const plan = unwrapPlan(contents);
  const nodes = (plan as { tree?: { parent?: readonly unknown[] } } | null | undefined)?.tree?.parent?.length;
  const reading = planForm(Math.max(1, Number(nodes) || 1)).safeParse(plan);
  if (reading.success) return { status: 'read', plan: plan as PlanFile };
  if (isPortfolioText(contents)) return { status: 'portfolio' };
  const path = reading.error.issues[0]!.path.filter((part) => typeof part !== 'symbol');
  return { status: isPlan(plan) ? 'outdated' : 'not-a-plan', place: formatPath(path) || 'JSON' };
}

/** Whether what was a plan when it was kept still has the form of one. */
export function hasPlanForm(plan: PlanFile): boolean {
  return planForm(plan.tree.parent.length).safeParse(plan).success;
}

function isPlan(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kadenzPlan' in data && 'provenance' in data;
}

/** Whether a text is a portfolio, in YAML or JSON, rather than a plan. */
export function isPortfolioText(contents: string): boolean {
  const data = unwrapPlan(contents);
  if (data === undefined) return /^kadenz\s*:\s*1\s*(?:#.*)?$/m.test(contents);
  return typeof data === 'object' && data !== null && 'regions' in data && 'pools' in data;
}

/** What a text holds as JSON, taken out of its envelope if it has one; `undefined` when it is no JSON. */
export function unwrapPlan(contents: string): unknown {
  try {
    const data: unknown = JSON.parse(contents);
    return isEnvelope(data) ? data.result : data;
  } catch {
    return undefined;
  }
}

function isEnvelope(data: unknown): data is { readonly result: unknown } {
  return typeof data === 'object' && data !== null && 'kadenz' in data && 'result' in data;
}
