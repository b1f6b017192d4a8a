import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioSchema } from '../../src/domain/schema.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { type Decisions, type DraftPlan, makePlan, retotal, sha256 } from './plan-maker.ts';
import { treeOf } from './portfolios.ts';

const file = new URL('./all-kinds.yaml', import.meta.url);
const whole = typicalPortfolio(portfolioSchema.parse(parse(readFileSync(file, 'utf8'))));
/** Without churn, budgets and service levels, which these decisions are not made for. */
const portfolio = {
  ...whole,
  budget: [],
  risk: { ...whole.risk, cvarWeight: 0 },
  workloads: whole.workloads.map(({ churnShare: _, serviceLevel: __, ...workload }) => workload),
};
const quarters = portfolio.calendar.horizonQuarters;
const path = Array.from({ length: quarters }, (_, n) => n);
const tree = treeOf(
  path.map((n) => n - 1),
  path.map(() => 1),
  { 'demand:chat': path.map(() => 2000), 'demand:train': path.map(() => 2500) },
);
const options = [
  ...['newark', 'heath', 'rhine', 'talks', 'suite'],
  ...['anchor:1', 'anchor:2', 'house:1', 'guest:1', 'big-run'],
];

/** The first open action, but for the wishes by option and node. */
function wishing(wishes: Record<string, string> = {}): Decisions['action'] {
  return (option, node, allowed) => {
    const wish = wishes[`${options[option]}|${node}`];
    return wish !== undefined && allowed.includes(wish) ? wish : allowed[0]!;
  };
}

const calm = { 'heath|0': 'cancel', 'newark|0': 'cancel' };

function failures(wishes: Record<string, string>, change: Partial<Decisions> = {}, of = portfolio) {
  const plan = makePlan(of, tree, { action: wishing({ ...calm, ...wishes }), ...change });
  const { checks } = verifyPlan(of, plan, tree, sha256);
  return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
}

const h100 = { pool: 'campus', accelerator: 'h100' };

