/** Which rule each row of a compiled portfolio stands for, and how to turn its price into USD per natural unit. */
import type { RowPrice } from '../../domain/plan-file.ts';

type PriceField = 'usdPerMw' | 'usdPerUnit' | 'usdPerUnitPerHour' | 'usdPerUsd' | 'usdPerTonne';

/** A row's rule and subject: a {@link RowPrice} without its price. */
export type RowKey = RowPrice extends infer Price
  ? Price extends RowPrice
    ? Omit<Price, PriceField>
    : never
  : never;

/** 1 where a row bounds from above, −1 where from below, 0 where both: the sign of its multiplier. */
export type RowSense = 1 | 0 | -1;

/** What a row of the problem is about, for prices, reasons and `verify`. */
export interface RegisteredRow {
  readonly key: RowKey;
  /** Natural units (MW, accelerators, units per hour, USD) that one unit of the row's program stands for. */
  readonly scale: number;
  readonly sense: RowSense;
}

/** Rows by their index in the problem. */
export class RowRegister {
  readonly #rows = new Map<number, RegisteredRow>();

  set(row: number, registered: RegisteredRow): void {
    this.#rows.set(row, registered);
  }

  get(row: number): RegisteredRow {
    const registered = this.#rows.get(row);
    if (!registered) throw new RangeError(`row ${row} is not registered`);
    return registered;
  }

  entries(): Iterable<[number, RegisteredRow]> {
    return this.#rows.entries();
  }
}

/** A row's key in words for names: `power 12 us-east`. */
export function rowName(key: RowKey): string {
  return Object.values(key).join(' ');
}

/** What a row is about: a pool, a generation, a workload, a contract, a year. */
export function subjectOf(key: RowKey): string {
  const { rule: _, node: __, ...subject } = key;
  return Object.values(subject).join(' ');
}
