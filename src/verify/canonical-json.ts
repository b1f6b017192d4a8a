/**
 * JSON with sorted keys and no spaces: equal contents give equal text, whatever the order in which they were
 * written. Keys without a value are left out, as `JSON.stringify` does.
 *
 * ```ts
 * canonicalJson({ b: 1, a: [2, undefined], c: undefined }); // → '{"a":[2,null],"b":1}'
 * ```
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    // What holds no object is the same either way, and the engine writes it several times faster.
    if (value.every((item) => typeof item !== 'object')) return JSON.stringify(value);
    for (const item of value) text += `${text && ','}${canonicalJson(item ?? null)}`;
    return `[${text}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text && ','}${written(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

/** Keys as JSON: the few that there are come again and again. */
const keys = new Map<string, string>();
const MOST_KEYS = 1000;

function written(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  if (keys.size < MOST_KEYS) keys.set(key, text);
  return text;
}
