/** `kadenz size`: the cheapest way to serve a model. */
import { type SizeRequest, sizeModel } from '../app/size-service.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { sizeLines } from './say-size.ts';
import { servingRefusals } from './serving-refusal.ts';

/** The options of the command line. */
export interface SizeOptions {
  readonly on: readonly string[];
  readonly precision?: SizeRequest['weights'];
  readonly kv?: SizeRequest['kvCache'];
  readonly engine?: string;
  readonly trace?: string;
  readonly lenient?: boolean;
  readonly limit?: number;
  readonly rate?: number;
  readonly input?: number;
  readonly output?: number;
  /** Seconds. */
  readonly ttft?: number;
  readonly tpot?: number;
  readonly percentile?: number;
  readonly maxAccelerators?: number;
  readonly aggregated?: boolean;
  readonly replays?: number;
  readonly measured?: string;
}

/** Exit code 5 where no configuration keeps the objectives. */
export async function sizeCommand(model: string, options: SizeOptions, context: Context): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  const { trace, lenient, limit, rate, input, output, ttft, tpot, percentile } = options;
  const outcome = await servingRefusals(language, () =>
    sizeModel(
      {
        ...{ model, accelerators: options.on, weights: options.precision, kvCache: options.kv },
        ...{ engine: options.engine, maxAccelerators: options.maxAccelerators },
        ...(options.aggregated && { disaggregated: false }),
        ...{ replays: options.replays, measured: options.measured },
        traffic: {
          ...{ trace, lenient, limit, requestsPerS: rate, inputTokens: input, outputTokens: output },
          seed: flags.seed,
        },
        objectives: {
          ...(ttft === undefined ? {} : { ttftS: ttft }),
          ...(tpot === undefined ? {} : { tpotS: tpot }),
          ...(percentile === undefined ? {} : { percentile }),
        },
      },
      ports,
    ),
  );
  if (flags.json) printEnvelope(context, { command: 'size', seed: flags.seed ?? 1, result: outcome });
  else terminal.out(`${sizeLines(outcome, trace, context).join('\n')}\n`);
  return outcome.best ? exitCodes.ok : exitCodes.infeasible;
}
