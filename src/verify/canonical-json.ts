/**
 * JSON with sorted keys and no spaces: equal contents give equal text, whatever the order in which they were
 * written. Keys without a value are left out, as `JSON.stringify` does.
 *
 * @example canonicalJson({ b: 1, a: [2, undefined] }); // {"a":[2,null],"b":1}
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
