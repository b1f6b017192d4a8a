/** The figures in docs/backtest.md against docs/backtest.json, and the cheap ones made afresh. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { figureAt, statedFigure } from '../bench/backtest/fill-text.ts';
import { relaxedWorld } from '../bench/backtest/relaxed-world.ts';
import { small } from '../bench/backtest/worlds.ts';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../src/domain/portfolio.ts';

const root = new URL('../', import.meta.url);
const text = await readFile(new URL('docs/backtest.md', root), 'utf8');
const figures: unknown = JSON.parse(await readFile(new URL('docs/backtest.json', root), 'utf8'));

const factor: Readonly<Record<string, number>> = { ' bn USD': 1e-9, ' GW': 1e-3, ' %': 100 };

/** Within half a unit of the last digit that the text gives. */
function agrees(written: string, unit: string, value: number): boolean {
  const plain = written.replaceAll(',', '').replace('−', '-').replace(/\.$/, '');
  const decimals = plain.split('.')[1]?.length ?? 0;
  const digits = plain.replace(/^-?0*\.?0*/, '').replace('.', '');
  const zeros = decimals === 0 ? (/0*$/.exec(digits)?.[0].length ?? 0) : 0;
  const place = 10 ** (zeros > 0 && digits.length > 3 ? Math.min(zeros, digits.length - 3) : -decimals);
  return Math.abs(Number(plain) - value * (factor[unit] ?? 1)) <= place * 0.5001;
}

describe('docs/backtest.md', () => {
  it('states the figures that bench/backtest.ts wrote', () => {
    const all = [...text.matchAll(statedFigure)];
    expect(all.length).toBeGreaterThan(30);
    const wrong = all
      .filter(([, written, unit, path]) => !agrees(written!, unit ?? '', figureAt(figures, path!)))
      .map(([, written, unit, path]) => `${path}: ${written}${unit ?? ''} is ${figureAt(figures, path!)}`);
    expect(wrong).toEqual([]);
  });

  it('gives no result without the place that it comes from', () => {
    const results = text.split(/^## What (?:the plan does|came after).*$/m)[1]!;
    const bare = results.replaceAll(statedFigure, '').match(/[\d.,]+ (bn USD|GW|MW|%)/g);
    expect(bare).toBeNull();
  });

  it('rests on relaxations that come out the same again', { timeout: 120_000 }, async () => {
    const reading = await readPortfolioPath(new URL('examples/cadence-2025/portfolio.yaml', root).pathname);
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
    const world = await relaxedWorld(small(typicalPortfolio(reading.document)));
    const written = figureAt(figures, 'small / boundUsd');
    // Each bound is within 50 m USD of the best one.
    expect(Math.abs(world.boundUsd - written)).toBeLessThan(100e6);
    world.dispose();
  });
});
