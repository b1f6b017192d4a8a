/** The views, in the order of the rail: the one list, for addresses, pictures and tests. */
export const viewNames = [
  'now',
  'portfolio',
  'demand',
  'capacity',
  'money',
  'fleet',
  'policy',
  'serving',
  'evidence',
  'map',
  'compare',
] as const;
export type ViewName = (typeof viewNames)[number];
