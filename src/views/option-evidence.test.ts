import { describe, expect, it } from 'vitest';
import type { Portfolio } from '../domain/portfolio.ts';
import { evidenceOn } from './option-evidence.ts';

const portfolio = {
  projects: [{ id: 'licking-1', pool: 'ohio-campus' }],
  pools: [{ id: 'ohio-campus', region: 'ohio' }],
  events: [
    { id: 'late-grid', delays: [{ regions: ['ohio'] }], withdraws: [] },
    { id: 'late-hall', delays: [{ leases: ['hall'] }], withdraws: [] },
    { id: 'tenant-leaves', delays: [], withdraws: ['laboratory'] },
  ],
  evidence: [
    { id: 'old', about: 'late-grid', publishedOn: '2025-01-03' },
    { id: 'new', about: 'late-grid', publishedOn: '2025-03-20' },
    { id: 'denied', about: 'late-grid', publishedOn: '2025-03-21', retracted: { on: '2025-03-25' } },
    { id: 'broker', about: 'tenant-leaves', publishedOn: '2025-03-26' },
  ],
} as unknown as Portfolio;

const ids = (option: string) => evidenceOn(portfolio, option).map(({ id }) => id);

describe('evidence on an option', () => {
  it('is that of the events of its region, newest first, without what was retracted', () => {
    expect(ids('licking-1')).toEqual(['new', 'old']);
  });

  it('is that of the event in which its tenant withdraws', () => {
    expect(ids('laboratory:2')).toEqual(['broker']);
  });

  it('is none where nobody wrote of its events, and none where only a name begins alike', () => {
    expect(ids('hall')).toEqual([]);
    expect(ids('laboratory')).toEqual([]);
  });
});
