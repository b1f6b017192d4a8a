/** Reads what `kadenz simulate --json` printed, for the dashboard to show. */
import { z } from 'zod';
import type { Simulation } from '../judge/simulate.ts';
import type { Ports } from './ports.ts';

const number = z.number();
const estimate = z
  .looseObject({ mean: number, low: number, high: number, p10: number, p90: number })
  .nullable();
const interval = z.looseObject({ lowUsd: number, highUsd: number }).nullable();
const envelope = z.looseObject({
  kadenz: z.literal(1),
  command: z.literal('simulate'),
  inputHash: z.string(),
  result: z.looseObject({
    planUsd: number,
    tree: z.looseObject({ evpi: interval, vssFixed: interval, vssRolled: interval, adapting: interval }),
    ways: z.array(
      z.looseObject({
        ...{ name: z.string(), inTreeUsd: number.nullable() },
        ...{ outOfSample: estimate, planMore: estimate, regret: estimate },
      }),
    ),
    futures: z.looseObject({ asked: number, followed: number, broken: number, hindsight: number }),
    stopped: z.boolean(),
  }),
});

export type { Simulation };

/** `undefined` where the file is not there or holds something else. */
export async function readJudged(
  path: string,
  { readText }: Pick<Ports, 'readText'>,
): Promise<{ readonly inputHash: string; readonly simulation: Simulation } | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const { inputHash, result } = envelope.parse(JSON.parse(text));
    return { inputHash, simulation: result as unknown as Simulation };
  } catch {
    return undefined;
  }
}
