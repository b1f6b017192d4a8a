import { describe, expect, it } from 'vitest';
import { smallPortfolio } from '../../test/domain/small-portfolio.ts';
import type { PortfolioDocument } from './schema.ts';
import { applySettings } from './setting.ts';
import { readPortfolio } from './validate.ts';

const document = (readPortfolio(smallPortfolio()) as { document: PortfolioDocument }).document;

function changed(...settings: string[]): PortfolioDocument {
  const outcome = applySettings(document, settings);
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.document;
}

function problemsOf(...settings: string[]) {
  const outcome = applySettings(document, settings);
  return 'problems' in outcome ? outcome.problems : [];
}

describe('a setting', () => {
  it('sets a figure by the id or the year of its entry, in any unit that a file could use', () => {
    const { budget, workloads } = changed(
      'budget.2026.capexUsd=4 bn USD',
      'workloads.chat.priceUsdPerUnit=2',
    );
    expect(budget[1]!.capexUsd).toMatchObject({ low: 4e9, typical: 4e9, high: 4e9, assumed: true });
    expect(workloads.find(({ id }) => id === 'chat')!.priceUsdPerUnit!.typical).toBe(2);
  });

  it('changes a figure with its range relative to what it is, one setting after the other', () => {
    const { finance } = changed('finance.terminalUsdPerMw=+10 %', 'finance.terminalUsdPerMw=x2');
    expect(finance.terminalUsdPerMw.low).toBeCloseTo(11e6, 0);
    expect(finance.terminalUsdPerMw.typical).toBeCloseTo(17.6e6, 0);
    expect(finance.terminalUsdPerMw.high).toBeCloseTo(22e6, 0);
  });

  it('scales a whole outlook of demand, and those of all workloads by a star', () => {
    const level = ({ demand }: PortfolioDocument['workloads'][number]) =>
      'now' in demand ? demand.now.typical : 'fan' in demand ? demand.fan[0]!.p50.typical : 0;
    const { workloads } = changed('workloads.*.demand=+20 %');
    workloads.forEach((workload, w) => {
      expect(level(workload)).toBeCloseTo(1.2 * level(document.workloads[w]!), 6);
    });
  });

  it('sets choices, quarters and settings that the file leaves to their default', () => {
    const { risk, liveCapacity, calendar } = changed(
      ...['risk.cvarLevel=0.5', 'liveCapacity.hall-1.until=2027Q1', 'calendar.periodQuarters=1'],
    );
    expect(risk.cvarLevel).toBe(0.5);
    expect(liveCapacity[0]!.until).toBe(2027 * 4);
    expect(calendar.periodQuarters).toBe(1);
  });

  it('removes a key or an entry by an empty value', () => {
    expect(changed('budget.2026.overspendUsdPerUsd=').budget[1]!.overspendUsdPerUsd).toBeUndefined();
    expect(changed('budget.2026=').budget.map(({ fiscalYear }) => fiscalYear)).toEqual([2025]);
  });

  it('leaves the document that it was applied to as it is', () => {
    const before = JSON.stringify(document);
    changed('budget.2026.capexUsd=+50 %');
    expect(JSON.stringify(document)).toBe(before);
  });

  it('is refused at its own place, with the nearest name, all faults at once', () => {
    const found = problemsOf('budget.2026.capexUds=1', 'workloads.chatt.unit=x', 'nonsense');
    expect(found.map(({ code, params, location }) => ({ code, params, location }))).toMatchObject([
      {
        code: 'unknown-key',
        params: { nearest: 'capexUsd' },
        location: { file: '--set budget.2026.capexUds=1' },
      },
      {
        code: 'setting-entry',
        params: { nearest: 'chat' },
        location: { file: '--set workloads.chatt.unit=x' },
      },
      { code: 'setting-form', location: { file: '--set nonsense' } },
    ]);
  });

  it('is judged as a file would be', () => {
    expect(problemsOf('budget.2026.capexUsd=4 MW')).toMatchObject([
      {
        code: 'unit',
        path: ['budget', 1, 'capexUsd', 'value'],
        location: { file: '--set budget.2026.capexUsd=4 MW' },
      },
    ]);
    expect(problemsOf('workloads.chat.pools=["nowhere"]')).toMatchObject([{ code: 'reference' }]);
  });

  it('that could mean a rate or a change of it is refused', () => {
    expect(problemsOf('finance.discountRatePerYear=+2 %')).toMatchObject([
      { code: 'setting-change', params: { why: 'unclear', factor: 1.02 } },
    ]);
    expect(problemsOf('workloads.chat.kind=+2 %')).toMatchObject([
      { code: 'setting-change', params: { why: 'no figure' } },
    ]);
  });
});
