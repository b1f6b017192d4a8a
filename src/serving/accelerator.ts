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

/** An accelerator in the units of data sheets. */
interface DataSheet
  extends Omit<Accelerator, 'bandwidthBytesPerS' | 'peakFlops' | 'linkBytesPerS' | 'networkBytesPerS'> {
  readonly bandwidthTbPerS: number;
  readonly peakTflops: Accelerator['peakFlops'];
  readonly linkGbPerS: number;
  readonly networkGbPerS: number;
}

function accelerator({
  bandwidthTbPerS,
  peakTflops,
  linkGbPerS,
  networkGbPerS,
  ...sheet
}: DataSheet): Accelerator {
  const peaks = Object.entries(peakTflops).map(([format, tflops]) => [format, tflops * 1e12]);
  return {
    ...sheet,
    bandwidthBytesPerS: bandwidthTbPerS * 1e12,
    peakFlops: Object.fromEntries(peaks),
    linkBytesPerS: linkGbPerS * 1e9,
    networkBytesPerS: networkGbPerS * 1e9,
  };
}

/** The shipped table. IT power and cost: published dashboards' constants; `assumed` where none was found. */
export const accelerators: readonly Accelerator[] = [
  accelerator({
    ...{ id: 'a100_sxm', name: 'NVIDIA A100 SXM 80 GB', generation: 'ampere' },
    ...{ memoryBytes: 80 * GiB, bandwidthTbPerS: 2.039, peakTflops: { bf16: 312, int8: 624 } },
    ...{ linkGbPerS: 300, scaleUpDomain: 8, networkGbPerS: 25 },
    ...{ tdpW: 400, itKw: 0.81, usdPerHour: 0.8, costBasis: 'assumed' },
  }),
  accelerator({
    ...{ id: 'l40s', name: 'NVIDIA L40S', generation: 'ada' },
    ...{
      memoryBytes: 46068 * MiB,
      bandwidthTbPerS: 0.864,
      peakTflops: { bf16: 362.05, fp8: 733, int8: 733 },
    },
    ...{ linkGbPerS: 32, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 350, itKw: 0.63, usdPerHour: 0.6, costBasis: 'assumed' },
  }),
  accelerator({
    ...{ id: 'h100_sxm', name: 'NVIDIA H100 SXM 80 GB', generation: 'hopper' },
    ...{ memoryBytes: 80 * GiB, bandwidthTbPerS: 3.35, peakTflops: { bf16: 989, fp8: 1978, int8: 1978 } },
    ...{ linkGbPerS: 450, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 700, itKw: 1.275, usdPerHour: 1.3, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'h200_sxm', name: 'NVIDIA H200 SXM 141 GB', generation: 'hopper' },
    ...{ memoryBytes: 141 * GiB, bandwidthTbPerS: 4.8, peakTflops: { bf16: 989, fp8: 1978, int8: 1978 } },
    ...{ linkGbPerS: 450, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 700, itKw: 1.3, usdPerHour: 1.41, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'gh200', name: 'NVIDIA GH200 96 GB', generation: 'hopper' },
    ...{ memoryBytes: 96 * GiB, bandwidthTbPerS: 4.0, peakTflops: { bf16: 989, fp8: 1978, int8: 1978 } },
    ...{ linkGbPerS: 450, scaleUpDomain: 1, networkGbPerS: 50 },
    ...{ tdpW: 900, itKw: 1.4, usdPerHour: 1.4, costBasis: 'assumed' },
  }),
  accelerator({
    ...{ id: 'b200_sxm', name: 'NVIDIA B200 SXM 180 GB', generation: 'blackwell' },
    ...{
      memoryBytes: 180 * GiB,
      bandwidthTbPerS: 7.7,
      peakTflops: { bf16: 2250, fp8: 4500, fp4: 9000, int8: 4500 },
    },
    ...{ linkGbPerS: 900, scaleUpDomain: 8, networkGbPerS: 100 },
    ...{ tdpW: 1000, itKw: 1.79, usdPerHour: 1.95, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'b300_sxm', name: 'NVIDIA B300 SXM 288 GB', generation: 'blackwell' },
    ...{
      memoryBytes: 275040 * MiB,
      bandwidthTbPerS: 7.75,
      peakTflops: { bf16: 2250, fp8: 4500, fp4: 14000, int8: 153.5 },
    },
    ...{ linkGbPerS: 900, scaleUpDomain: 8, networkGbPerS: 100 },
    ...{ tdpW: 1100, itKw: 1.95, usdPerHour: 2.34, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'gb200', name: 'NVIDIA GB200 NVL72', generation: 'blackwell' },
    ...{
      memoryBytes: 189471 * MiB,
      bandwidthTbPerS: 8.0,
      peakTflops: { bf16: 2500, fp8: 5000, fp4: 10000, int8: 5000 },
    },
    ...{ linkGbPerS: 900, scaleUpDomain: 72, networkGbPerS: 100 },
    ...{ tdpW: 1200, itKw: 1.83, usdPerHour: 2.21, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'gb300', name: 'NVIDIA GB300 NVL72', generation: 'blackwell' },
    ...{
      memoryBytes: 284208 * MiB,
      bandwidthTbPerS: 8.0,
      peakTflops: { bf16: 2500, fp8: 5000, fp4: 15000, int8: 165 },
    },
    ...{ linkGbPerS: 900, scaleUpDomain: 72, networkGbPerS: 100 },
    ...{ tdpW: 1400, itKw: 1.95, usdPerHour: 2.652, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'rtx_pro_6000', name: 'NVIDIA RTX PRO 6000 Blackwell Server', generation: 'blackwell-pcie' },
    ...{
      memoryBytes: 97887 * MiB,
      bandwidthTbPerS: 1.597,
      peakTflops: { bf16: 467.8, fp8: 935.6, fp4: 1871.2, int8: 935.6 },
    },
    ...{ linkGbPerS: 64, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 600, itKw: 1.0, usdPerHour: 0.8, costBasis: 'assumed' },
  }),
  accelerator({
    ...{ id: 'mi300x', name: 'AMD Instinct MI300X', generation: 'cdna3' },
    ...{ memoryBytes: 192e9, bandwidthTbPerS: 5.3, peakTflops: { bf16: 1307.4, fp8: 2614.9, int8: 2614.9 } },
    ...{ linkGbPerS: 448, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 750, itKw: 1.3, usdPerHour: 1.12, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'mi325x', name: 'AMD Instinct MI325X', generation: 'cdna3' },
    ...{ memoryBytes: 256e9, bandwidthTbPerS: 6.0, peakTflops: { bf16: 1307.4, fp8: 2614.9, int8: 2614.9 } },
    ...{ linkGbPerS: 448, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 1000, itKw: 1.55, usdPerHour: 1.28, costBasis: 'measured' },
  }),
  accelerator({
    ...{ id: 'mi355x', name: 'AMD Instinct MI355X', generation: 'cdna4' },
    ...{
      memoryBytes: 288e9,
      bandwidthTbPerS: 8.0,
      peakTflops: { bf16: 2516.6, fp8: 4600, fp4: 9200, int8: 4600 },
    },
    ...{ linkGbPerS: 537.5, scaleUpDomain: 8, networkGbPerS: 50 },
    ...{ tdpW: 1400, itKw: 2.0, usdPerHour: 1.48, costBasis: 'measured' },
  }),
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
