import { describe, expect, it } from 'vitest';
import type { DecisionReason, PlanFile } from '../domain/plan-file.ts';
import {
  bindingRules,
  flipSentences,
  orderedAlternatives,
  otherRowsUsd,
  rowsByLabel,
  spansOf,
} from './reason.ts';

const plan = { headline: { valueUsd: 100e6 } } as PlanFile;
const reason: DecisionReason = {
  ...{ option: 'newark', node: 0, action: 'slow', proven: false, totalUsd: 55 },
  alternatives: [
    { action: 'pause', lossUsd: 0, boundUsd: 110e6, valueUsd: 93e6 },
    { action: 'continue', lossUsd: 100, boundUsd: 110e6, valueUsd: 99e6 },
    { action: 'hand-over:bison', lossUsd: 3000, boundUsd: 107e6 },
    { action: 'slow', lossUsd: 5000, boundUsd: 105e6, valueUsd: 100e6 },
    { action: 'cancel', lossUsd: 40e6, boundUsd: 70e6, valueUsd: 60e6 },
  ],
  flips: [
    { lever: 'powered-mw', change: -0.2, action: 'cancel' },
    { lever: 'powered-mw', change: 0, action: 'pause' },
  ],
  bindingRows: [
    { rule: 'power', node: 3, subject: 'campus', worthUsd: 20 },
    { rule: 'budget', node: 3, subject: '2025', worthUsd: -30 },
    { rule: 'power', node: 4, subject: 'campus', worthUsd: 25 },
  ],
  parts: [
    { heading: 'shell', usd: -10 },
    { heading: 'powered-mw', usd: 105 },
    { heading: 'budget', usd: -40 },
  ],
};

describe('a reason as it is shown', () => {
  it('begins with the action taken, then ranks by what planning anew gives, then by loss', () => {
    expect(orderedAlternatives(reason).map(({ action }) => action)).toEqual([
      ...['slow', 'continue', 'pause', 'cancel', 'hand-over:bison'],
    ]);
  });

  it('names what the prices alone would prefer together with what planning anew says of it, once each', () => {
    expect(flipSentences(reason, plan, 'en')).toEqual([
      'At the plan’s prices, to pause would be worth 5,000 USD more; planned anew with it, the plan is worth 7 m USD less.',
      'At the plan’s prices, to continue would be worth 4,900 USD more; planned anew with it, the plan is worth 1 m USD less.',
      'At the plan’s prices, to hand over to bison would be worth 2,000 USD more.',
      'To cancel if its megawatts were worth 20 % less.',
    ]);
    expect(flipSentences({ ...reason, node: 5 }, plan, 'de')).toEqual([
      'Auf „stornieren“, wenn die Megawatt 20 % weniger wert wären.',
      'Zu den Preisen des Plans wäre „pausieren“ gleich viel wert.',
    ]);
  });

  it('puts the rows of a rule together, whatever quarter and future they stand in', () => {
    expect(bindingRules(reason)).toEqual([
      { rule: 'power', subject: 'campus', worthUsd: 45, nodes: [3, 4] },
      { rule: 'budget', subject: '2025', worthUsd: -30, nodes: [3] },
    ]);
    expect(spansOf([8, 3, 5, 4, 4])).toEqual([
      [3, 5],
      [8, 8],
    ]);
    expect(spansOf([])).toEqual([]);
  });

  it('adds up: rows of one name are one, and what is not listed is the rest of the priced parts', () => {
    expect(rowsByLabel(reason, ({ rule }) => rule)).toEqual([
      ['power', 45],
      ['budget', -30],
    ]);
    expect(otherRowsUsd(reason)).toBe(105 - 40 - (45 - 30));
  });
});
