/**
 * The candidate that a person most likely meant: the one with the fewest edits (Levenshtein, 1966), at most a
 * third of its length; `undefined` where none is that close. Case does not count.
 */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longest = Math.max(typed.length, candidate.length);
    if (longest > 80) continue;
    const edits = distance(typed.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits <= Math.max(1, longest / 3)) [best, fewest] = [candidate, edits];
  }
  return best;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
