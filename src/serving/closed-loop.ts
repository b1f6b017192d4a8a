import type { Deployment } from './deployment.ts';
import { kernelTime } from './engine.ts';
import type { EngineScheduling } from './engine-scheduling.ts';
import { attentionGroups } from './layout.ts';
import { memoryBudget } from './memory.ts';
import type { ResolvedCoefficients } from './serving-coefficients.ts';
import { type StepComponents, stepComponents, type UtilisationTable } from './step-work.ts';

/** A closed loop: `concurrency` clients, each sending its next request when the last one is answered. */
export interface LoopLoad {
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a closed loop's prompts are like, beyond their mean length. */
export interface LoopPrompts {
  /** All requests are equally long, so that clients stay in step; default false. */
  readonly fixedLengths?: boolean;
  /** Share of the prompt tokens that the prefix cache does not hold, 0…1; default 1. */
  readonly computedShare?: number;
}

/** The kernel times that a closed loop is made of; independent of the serving coefficients. */
export interface LoopParts {
  /** Clients of the whole loop. */
  readonly clients: number;
  /** Requests per attention group and microbatch, and how many of them the cache lets run at once. */
  readonly offered: number;
  readonly running: number;
  readonly outputTokens: number;
  readonly decode: StepComponents;
  /** Prompts that ride in one step, at least 1. */
  readonly sharing: number;
  /** Prompts of a burst that end in the same step. */
  readonly burst: number;
  /** How often a group meets prompts, its own or those it waits for, over its own alone; at least 1. */
  readonly meeting: number;
  /** The same step with these prompts in it. */
  readonly mixed: StepComponents;
  /** One prompt alone. */
  readonly prompt: StepComponents;
}

/** Mean times of a closed loop in its steady state. */
export interface LoopTimes {
  readonly ttftS: number;
  readonly tpotS: number;
  /** A decode step without prompts. */
  readonly decodeStepS: number;
  /** What one prompt adds to the steps that it rides in. */
  readonly promptS: number;
  readonly running: number;
}

/** Share of its answer that a request has in the cache on average: what an engine that preempts fills it with. */
const meanOutput = 0.5;

/** Tokens of cache per running request when the cache is full; see {@link EngineScheduling}. */
export function tokensPerRequest(
  { inputTokens, outputTokens }: Pick<LoopLoad, 'inputTokens' | 'outputTokens'>,
  { reservesAnswers }: EngineScheduling,
): number {
  return inputTokens + outputTokens * (reservesAnswers ? 1 : meanOutput);
}

/** Tokens that a step with prompts holds at most (the usual limit of engines). */
const sharedStepTokens = 8192;

/** The same where an engine runs a burst of prompts before it decodes (its usual limit for prompts alone). */
const burstTokens = 16384;

/** Splits `load` on `deployment` into kernel times. `memoryShare`: see {@link memoryBudget}. */
export function loopParts(
  deployment: Deployment,
  table: UtilisationTable,
  load: LoopLoad,
  {
    scheduling,
    memoryShare,
  }: { readonly scheduling: EngineScheduling; readonly memoryShare?: number | undefined },
): LoopParts {
  const { layout } = deployment;
  const budget = memoryBudget(deployment, memoryShare === undefined ? {} : { memoryShare });
  const { inputTokens, outputTokens } = load;
  const offered = load.concurrency / attentionGroups(layout);
  const room = budget.tokenCapacity / layout.pipeline / tokensPerRequest(load, scheduling);
  const running = Math.max(Math.min(offered, 1), Math.min(offered, room));
  const context = running * (inputTokens + outputTokens / 2);
  const pairs = (inputTokens * inputTokens) / 2;
  // Short prompts share steps: as many arrive per step as running requests end.
  const sharing = Math.max(1, Math.min(running / outputTokens, sharedStepTokens / inputTokens));
  const quiet = { prefillTokens: 0, prefillPairs: 0, finishingPrompts: 0 };
  const prompt = { prefillTokens: inputTokens, prefillPairs: pairs, finishingPrompts: 1 };
  const prompts = {
    prefillTokens: inputTokens * sharing,
    prefillPairs: pairs * sharing,
    finishingPrompts: sharing,
  };
  const idle = { decodes: 0, decodeContext: 0 };
  const busy = { decodes: running, decodeContext: context };
  const decode = stepComponents(deployment, table, { ...busy, ...quiet });
  const mixed = stepComponents(deployment, table, { ...busy, ...prompts });
  const groups = scheduling.alignsPrompts ? 1 : groupsInStep(deployment);
  const meeting = promptMeetings(Math.min(1, running / outputTokens / sharing), groups);
  return {
    clients: load.concurrency,
    offered,
    running,
    outputTokens,
    decode,
    sharing,
    meeting,
    burst: Math.min(running, Math.max(1, burstTokens / inputTokens)),
    mixed,
    prompt: stepComponents(deployment, table, { ...idle, ...prompt }),
  };
}

/** Attention groups that meet in the experts of every layer, so that all take a step as long as the slowest's. */
export function groupsInStep({ model, layout }: Deployment): number {
  return model.groups.some((group) => group.feedForward.kind === 'moe') ? layout.data : 1;
}

/**
 * Of `groups` that step together, each with prompts in `share` of its steps (0…1): steps in which any has, over `share`.
 * `groups` where prompts are rare, 1 where every step has some.
 */
function promptMeetings(share: number, groups: number): number {
  return groups === 1 ? 1 : (1 - (1 - share) ** groups) / share;
}

/**
 * Times of a closed loop under an engine.
 *
 * While a request decodes its L tokens, each of the other running requests brings one prompt. Where prompts come
 * one by one, all of them delay it: a token takes decode step + running × prompt / L. Where clients move in step,
 * all prompts come at once: a request waits for half of them before its first token and for the other half
 * after it. `synchrony` mixes the two, so that what a token does not wait the first token does. Where the cache
 * is full, the first token also waits for a place.
 */
export function loopTimes(parts: LoopParts, c: ResolvedCoefficients, prompts: LoopPrompts = {}): LoopTimes {
  const fixed = c.layersS + c.step.stepS;
  const { running, outputTokens, burst } = parts;
  const computed = prompts.computedShare ?? 1;
  const inStep = prompts.fixedLengths ? c.synchrony.fixed : c.synchrony.varied;
  const decodeStepS = kernelTime(parts.decode, c.step) + fixed;
  const addedS = kernelTime(parts.mixed, c.step) - kernelTime(parts.decode, c.step);
  const promptS = (addedS * c.prefill * computed) / parts.sharing;
  const aloneS = kernelTime(parts.prompt, c.step) * c.prefill * computed + fixed;
  const othersS = running * parts.meeting * (promptS + (c.prefillStepS * computed) / parts.sharing);
  const tpotS = decodeStepS + (c.interference * (1 - inStep / 2) * othersS) / outputTokens;
  const queue = c.queueing * inStep * (Math.max(0, running + burst - 2) / 2) * promptS;
  const wait = ((parts.offered - running) / running) * (outputTokens * tpotS + aloneS);
  const ttftS =
    c.requestS + c.firstPrefill * aloneS + decodeStepS / 2 + queue + wait + c.intakeS * (parts.clients - 1);
  return { ttftS, tpotS, decodeStepS, promptS, running };
}
