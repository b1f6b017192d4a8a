import type { Precision } from './precision.ts';
import { ServingError } from './serving-error.ts';

/**
 * An accelerator as its data sheet states it; all rates are dense peaks of one unit.
 *
 * Sources: the makers' data sheets, for A100, H100, H200, B200, B300, GB200, GB300, L40S and RTX PRO 6000 as
 * collected in NVIDIA AIConfigurator's system files (Apache-2.0). Power per unit includes its share of
 * host, network and storage (IT power, before PUE).
 */
export interface Accelerator {
  readonly id: string;
  readonly name: string;
  /** NVIDIA's compute capability × 10, or a family name: kernels of one generation behave alike. */
  readonly generation: 'ampere' | 'ada' | 'hopper' | 'blackwell' | 'blackwell-pcie' | 'cdna3' | 'cdna4';
  readonly memoryBytes: number;
  readonly bandwidthBytesPerS: number;
  /** Dense operations per second; absent where the hardware cannot multiply in this format. */
  readonly peakFlops: Readonly<Partial<Record<'bf16' | 'fp8' | 'fp4' | 'int8', number>>>;
  /** One direction, per accelerator, inside the scale-up domain. */
  readonly linkBytesPerS: number;
  /** Accelerators in one scale-up domain. */
  readonly scaleUpDomain: number;
  /** One direction, per accelerator, to other domains. */
  readonly networkBytesPerS: number;
  readonly tdpW: number;
  /** IT power all-in, kW per accelerator. */
  readonly itKw: number;
  /** Cost of ownership, USD per accelerator-hour, and how it is known. */
  readonly usdPerHour: number;
  readonly costBasis: 'measured' | 'assumed';
}

const GiB = 2 ** 30;
const MiB = 2 ** 20;
const T = 1e12;

function accelerator(
  id: string,
  name: string,
  generation: Accelerator['generation'],
  memoryBytes: number,
  bandwidthTb: number,
  tflops: readonly [
    bf16: number,
    fp8?: number | undefined,
    fp4?: number | undefined,
    int8?: number | undefined,
  ],
  link: readonly [gbPerS: number, domain: number, networkGbPerS: number],
  power: readonly [tdpW: number, itKw: number],
  cost: readonly [usdPerHour: number, basis: 'measured' | 'assumed'],
): Accelerator {
  const [bf16, fp8, fp4, int8] = tflops;
  return {
    id,
    name,
    generation,
    memoryBytes,
    bandwidthBytesPerS: bandwidthTb * T,
    peakFlops: {
      bf16: bf16 * T,
      ...(fp8 ? { fp8: fp8 * T } : {}),
      ...(fp4 ? { fp4: fp4 * T } : {}),
      ...(int8 ? { int8: int8 * T } : {}),
    },
    linkBytesPerS: link[0] * 1e9,
    scaleUpDomain: link[1],
    networkBytesPerS: link[2] * 1e9,
    tdpW: power[0],
    itKw: power[1],
    usdPerHour: cost[0],
    costBasis: cost[1],
  };
}

