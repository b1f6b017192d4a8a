/** Where a workload's rate on an accelerator comes from: the chain from tokens to accelerators, MW and USD. */

/** How a figure was obtained, from best known to worst; `given` stands in the portfolio without being marked assumed. */
export type Obtained = 'measured' | 'given' | 'calibrated' | 'modelled' | 'assumed';

/** The figures of a chain, in its order. */
export const rateSteps = [
  /** Mean tokens of a prompt. */
  'input-tokens',
  /** Mean tokens of an answer. */
  'output-tokens',
  /** Requests that one replica serves at a time at the most that its objectives allow. */
  'concurrency',
  'replica-output',
  'replica-accelerators',
  /** Output tokens per second and accelerator. */
  'accelerator-output',
  /** Tokens per second and accelerator that the workload's unit counts. */
  'counted-tokens',
  /** Units of the workload per accelerator-hour. */
  'rate',
  /** Peak over mean demand. */
  'peak',
  /** IT power of one accelerator with its share of server and network. */
  'it-power',
  /** Price over useful life, per accelerator-hour. */
  'hardware-cost',
  /** Electricity with PUE, per accelerator-hour; low and high over the pools that may serve. */
  'energy-cost',
  /** Hardware and electricity per unit of mean demand. */
  'unit-cost',
] as const;

/** The name of a figure in a chain. */
export type RateStep = (typeof rateSteps)[number];

/** A figure of the chain, with its range and how it was obtained. */
export interface RateLink {
  readonly step: RateStep;
  readonly value: number;
  /** Limits of its range, where it has one. */
  readonly low?: number;
  readonly high?: number;
  /** `tokens/s`, `USD/h`, or the workload's own unit in `M tokens/h`. */
  readonly unit: string;
  readonly obtained: Obtained;
}

/** The origin of one rate. */
export interface RateOrigin {
  readonly workload: string;
  readonly accelerator: string;
  /** `model`: the served model's performance; `measured`: the planner's tokens per second; `given`: units per hour. */
  readonly from: 'model' | 'measured' | 'given';
  /** What was priced, where a model was. */
  readonly deployment?: {
    readonly model: string;
    readonly hardware: string;
    readonly layout: string;
    readonly weights: string;
    readonly kvCache: string;
    readonly engine: string;
  };
  /** In the order of {@link rateSteps}; those that do not apply are left out. */
  readonly links: readonly RateLink[];
}
