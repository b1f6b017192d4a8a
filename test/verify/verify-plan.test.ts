import { describe, expect, it } from 'vitest';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { randomStream } from '../../src/units/random.ts';
import type { RowPrice } from '../../src/verify/multipliers.ts';
import type { CheckCode } from '../../src/verify/report.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { type Decisions, type DraftPlan, judge, makePlan, retotal, seal, sha256 } from './plan-maker.ts';
import { everyKind, thirteenNodes, treeOf } from './portfolios.ts';
import { randomDecisions } from './random-decisions.ts';

const portfolio = everyKind({ horizonQuarters: 8, periodQuarters: 2 });
const decisions: Decisions = {
  ...randomDecisions(portfolio, thirteenNodes, randomStream(7, 'forgeries')),
};

function honest(change: Partial<Decisions> = {}): DraftPlan {
  return makePlan(portfolio, thirteenNodes, { ...decisions, ...change });
}

/** The checks that fail. */
function failures(plan: unknown, of: Portfolio = portfolio, tree = thirteenNodes): CheckCode[] {
  const { checks } = verifyPlan(of, plan, tree, sha256);
  return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
}

/** The checks that fail on a plan that was changed, judged anew from its own figures and sealed again. */
function forged(change: (plan: DraftPlan) => void): CheckCode[] {
  const plan = honest();
  change(plan);
  retotal(plan, portfolio);
  return failures(plan);
}

const price = (rows: readonly RowPrice[], rule: RowPrice['rule']) =>
  rows.findIndex((row) => row.rule === rule);

describe('verifyPlan', () => {
  it('accepts an honest plan with every kind of thing', () => {
    const plan = honest();
    expect(verifyPlan(portfolio, plan, thirteenNodes, sha256)).toMatchObject({ valid: true });
    expect([plan.fleet.purchases.length > 2, plan.fleet.running.length > 5]).toEqual([true, true]);
    const headings = new Set(plan.cashFlows.map(({ heading }) => heading));
    expect([...headings]).toEqual(
      expect.arrayContaining([
        'revenue',
        'energy',
        'minimum-take',
        'rent',
        'operation',
        'shell',
        'power',
        'fit-out',
      ]),
    );
    expect([...headings]).toEqual(
      expect.arrayContaining(['accelerators', 'shortfall', 'overspend', 'terminal']),
    );
  });

  it('accepts a plan that went through a file', () => {
    expect(failures(JSON.parse(JSON.stringify(honest())))).toEqual([]);
  });

  it('does not throw for data of any shape', () => {
    for (const data of [null, 7, [], {}, { ...honest(), tree: null }, { ...honest(), policy: [] }]) {
      expect(failures(data)).toEqual(['form']);
    }
  });
});

