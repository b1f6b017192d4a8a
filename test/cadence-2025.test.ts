/** The flagship example: its notes, its dates, its arithmetic, and the hindsight file made from it. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hindsightPortfolio } from '../scripts/hindsight-example.ts';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../src/domain/portfolio.ts';
import { isQuantity, type Quantity } from '../src/domain/quantity.ts';

const folder = new URL('../examples/cadence-2025/', import.meta.url);
const text = await readFile(new URL('portfolio.yaml', folder), 'utf8');
const readme = await readFile(new URL('README.md', folder), 'utf8');
const reading = await readPortfolioPath(new URL('portfolio.yaml', folder).pathname);
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
const { document } = reading;
const portfolio = typicalPortfolio(document);

function quantitiesOf(value: unknown): Quantity[] {
  if (isQuantity(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(quantitiesOf) : [];
}

/** Sources that were not published by `asOf`; a date that names a month or a year ends with it. */
function publishedLater(sources: readonly { id: string; date?: string }[], asOf: string): string[] {
  return sources
    .filter(({ date }) => date === undefined || date.padEnd(10, '-99') > asOf)
    .map(({ id }) => id);
}

describe('the flagship example', () => {
  it('gives the rule that makes each assumed range, and states each rule', () => {
    const assumed = quantitiesOf(document).filter((quantity) => quantity.assumed);
    expect(assumed.length).toBeGreaterThan(1000);
    expect(assumed.filter(({ note }) => note === undefined)).toEqual([]);
    const rules = new Set(assumed.flatMap(({ note }) => note!.match(/\b[A-Z]\d{1,2}\b/g) ?? []));
    expect([...rules].filter((rule) => !readme.includes(`*${rule}*`))).toEqual([]);
    expect(rules.size).toBeGreaterThan(40);
  });

  it('rests on nothing that was published after its date', () => {
    const { sources, asOf } = parse(text) as { sources: { id: string; date?: string }[]; asOf: string };
    expect(publishedLater(sources, asOf)).toEqual([]);
    expect(publishedLater([{ id: 'planted', date: '2025-04-03' }, { id: 'undated' }], asOf)).toEqual([
      'planted',
      'undated',
    ]);
  });

  it('holds 2 GW in process, 1.94 GW signed and about 4 GW of its own sites', () => {
    const mw = (items: readonly { itPowerMw: number }[]) =>
      items.reduce((sum, { itPowerMw }) => sum + itPowerMw, 0);
    expect(mw(portfolio.leases.filter(({ loi }) => loi))).toBe(2000);
    expect(mw(portfolio.leases.filter(({ loi }) => !loi))).toBe(1940);
    expect(mw(portfolio.projects)).toBe(4053);
    expect(portfolio.projects.length + portfolio.leases.length).toBe(56);
  });

  it('runs a fleet that its power carries and that earns the published run-rate', () => {
    const kw = new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit]));
    for (const { id } of portfolio.pools) {
      const drawn = portfolio.installedFleet
        .filter(({ pool }) => pool === id)
        .reduce((sum, { accelerator, units }) => sum + (units * kw.get(accelerator)!) / 1000, 0);
      const live = portfolio.liveCapacity
        .filter(({ pool }) => pool === id)
        .reduce((sum, { itPowerMw }) => sum + itPowerMw, 0);
      expect(drawn, id).toBeLessThanOrEqual(live);
    }
    const research = portfolio.workloads.find(({ id }) => id === 'post-training')!;
    const hours = portfolio.installedFleet.reduce(
      (sum, { accelerator, units }) => sum + units * research.ratePerAcceleratorHour[accelerator]!,
      0,
    );
    const meanPrice = 2.2;
    const earned = hours * meanPrice * 8766;
    // More than 13 bn USD a year in January 2025, growing by 8 bn a year.
    expect(earned).toBeGreaterThan(12.5e9);
    expect(earned).toBeLessThan(15.5e9);
  });

  it('has a hindsight companion that is made from it', async () => {
    const made = new URL('../examples/cadence-2025-hindsight/portfolio.yaml', import.meta.url);
    expect(await readFile(made, 'utf8'), 'run npm run examples').toBe(await hindsightPortfolio());
  });
});
