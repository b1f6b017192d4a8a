/**
 * What is wrong with an input of this layer: a code for the message catalogue, where it stands, what was
 * found there, and what the sentence needs. The catalogue holds the rule and the remedy.
 */
export interface DemandFault {
  /** Key of the message, such as `demand.series.initial`. */
  readonly code: string;
  /** Place in the input, such as `series[2].points[0].p10`. */
  readonly path: string;
  /** Line of the file, counted from 1, where the input came from one. */
  readonly line?: number;
  /** What was found; left out when nothing was there. */
  readonly value?: string | number;
  /** Values for the sentence, such as limits. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Thrown where an input with faults is used all the same; carries every fault. */
export class DemandFaultsError extends RangeError {
  constructor(readonly faults: readonly DemandFault[]) {
    super(faults.map((fault) => `${fault.path}: got ${fault.value ?? 'nothing'} (${fault.code})`).join('; '));
    this.name = 'DemandFaultsError';
  }
}

/** Throws a {@link DemandFaultsError} unless `faults` is empty. */
export function refuseFaults(faults: readonly DemandFault[]): void {
  if (faults.length > 0) throw new DemandFaultsError(faults);
}
