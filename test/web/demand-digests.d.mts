import type { Portfolio } from '../../src/domain/portfolio.ts';

export function demandDigests(portfolio: Portfolio, wasm: Uint8Array): Promise<Record<string, string>>;
