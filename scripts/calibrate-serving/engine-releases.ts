/** Release dates of the measured engine versions as fractions of a year (release notes of each project). */
const releases: readonly (readonly [engine: string, version: RegExp, year: number])[] = [
  ['vllm', /^0\.12/, 2025.95],
  ['vllm', /^0\.1[56]/, 2026.12],
  ['vllm', /^0\.17/, 2026.2],
  ['vllm', /^0\.18/, 2026.23],
  ['vllm', /^0\.19/, 2026.28],
  ['trtllm', /^1\.0\.0/, 2025.5],
  ['trtllm', /^1\.1/, 2025.7],
  ['trtllm', /^1\.2/, 2026],
  ['trtllm', /^1\.3/, 2026.1],
  ['sglang', /^0\.5\.1\./, 2025.65],
  ['sglang', /^0\.5\.6/, 2025.95],
  ['sglang', /^0\.5\.[89]/, 2026.12],
  ['sglang', /^0\.5\.10/, 2026.28],
  ['sglang', /nightly-dev-20260402/, 2026.25],
  ['sglang', /nightly/, 2026.12],
];

/** When `version` of `engine` came out; 2025.85, the middle of the collection, where the row does not say. */
export function releaseYear(engine: string, version: string): number {
  return releases.find(([name, pattern]) => name === engine && pattern.test(version))?.[2] ?? 2025.85;
}
