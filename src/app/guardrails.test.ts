import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import { guardrailFigures, judgeGuardrail, parseGuardrail } from './guardrails.ts';

const plan = {
  headline: {
    valueUsd: 2e9,
    gapShareOfStake: 0.03,
    figures: {
      runwayQuarters: null,
      overBuildMw: { p10: [0, 0, 0], p50: [1, 2, 3], p90: [5, 220, 90] },
    },
  },
  tree: { firstQuarter: '2025Q4' },
} as unknown as PlanFile;

const judge = (expression: string) => judgeGuardrail(parseGuardrail(expression)!, plan);

describe('guardrails', () => {
  it('read numbers with k, m, bn and %', () => {
    const limits = ['value_usd<1k', 'value_usd<2m', 'value_usd < 1.5bn', 'gap_share>2%', 'npv_usd>-3e2'].map(
      (expression) => parseGuardrail(expression)!.limit,
    );
    expect(limits).toEqual([1000, 2e6, 1.5e9, 0.02, -300]);
  });

  it('refuse what is no figure, operator, number or quarter', () => {
    const wrong = ['overbuild>1', 'gap_share=1', 'gap_share>', 'gap_share>2x', 'overbuild_p90_mw@2025>1', ''];
    expect(wrong.map(parseGuardrail)).toEqual(wrong.map(() => undefined));
  });

  it('are violated by a figure beyond the limit', () => {
    expect(judge('gap_share>2%')).toMatchObject({ status: 'violated', value: 0.03 });
    expect(judge('gap_share>3%').status).toBe('kept');
    expect(judge('gap_share>=3%').status).toBe('violated');
  });

  it('judge a figure by quarter at its worst, or in the quarter that is named', () => {
    expect(judge('overbuild_p90_mw>200')).toMatchObject({
      status: 'violated',
      value: 220,
      quarter: '2026Q1',
    });
    expect(judge('overbuild_p90_mw@2026Q2>200')).toMatchObject({ status: 'kept', value: 90 });
    expect(judge('overbuild_p90_mw<6')).toMatchObject({ status: 'violated', value: 5, quarter: '2025Q4' });
  });

  it('do not judge what the plan does not know', () => {
    for (const expression of ['runway_quarters<4', 'overbuild_p90_mw@2031Q1>0', 'gap_share@2025Q4>0']) {
      expect(judge(expression).status).toBe('unknown');
    }
  });

  it('can name every figure in lower case', () => {
    for (const figure of guardrailFigures) expect(parseGuardrail(`${figure}>0`)?.figure).toBe(figure);
  });
});