describe('a plan with a market', () => {
  it('is accepted when it keeps the rules', () => {
    const market = {
      sales: [{ node: 2, ...h100, units: 300 }],
      rentedOut: [{ node: 0, ...h100, units: 800 }],
      bursts: [{ node: 2, burst: 'cloud', unitsPerHour: 600 }],
    };
    const wishes = {
      ...{ 'rhine|2': 'hand-over:acquirer', 'talks|3': 'sublet', 'talks|4': 'sublet', 'suite|2': 'renew' },
      ...{ 'big-run|2': 'start:campus:h100', 'anchor:1|1': 'exercise-half' },
    };
    expect(failures(wishes, { market })).toEqual([]);
  });

  it.each([
    ['a sale beyond what is owned', { sales: [{ node: 2, ...h100, units: 701 }] }],
    ['a sale of what cannot be sold', { sales: [{ node: 2, ...h100, pool: 'zone', units: 1 }] }],
    ['more rented out than others hire', { rentedOut: [{ node: 0, ...h100, units: 901 }] }],
    ['a burst beyond its size', { bursts: [{ node: 2, burst: 'cloud', unitsPerHour: 701 }] }],
    ['a burst outside its time', { bursts: [{ node: 0, burst: 'cloud', unitsPerHour: 1 }] }],
  ])('fails on %s', (_, market) => {
    expect(failures({}, { market })).toContain('market');
  });

  it('fails on a substation, on what a counterparty absorbs, and on carbon', () => {
    const node = { 'newark|0': 'continue', 'heath|0': 'continue' };
    expect(failures(node)).toContain('substations');
    const twice = { 'rhine|2': 'hand-over:acquirer', 'talks|2': 'hand-over:acquirer' };
    const smaller = portfolio.counterparties.map((one) => ({ ...one, absorbsMw: 6 }));
    expect(failures(twice)).not.toContain('absorption');
    expect(failures(twice, {}, { ...portfolio, counterparties: smaller })).toContain('absorption');
    const clean = { ...portfolio, carbonBudget: [{ year: 2025, tonnes: 100 }] };
    expect(failures({ 'big-run|1': 'start:campus:h100' }, {}, clean)).toContain('carbon');
  });

  it('fails on a block that is served beyond what was taken', () => {
    const running = [{ node: 2, ...h100, workload: 'anchor:1', units: 700 }];
    expect(failures({ 'anchor:1|1': 'waive' }, { running })).toContain('service');
  });

  it.each([
    ['house:1', 2, 'waive'],
    ['guest:1', 2, 'exercise'],
    ['anchor:2', 3, 'exercise-half'],
    ['big-run', 7, 'start:campus:h100'],
    ['talks', 0, 'lapse'],
    ['rhine', 0, 'hand-over:acquirer'],
    ['suite', 0, 'renew'],
    ['heath', 0, 're-purpose'],
  ])('fails on an action that the rules do not allow: %s at node %i, %s', (option, node, action) => {
    const plan = makePlan(portfolio, tree, { action: wishing(calm) });
    plan.policy[options.indexOf(option)]!.actions[node] = action;
    const { checks } = verifyPlan(portfolio, plan, tree, sha256);
    expect(checks.find(({ code }) => code === 'actions')!.status).toBe('failed');
  });

  /** The checks that fail on a plan whose forger changed it, then made every total and hash anew. */
  function forged(
    wishes: Record<string, string>,
    change: (plan: DraftPlan) => void,
    of = portfolio,
    on = tree,
  ): string[] {
    const plan = makePlan(of, on, { action: wishing({ ...calm, ...wishes }) });
    change(plan);
    retotal(plan, of);
    const { checks } = verifyPlan(of, plan, on, sha256);
    return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
  }

  const cheaper = (heading: string) => (plan: DraftPlan) => {
    const line = plan.cashFlows.find((one) => one.heading === heading);
    expect(line, heading).toBeDefined();
    line!.usd /= 2;
  };

  it.each([
    ['the money of a conversion', { 'newark|0': 're-purpose' }, 'power'],
    ['the fee of leaving while a minimum take is owed', { 'rhine|1': 'cancel' }, 'cancellation'],
    ['what a counterparty pays', { 'rhine|2': 'hand-over:acquirer' }, 'hand-over'],
    ['what a subtenant pays', { 'talks|3': 'sublet' }, 'sublet'],
    ['what a minimum take costs', {}, 'minimum-take'],
    ['what a training run earns', { 'big-run|2': 'start:campus:h100' }, 'revenue'],
    ['the penalty of a block that is not served', { 'anchor:1|1': 'exercise' }, 'shortfall'],
  ])('fails on %s, changed with all totals', (_, wishes, heading) => {
    expect(forged(wishes, () => {})).toEqual([]);
    expect(forged(wishes, cheaper(heading))).toContain('cash-flows');
  });

  it('fails on accelerators that a training run draws no power with', () => {
    const codes = forged({ 'big-run|2': 'start:campus:h100' }, ({ policy }) => {
      policy.at(-1)!.drawnMw![2] = 0;
    });
    expect(codes).toContain('powered-mw');
  });

  describe('under an event', () => {
    const events = [
      {
        ...{ id: 'grid', name: 'Grid', hazardPerQuarter: 0.1, effects: [], influences: [] },
        ...{ delays: [{ projects: ['rhine'], leases: ['talks'] }], withdraws: ['house'] },
      },
    ];
    const eventful = { ...portfolio, events };
    const active = path.map((n) => (n === 1 || n === 2 ? 1 : 0));
    const struck = { ...tree, values: new Map([...tree.values, ['event:grid', Float64Array.from(active)]]) };
    const wishes = { 'rhine|0': 'continue', 'talks|0': 'continue' };

    it('is accepted when sites, leases and tenants do what the event leaves them', () => {
      expect(forged(wishes, () => {}, eventful, struck)).toEqual([]);
    });

    it('fails when it goes on as if there were none', () => {
      const undisturbed = makePlan(portfolio, tree, { action: wishing({ ...calm, ...wishes }) });
      const { checks } = verifyPlan(eventful, undisturbed, struck, sha256);
      expect(checks.find(({ code }) => code === 'actions')!.status).toBe('failed');
    });
  });
});
