/** Rows that options enter by coefficients of their own, by effect and node: what rounding makes of an amount is no multiple of it. */
import type { StagedOption } from './staged-option.ts';

/** Entries of one option in such rows; what stands at an index belongs together. */
export interface EffectTerms {
  readonly node: Int32Array;
  readonly effect: Int32Array;
  readonly row: Int32Array;
  readonly coefficient: Float64Array;
}

/** An entry of an option in a row that is to be added: what its effect at the node counts there. */
export interface EffectEntry {
  readonly option: number;
  readonly node: number;
  readonly effect: number;
  readonly coefficient: number;
}

/** The entries of options with those of more rows. */
export function withEffectEntries(
  options: readonly StagedOption[],
  before: ReadonlyMap<StagedOption, EffectTerms> | undefined,
  added: readonly { readonly row: number; readonly entries: readonly EffectEntry[] }[],
): ReadonlyMap<StagedOption, EffectTerms> {
  const byOption = new Map<number, [node: number, effect: number, row: number, coefficient: number][]>();
  for (const { row, entries } of added) {
    for (const { option, node, effect, coefficient } of entries) {
      const list = byOption.get(option) ?? [];
      list.push([node, effect, row, coefficient]);
      byOption.set(option, list);
    }
  }
  const terms = new Map(before ?? []);
  for (const [o, list] of byOption) {
    const known = terms.get(options[o]!);
    terms.set(options[o]!, {
      node: Int32Array.from([...(known?.node ?? []), ...list.map(([node]) => node)]),
      effect: Int32Array.from([...(known?.effect ?? []), ...list.map(([, effect]) => effect)]),
      row: Int32Array.from([...(known?.row ?? []), ...list.map(([, , row]) => row)]),
      coefficient: Float64Array.from([...(known?.coefficient ?? []), ...list.map(([, , , value]) => value)]),
    });
  }
  return terms;
}
