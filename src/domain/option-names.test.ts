import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { optionNames } from './option-names.ts';
import type { Portfolio } from './portfolio.ts';

describe('names of options', () => {
  it('call an offer by its contract and quarter, all else by its own name', () => {
    const portfolio = {
      projects: [{ id: 'newark', name: 'Newark' }],
      leases: [],
      trainingRuns: [{ id: 'run', name: 'Big run' }],
      contracts: [
        {
          id: 'lab',
          name: 'Laboratory',
          offers: [{ quarter: quarter(2025, 4) }, { quarter: quarter(2027, 1) }],
        },
      ],
    } as unknown as Portfolio;
    expect([...optionNames(portfolio)]).toEqual([
      ['newark', 'Newark'],
      ['run', 'Big run'],
      ['lab:1', 'Laboratory 2025Q4'],
      ['lab:2', 'Laboratory 2027Q1'],
    ]);
  });
});
