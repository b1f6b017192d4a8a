/** The codes of each area; the catalogue of messages has a sentence for every one. */
interface Codes {
  series:
    | 'initial'
    | 'growth'
    | 'volatility'
    | 'quarter'
    | 'quarter-twice'
    | 'not-positive'
    | 'not-ordered'
    | 'name-twice';
  correlation: 'shape' | 'diagonal' | 'range' | 'symmetry' | 'impossible';
  tree: 'seed' | 'horizon' | 'years-beyond-horizon' | 'branches' | 'too-many-nodes' | 'no-series';
  paths: 'horizon' | 'count' | 'seed' | 'no-series';
  event:
    | 'name-twice'
    | 'hazard'
    | 'from'
    | 'until'
    | 'lasts'
    | 'series'
    | 'factor'
    | 'over-quarters'
    | 'other-event';
  reduction: 'nodes' | 'event-share' | 'event' | 'weight' | 'total';
  history:
    | 'column'
    | 'period'
    | 'gap'
    | 'number-comma'
    | 'number-ambiguous'
    | 'number-malformed'
    | 'negative'
    | 'decimal-comma'
    | 'zero'
    | 'known-at'
    | 'repeated'
    | 'contradiction'
    | 'undated'
    | 'incomplete-quarter';
  forecast: 'too-few-points' | 'leading-zeros' | 'inner-zeros' | 'gaps-filled' | 'gaps-kept';
  evidence:
    | 'id'
    | 'source'
    | 'group'
    | 'reliability'
    | 'date'
    | 'reported-before-published'
    | 'variable'
    | 'state'
    | 'certainty'
    | 'likelihood'
    | 'missing';
}

/** The codes of one area, without the prefix. */
export type CodeOf<Area extends keyof Codes> = Codes[Area];

/** `demand.<area>.<code>`, the key of its sentence. */
export type DemandFaultCode = { [Area in keyof Codes]: `demand.${Area}.${Codes[Area]}` }[keyof Codes];

/**
 * What is wrong with an input of this layer: a code for the message catalogue, where it stands, what was
 * found there, and what the sentence needs. The catalogue holds the rule and the remedy.
 */
export interface DemandFault {
  /** Key of the message, such as `demand.series.initial`. */
  readonly code: DemandFaultCode;
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