describe('a forger who recomputed every total and hash is found out on', () => {
  it('a sale that the portfolio does not allow', () => {
    const codes = forged(({ fleet }) => {
      Object.assign(fleet, { sales: [{ node: 0, pool: 'campus', accelerator: 'h100', units: 5 }] });
    });
    expect(codes).toEqual(['market']);
  });

  it('an unknown statement', () => {
    expect(forged((plan) => Object.assign(plan.headline, { audited: true }))).toEqual(['form']);
  });

  it('an action after which the later ones are not allowed', () => {
    const codes = forged(({ policy }) => {
      policy[0]!.actions[0] = 'cancel';
    });
    expect(codes).toEqual(['actions']);
  });

  it('an action that its state allows, at another cost', () => {
    const codes = forged(({ policy }) => {
      const { actions } = policy[0]!;
      actions[0] = actions[0] === 'slow' ? 'continue' : 'slow';
    });
    expect(codes).toEqual(expect.arrayContaining(['cash-flows', 'objective']));
  });

  it('an action at a leaf that its state allows, with other MW', () => {
    const codes = forged(({ policy }) => {
      const { actions } = policy.find(({ option }) => option === 'talks')!;
      expect(actions[7]).toBe('continue');
      actions[7] = 'cancel';
    });
    expect(codes).toEqual(expect.arrayContaining(['powered-mw', 'cash-flows']));
  });

  it('a decision that depends on the future', () => {
    const codes = forged(({ policy, tree }) => {
      const [child] = tree.parent.flatMap((parent, n) => (parent === 2 ? [n] : []));
      policy[1]!.states[child!] = 'knows more';
      policy[1]!.poweredMw[child!]! += 5;
    });
    expect(codes).toContain('powered-mw');
  });

  it('siblings that remember different pasts', () => {
    expect(
      forged(({ policy }) => {
        policy[1]!.states[8] = `${policy[1]!.states[3]} or so`;
      }),
    ).toEqual(['states']);
  });

  it('a cash flow', () => {
    const codes = forged(({ cashFlows }) => {
      cashFlows.find(({ heading }) => heading === 'revenue')!.usd *= 1.05;
    });
    expect(codes).toEqual(expect.arrayContaining(['cash-flows', 'objective']));
  });

  it('a cost that is left out and one that is made up', () => {
    const missing = forged((plan) => {
      plan.cashFlows = plan.cashFlows.filter(({ heading }) => heading !== 'overspend');
    });
    const extra = forged(({ cashFlows }) => void cashFlows.push({ node: 1, heading: 'salvage', usd: 2e6 }));
    expect([missing.includes('cash-flows'), extra.includes('cash-flows')]).toEqual([true, true]);
  });

  it('an item of the ledger', () => {
    const codes = forged(({ cashFlows }) => {
      const line = cashFlows.find(({ heading }) => heading === 'operation')!;
      cashFlows.push({ ...line, item: 'heath', usd: 3e6 }, { ...line, usd: -3e6 });
    });
    expect(codes).toEqual(['cash-flows']);
  });

  it('an order beyond the supply', () => {
    const [first, ...rest] = decisions.purchases!;
    const plan = honest({ purchases: [{ ...first!, units: first!.units + 2000 }, ...rest] });
    expect(failures(plan)).toContain('purchases');
  });

  it('an order outside its window', () => {
    const late = honest({
      purchases: [...decisions.purchases!, { ...decisions.purchases![0]!, accelerator: 'b200', node: 12 }],
    });
    expect(failures(late)).toContain('purchases');
  });

  it('an order whose price was not paid', () => {
    const codes = forged(({ fleet }) => {
      fleet.purchases[0]!.units *= 1.5;
    });
    expect(codes).toContain('cash-flows');
  });

  it('accelerators that run without being owned, and without power', () => {
    const running = [
      ...decisions.running!,
      { node: 0, pool: 'campus', accelerator: 'h100', workload: 'train', units: 9000 },
    ];
    expect(failures(honest({ running }))).toEqual(expect.arrayContaining(['running', 'power', 'service']));
  });

  it('accelerators where their workload may not run', () => {
    const running = [
      ...decisions.running!,
      { node: 0, pool: 'zone', accelerator: 'h100', workload: 'train', units: 1 },
    ];
    expect(failures(honest({ running }))).toContain('running');
  });

  it('what is served', () => {
    const codes = forged(({ service }) => {
      service[0]!.served *= 1.02;
    });
    expect(codes).toEqual(['service']);
  });

  it('a shortfall', () => {
    const codes = forged(({ service }) => {
      service.find(({ short }) => short > 0)!.short *= 0.5;
    });
    expect(codes).toEqual(['service']);
  });

  it('a missed service level', () => {
    const running = decisions.running!.filter(({ workload, node }) => workload !== 'chat' || node !== 0);
    expect(failures(honest({ running }))).toContain('service-levels');
  });

  it('a hard budget', () => {
    const tight = { ...portfolio, budget: [{ ...portfolio.budget[0]!, capexUsd: 11e6 }] };
    const rows = decisions.rows!.filter(({ rule }) => rule !== 'budget');
    const plan = makePlan(tight, thirteenNodes, { ...decisions, rows });
    expect(failures(plan, tight)).toEqual(['budgets']);
  });

  it('the demand of a future, and its probability', () => {
    const { parent, probability, values } = thirteenNodes;
    const of = Object.fromEntries([...values].map(([name, series]) => [name, [...series]]));
    of['demand:chat']![5]! *= 1.1;
    const rosier = makePlan(portfolio, treeOf([...parent], [...probability], of), decisions);
    expect(failures(rosier)).toContain('tree');
    const likelier = [...probability].map((pi, n) => (n < 3 ? pi : n < 8 ? 0.6 : 0.4));
    const plan = makePlan(
      portfolio,
      treeOf(
        [...parent],
        likelier,
        Object.fromEntries([...values].map(([name, series]) => [name, [...series]])),
      ),
      {
        ...{ ...decisions, leafWeights: [0.5, 0.5] },
      },
    );
    expect(failures(plan)).toContain('tree');
  });

  it('a period', () => {
    expect(
      forged(({ tree }) => {
        tree.periodHead[1] = 1;
      }),
    ).toEqual(['periods']);
  });

  it('a multiplier of the wrong sign, and one of a row that does not exist', () => {
    const rows = structuredClone(decisions.rows!) as unknown as { usdPerMw: number }[];
    rows[price(decisions.rows!, 'power')]!.usdPerMw = -5e5;
    const negative = honest({ rows: rows as unknown as RowPrice[] });
    expect(failures(negative)).toContain('multipliers');
    const inside = { rule: 'power', node: 1, pool: 'campus', usdPerMw: 1 } as const;
    expect(failures(honest({ rows: [...decisions.rows!, inside] }))).toContain('multipliers');
  });

  it('a multiplier that does not give the bound', () => {
    const codes = forged(({ multipliers }) => {
      const row = multipliers.rows.find(({ rule }) => rule === 'power') as { usdPerMw: number };
      row.usdPerMw *= 3;
    });
    expect(codes).toEqual(expect.arrayContaining(['bound', 'losses']));
  });

  it('a leaf weight beyond what the level allows, and weights that do not sum to 1', () => {
    expect(failures(honest({ leafWeights: [1.2, -0.2] }))).toContain('leaf-weights');
    expect(failures(honest({ leafWeights: [0.4, 0.5] }))).toContain('leaf-weights');
    const { leafWeights: _, ...none } = decisions;
    expect(failures(makePlan(portfolio, thirteenNodes, none))).toContain('leaf-weights');
  });

  it('a bound', () => {
    const codes = forged((plan) => {
      plan.headline.boundUsd = (plan.headline.boundUsd + plan.headline.valueUsd) / 2;
    });
    expect(codes).toEqual(['bound', 'losses']);
    const weaker = honest();
    weaker.headline.boundUsd += 1e7;
    judge(weaker);
    seal(weaker, portfolio);
    expect(failures(weaker)).toEqual(['bound', 'losses']);
  });

  it('a retreat that is worth more than any plan', () => {
    const codes = forged(({ headline }) => {
      headline.retreatUsd = headline.boundUsd + 1e6;
    });
    expect(codes).toContain('gap');
  });

  it('a loss', () => {
    const codes = forged(({ reasons }) => {
      reasons[0]!.alternatives.find(({ lossUsd }) => lossUsd > 0)!.lossUsd *= 2;
    });
    expect(codes).toEqual(['losses']);
  });

  it('what an alternative’s own multipliers prove', () => {
    const ruledOut = (
      change: (alternative: DraftPlan['reasons'][number]['alternatives'][number]) => void,
    ) => {
      const plan = honest();
      const alternative = plan.reasons[0]!.alternatives.find(({ lossUsd }) => lossUsd > 0)!;
      alternative.multipliers = structuredClone(plan.multipliers);
      change(alternative);
      seal(plan, portfolio);
      return failures(plan);
    };
    expect(ruledOut(() => {})).toEqual([]);
    const lower = ruledOut((alternative) => {
      alternative.boundUsd -= 1e6;
    });
    const higher = ruledOut((alternative) => {
      alternative.boundUsd += 1e6;
    });
    const negative = ruledOut(({ multipliers }) => {
      const row = multipliers!.rows.find(({ rule }) => rule === 'power') as { usdPerMw: number };
      row.usdPerMw = -1;
    });
    const unbalanced = ruledOut(({ multipliers }) => {
      multipliers!.leafWeights = [1, 1];
    });
    expect([lower, higher, negative, unbalanced]).toEqual([
      ['losses'],
      ['losses'],
      expect.arrayContaining(['multipliers']),
      expect.arrayContaining(['leaf-weights']),
    ]);
  });

  it('an alternative that is not named', () => {
    const codes = forged(({ reasons }) => {
      const { alternatives, action } = reasons[1]!;
      alternatives.splice(
        alternatives.findIndex((one) => one.action !== action),
        1,
      );
    });
    expect(codes).toEqual(['losses']);
  });

  it('a proof', () => {
    const plan = honest();
    plan.reasons[0]!.proven = plan.decisionsNow[0]!.proven = true;
    seal(plan, portfolio);
    expect(failures(plan)).toEqual(['proven']);
  });

  it('parts that were moved from one heading to another', () => {
    const codes = forged(({ reasons }) => {
      const { parts } = reasons[0]!;
      parts[0]!.usd += 1e6;
      parts[1]!.usd -= 1e6;
    });
    expect(codes).toEqual(['parts']);
  });

  it('the row that binds most', () => {
    expect(forged(({ reasons }) => void reasons[0]!.bindingRows.shift())).toEqual(['parts']);
  });

  it('the action shown for today', () => {
    expect(
      forged(({ decisionsNow }) => {
        decisionsNow[0]!.action = 'cancel';
      }),
    ).toEqual(['decisions']);
  });

  it('the name of an option', () => {
    expect(
      forged(({ policy }) => {
        policy.at(-1)!.name = 'Another';
      }),
    ).toEqual(['form']);
  });

  it('another portfolio', () => {
    const [chat, ...others] = portfolio.workloads;
    const dearer = { ...portfolio, workloads: [{ ...chat!, priceUsdPerUnit: 3.1 }, ...others] };
    expect(failures(honest(), dearer)).toContain('input-hash');
    const plan = honest();
    seal(plan, dearer);
    const codes = failures(plan, dearer);
    expect(codes).not.toContain('input-hash');
    expect(codes).toEqual(expect.arrayContaining(['cash-flows', 'objective']));
  });

  it.each<[string, CheckCode, (figures: DraftPlan['headline']['figures']) => object]>([
    ['the return on capital', 'returns', (figures) => Object.assign(figures, { roicShare: 0.9 })],
    ['the return on capital, left out', 'returns', (figures) => Object.assign(figures, { roicShare: null })],
    ['the internal rate', 'returns', (figures) => Object.assign(figures, { irrPerYear: 3.3 })],
    ['the payback', 'returns', (figures) => Object.assign(figures, { paybackYears: 1 })],
    ['the runway', 'power-figures', (figures) => Object.assign(figures, { runwayQuarters: 99 })],
    ['P90 of over-build', 'power-figures', ({ overBuildMw }) => overBuildMw.p90.fill(0)],
    ['P10 of over-build', 'power-figures', ({ overBuildMw }) => overBuildMw.p10.fill(0.01, 1, 2)],
    ['P50 of under-build', 'power-figures', ({ underBuildMw }) => underBuildMw.p50.fill(0)],
    ['what waits for accelerators', 'power-figures', ({ waitingMw }) => waitingMw.p50.fill(0.01, 1, 2)],
    ['a chance of over-build', 'power-figures', (figures) => figures.overBuildProbability.fill(0.3)],
    ['a chance of under-build', 'power-figures', (figures) => figures.underBuildProbability.fill(0.3)],
    ['money that can be taken back', 'reversible', ({ reversibleUsd }) => reversibleUsd.fill(2e6, 0, 1)],
    ['money that cannot be taken back', 'reversible', ({ reversibleUsd }) => reversibleUsd.fill(2e6, 7)],
    [
      'how much of the fleet works',
      'utilisation',
      ({ utilisation }) => utilisation['pre-training']!.fill(0.9),
    ],
    [
      'a phase that the portfolio does not have',
      'utilisation',
      ({ utilisation }) => Object.assign(utilisation, { 'batch-inference': Array(8).fill(1) }),
    ],
  ])('%s', (_, code, change) => {
    const plan = honest();
    const before = structuredClone(plan.headline.figures);
    change(plan.headline.figures);
    expect(plan.headline.figures).not.toEqual(before);
    seal(plan, portfolio);
    const { checks } = verifyPlan(portfolio, plan, thirteenNodes, sha256);
    const failed = checks.filter(({ status }) => status === 'failed');
    expect(failed.map((check) => check.code)).toEqual([code]);
    expect(failed[0]!.findings).toHaveLength(1);
  });

  it('a plan that was not sealed again', () => {
    const plan = honest();
    plan.provenance.engineVersion = '9.9.9';
    expect(failures(plan)).toEqual(['plan-hash']);
  });
});
