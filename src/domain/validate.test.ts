import { describe, expect, it } from 'vitest';
import { smallPortfolio } from '../../test/domain/small-portfolio.ts';
import { formatPath } from '../units/problem.ts';
import { readPortfolio } from './validate.ts';

function problemsOf(raw: unknown): string[] {
  const reading = readPortfolio(raw);
  return 'problems' in reading ? reading.problems.map(({ code, path }) => `${code} ${formatPath(path)}`) : [];
}

describe('reading a portfolio', () => {
  it('accepts a sound one', () => {
    expect(problemsOf(smallPortfolio())).toEqual([]);
  });

  it('tells of slips of shape and of relations in one run', () => {
    const raw = smallPortfolio();
    raw.projects![0]!.itPowerMw = '40 MWh';
    raw.projects![1]!.pool = 'zones';
    raw.leases![0]!.id = 'heath';
    (raw as Record<string, unknown>)['region'] = [];
    expect(problemsOf(raw)).toEqual([
      'unit projects[0].itPowerMw',
      'unknown-key region',
      'duplicate-id leases[0].id',
      'reference projects[1].pool',
    ]);
  });

  it('does not blame references to an entry whose shape is wrong', () => {
    const raw = smallPortfolio();
    raw.regions[0]!.pue = 'good';
    raw.accelerators[0]!.itKwPerUnit = -1;
    expect(problemsOf(raw)).toEqual(['number regions[0].pue', 'range accelerators[0].itKwPerUnit']);
  });

  it('judges the branch of a union that was meant', () => {
    const raw = smallPortfolio();
    (raw.workloads[0]!.demand as Record<string, unknown>)['now'] = 0;
    (raw.workloads[1]!.demand as Record<string, unknown>)['fans'] = 1;
    expect(problemsOf(raw)).toEqual([
      'starts-later workloads[0].demand.now',
      'unknown-key workloads[1].demand.fans',
    ]);
  });

  it('reads fiscal quarters by the start of the fiscal year', () => {
    const reading = readPortfolio(smallPortfolio());
    if ('problems' in reading) throw new Error('unsound');
    expect(reading.document.liveCapacity[0]!.until).toBe(2027 * 4 + 1);
  });

  it('refuses what is not a section at all', () => {
    for (const raw of [null, undefined, 'text', 3, [], Number.NaN])
      expect(problemsOf(raw)).toEqual(['type ']);
  });

  it('refuses correlations that are impossible together', () => {
    const raw = smallPortfolio();
    raw.uncertainty!.correlations = [
      { between: ['demand:chat', 'demand:train'], correlation: 0.9 },
      { between: ['demand:chat', 'efficiency:chat'], correlation: 0.9 },
      { between: ['demand:train', 'efficiency:chat'], correlation: -0.9 },
    ];
    expect(problemsOf(raw)).toEqual(['correlation-matrix uncertainty.correlations']);
    raw.uncertainty!.correlations[2]!.correlation = 0.62;
    expect(problemsOf(raw)).toEqual([]);
  });
});
