/** What paths are in one quarter, as a distribution. */
import { columnAt } from './path-groups.ts';
import type { PathSet } from './paths.ts';
import { sampleQuantile } from './tree-diagnostics.ts';

/** Values in ascending order. */
export interface Sample {
  readonly sorted: Float64Array;
  /** How often each counts, mean 1; once where it is left out. */
  readonly counts?: Float64Array;
}

/** Paths whose order in a quarter is found once, however often they are weighted anew. */
export class RankedPaths {
  readonly #paths: PathSet;
  readonly #orders = new Map<string, Int32Array>();

  constructor(paths: PathSet) {
    this.#paths = paths;
  }

  get names(): string[] {
    return [...this.#paths.values.keys()];
  }

  get quarters(): number {
    return this.#paths.quarters;
  }

  /** The values of a series in quarter `t`, shape `[path]`. */
  column(name: string, t: number): Float64Array {
    return columnAt(this.#paths.values.get(name)!, t, this.#paths.quarters);
  }

  /** The same as a sample in which each path counts as `counts` says, shape `[path]`, mean 1. */
  sample(name: string, t: number, counts?: Float64Array): Sample {
    const column = this.column(name, t);
    if (!counts) return { sorted: column.sort() };
    const order = this.#orderOf(name, t, column);
    const inOrder = (values: Float64Array) => {
      const found = new Float64Array(order.length);
      for (let i = 0; i < found.length; i++) found[i] = values[order[i]!]!;
      return found;
    };
    return { sorted: inOrder(column), counts: inOrder(counts) };
  }

  #orderOf(name: string, t: number, column: Float64Array): Int32Array {
    const key = `${t} ${name}`;
    const known = this.#orders.get(key);
    if (known) return known;
    const order = ascendingOrder(column);
    this.#orders.set(key, order);
    return order;
  }
}

const SINGLE = new Float32Array(1);
const BITS = new Uint32Array(SINGLE.buffer);

/**
 * The places of values ≥ 0 in ascending order, equal ones as they stand. Values in single precision and places are packed into whole numbers, which are
 * sorted without a function that compares them, a quarter of the time; what single precision does not tell apart is then put in order.
 */
function ascendingOrder(values: Float64Array): Int32Array {
  const packed = new Float64Array(values.length);
  for (let i = 0; i < packed.length; i++) {
    SINGLE[0] = values[i]!;
    packed[i] = BITS[0]! * packed.length + i;
  }
  packed.sort();
  const order = Int32Array.from(packed, (one) => one % values.length);
  for (let k = 1; k < order.length; k++) {
    const place = order[k]!;
    let at = k;
    while (at > 0 && values[order[at - 1]!]! > values[place]!) order[at] = order[--at]!;
    order[at] = place;
  }
  return order;
}

/** Mean of a sample, each value as often as it counts; NaN of an empty one. */
export function meanOf({ sorted, counts }: Sample): number {
  const sum = counts
    ? sorted.reduce((total, value, k) => total + value * counts[k]!, 0)
    : sorted.reduce((total, value) => total + value, 0);
  return sum / sorted.length;
}

/** The quantile at `share` (0…1): each value stands at the middle of what it counts, as `weightedQuantile` takes it. */
export function hazenQuantile({ sorted, counts }: Sample, share: number): number {
  if (!counts) return sampleQuantile(sorted, share);
  const target = share * sorted.length;
  let below = 0;
  for (let k = 0; k < sorted.length; k++) {
    const position = below + counts[k]! / 2;
    if (position >= target) {
      if (k === 0) return sorted[0]!;
      const before = below - counts[k - 1]! / 2;
      return sorted[k - 1]! + ((target - before) / (position - before)) * (sorted[k]! - sorted[k - 1]!);
    }
    below += counts[k]!;
  }
  return sorted.at(-1)!;
}

/** Means of the consecutive slices of a sample that hold the shares `weights` (sum 1). */
export function sliceMeans(weights: Float64Array, { sorted, counts }: Sample): Float64Array {
  const length = sorted.length;
  const means = new Float64Array(weights.length);
  // The value at `k` holds the stretch from `from` to `until` of the sample's length.
  let [k, from] = [0, 0];
  let until = counts?.[0] ?? 1;
  let at = 0;
  for (let i = 0; i < weights.length; i++) {
    const end = i === weights.length - 1 ? length : Math.min(length, at + weights[i]! * length);
    let sum = 0;
    for (;;) {
      sum += sorted[k]! * (Math.min(until, end) - Math.max(from, at));
      if (until >= end || k === length - 1) break;
      k++;
      from = until;
      until += counts?.[k] ?? 1;
    }
    means[i] = end > at ? sum / (end - at) : sorted[k]!;
    at = end;
  }
  return means;
}
