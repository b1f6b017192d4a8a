import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { planFacts } from './plan-facts.ts';
import { policyView } from './policy-view.ts';

describe('the policy of a plan', () => {
  const viewOf = (values: Readonly<Record<string, readonly number[]>>) => {
    const tree = { firstQuarter: '2025Q2', parent: [-1, 0, 0], probability: [1, 0.4, 0.6], values };
    const row = { option: 'newark', name: 'Newark', actions: ['continue', 'pause', 'continue'] };
    const plan = { tree, policy: [{ ...row, states: ['', '', ''], poweredMw: [0, 0, 0] }] };
    const portfolio = {
      ...{ events: [{ id: 'slump', name: 'Slump' }], workloads: [{ id: 'chat', name: 'Chat' }] },
      calendar: { fiscalYearStartMonth: 1 },
    };
    const facts = planFacts({
      plan: plan as unknown as PlanFile,
      portfolio: portfolio as unknown as Portfolio,
      document: {} as PortfolioDocument,
      language: 'en',
    });
    return policyView(facts);
  };

  it('tells futures apart by an event where its chance differs most, halfway between', () => {
    const { root, watch } = viewOf({ 'demand:chat': [10, 10.5, 11], 'event:slump': [0, 0.2, 1] });
    expect(root.branches.map(({ trigger }) => [trigger?.name, trigger?.from, trigger?.to])).toEqual([
      ['Slump', undefined, 0.6],
      ['Slump', 0.6, undefined],
    ]);
    expect(watch).toMatchObject([{ threshold: 0.6, now: 0, distance: 0.6 }]);
  });

  it('tells them apart by demand where an event hardly differs, halfway in ratio', () => {
    const { root, watch } = viewOf({ 'event:slump': [0, 0, 0.02], 'demand:chat': [8, 5, 20] });
    expect(root.branches.map(({ trigger }) => trigger?.series)).toEqual(['demand:chat', 'demand:chat']);
    expect(watch).toMatchObject([{ name: 'Chat', threshold: 10, now: 8, distance: 0.25 }]);
  });
});
