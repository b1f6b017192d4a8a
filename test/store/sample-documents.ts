/** Plans and portfolios as far as a store looks at them: it reads headline and provenance, and gives the rest back as it was. */
import { createHash } from 'node:crypto';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import type { StoredPortfolio } from '../../src/store/plan-store.ts';

/** SHA-256 of a text, in hexadecimal. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A plan of a portfolio; `seed` makes it another one, `filler` makes it large. */
export function samplePlan(portfolio: string, seed: number, filler: readonly number[] = []): PlanFile {
  return {
    kadenzPlan: 1,
    headline: { valueUsd: seed * 1e6 + 0.1, boundUsd: seed * 1e6 + 2.5 },
    filler,
    provenance: {
      ...{ planHash: hashOf(`plan ${portfolio} ${seed}`), inputHash: hashOf(`input ${portfolio}`) },
      ...{ portfolioName: portfolio, asOf: '2025-04-01', seed },
    },
  } as unknown as PlanFile;
}

/** A portfolio under a name. */
export function samplePortfolio(name: string): StoredPortfolio {
  return {
    inputHash: hashOf(`input ${name}`),
    file: `${name}.yaml`,
    ...{ document: { name }, source: { name }, portfolio: { name }, rates: [], notices: [] },
  } as unknown as StoredPortfolio;
}

/** Numbers that compress badly: half of it is left, about. */
export function noise(count: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  });
}