/** The shipped table. IT power and cost: published dashboards' constants; `assumed` where none was found. */
export const accelerators: readonly Accelerator[] = [
  accelerator(
    'a100_sxm',
    'NVIDIA A100 SXM 80 GB',
    'ampere',
    80 * GiB,
    2.039,
    [312, undefined, undefined, 624],
    [300, 8, 25],
    [400, 0.81],
    [0.8, 'assumed'],
  ),
  accelerator(
    'l40s',
    'NVIDIA L40S',
    'ada',
    46068 * MiB,
    0.864,
    [362.05, 733, undefined, 733],
    [32, 8, 50],
    [350, 0.63],
    [0.6, 'assumed'],
  ),
  accelerator(
    'h100_sxm',
    'NVIDIA H100 SXM 80 GB',
    'hopper',
    80 * GiB,
    3.35,
    [989, 1978, undefined, 1978],
    [450, 8, 50],
    [700, 1.275],
    [1.3, 'measured'],
  ),
  accelerator(
    'h200_sxm',
    'NVIDIA H200 SXM 141 GB',
    'hopper',
    141 * GiB,
    4.8,
    [989, 1978, undefined, 1978],
    [450, 8, 50],
    [700, 1.3],
    [1.41, 'measured'],
  ),
  accelerator(
    'gh200',
    'NVIDIA GH200 96 GB',
    'hopper',
    96 * GiB,
    4.0,
    [989, 1978, undefined, 1978],
    [450, 1, 50],
    [900, 1.4],
    [1.4, 'assumed'],
  ),
  accelerator(
    'b200_sxm',
    'NVIDIA B200 SXM 180 GB',
    'blackwell',
    180 * GiB,
    7.7,
    [2250, 4500, 9000, 4500],
    [900, 8, 100],
    [1000, 1.79],
    [1.95, 'measured'],
  ),
  accelerator(
    'b300_sxm',
    'NVIDIA B300 SXM 288 GB',
    'blackwell',
    275040 * MiB,
    7.75,
    [2250, 4500, 14000, 153.5],
    [900, 8, 100],
    [1100, 1.95],
    [2.34, 'measured'],
  ),
  accelerator(
    'gb200',
    'NVIDIA GB200 NVL72',
    'blackwell',
    189471 * MiB,
    8.0,
    [2500, 5000, 10000, 5000],
    [900, 72, 100],
    [1200, 1.83],
    [2.21, 'measured'],
  ),
  accelerator(
    'gb300',
    'NVIDIA GB300 NVL72',
    'blackwell',
    284208 * MiB,
    8.0,
    [2500, 5000, 15000, 165],
    [900, 72, 100],
    [1400, 1.95],
    [2.652, 'measured'],
  ),
  accelerator(
    'rtx_pro_6000',
    'NVIDIA RTX PRO 6000 Blackwell Server',
    'blackwell-pcie',
    97887 * MiB,
    1.597,
    [467.8, 935.6, 1871.2, 935.6],
    [64, 8, 50],
    [600, 1.0],
    [0.8, 'assumed'],
  ),
  accelerator(
    'mi300x',
    'AMD Instinct MI300X',
    'cdna3',
    192e9,
    5.3,
    [1307.4, 2614.9, undefined, 2614.9],
    [448, 8, 50],
    [750, 1.3],
    [1.12, 'measured'],
  ),
  accelerator(
    'mi325x',
    'AMD Instinct MI325X',
    'cdna3',
    256e9,
    6.0,
    [1307.4, 2614.9, undefined, 2614.9],
    [448, 8, 50],
    [1000, 1.55],
    [1.28, 'measured'],
  ),
  accelerator(
    'mi355x',
    'AMD Instinct MI355X',
    'cdna4',
    288e9,
    8.0,
    [2516.6, 4600, 9200, 4600],
    [537.5, 8, 50],
    [1400, 2.0],
    [1.48, 'measured'],
  ),
];

const aliases: Readonly<Record<string, string>> = {
  a100: 'a100_sxm',
  h100: 'h100_sxm',
  h200: 'h200_sxm',
  b200: 'b200_sxm',
  b300: 'b300_sxm',
  gb200_sxm: 'gb200',
  gb300_sxm: 'gb300',
  rtx6000pro: 'rtx_pro_6000',
  rtxpro6000: 'rtx_pro_6000',
  rtx_pro_6000_server: 'rtx_pro_6000',
};

/** The accelerator with this id or a usual short name, in any case. Throws a {@link ServingError} if unknown. */
export function acceleratorById(id: string): Accelerator {
  const key = id.toLowerCase().replaceAll('-', '_');
  const found = accelerators.find((candidate) => candidate.id === (aliases[key] ?? key));
  if (found) return found;
  throw new ServingError(
    'unknown-accelerator',
    'accelerator',
    id,
    `must be one of ${accelerators.map((known) => known.id).join(', ')}`,
    'Pass an Accelerator object with its data sheet figures to use another one.',
  );
}

/**
 * The format that matrices are multiplied in when weights are stored as `weights`: the storage format where
 * the hardware has it, otherwise bf16 after conversion on the fly (fp4 and int4 kernels of older parts).
 */
export function arithmeticPrecision(unit: Accelerator, weights: Precision): 'bf16' | 'fp8' | 'fp4' | 'int8' {
  if (weights === 'int4') return 'bf16';
  return unit.peakFlops[weights] ? weights : 'bf16';
}
