/** The series that may be uncertain, by the names that events, views on growth, correlations and the tree use. */

/** What may stand before the colon, with the collection whose entries may stand after it. */
export const seriesKinds = {
  demand: 'workloads',
  efficiency: 'workloads',
  price: 'accelerators',
  power: 'regions',
  rent: 'bursts',
  'rent-out': 'accelerators',
} as const;

/** What stands before the colon of a series' name. */
export type SeriesKind = keyof typeof seriesKinds;

/** The forms of their names, for descriptions. */
export const seriesForms =
  '`demand:<workload>`, `efficiency:<workload>`, `price:<accelerator>`, `power:<region>`, `rent:<burst>` or `rent-out:<accelerator>`';

/** `demand` and `chat` make `demand:chat`. */
export function seriesName(kind: SeriesKind, id: string): string {
  return `${kind}:${id}`;
}
