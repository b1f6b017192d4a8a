/** The form of a plan file: keys, lengths, indices, finite numbers and names that the portfolio knows. */
import { z } from 'zod';
import { cashHeadings } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { rateSteps } from '../domain/rate-origin.ts';
import { offerId, shownOffer } from './offer-machine.ts';
import type { Checks } from './report.ts';

const number = z.number();
const amount = number.nonnegative();
const name = z.string().min(1);
const series = z.array(number);

/** The names that a plan may use, and the size of its tree. */
interface Terms {
  readonly nodes: number;
  readonly quarters: number;
  readonly leaves: number;
  readonly portfolio: Portfolio;
}

/** What may stand where a plan names something. */
function namesIn({ nodes, portfolio }: Terms) {
  const one = (entries: readonly { readonly id: string }[]) => {
    const ids = new Set(entries.map(({ id }) => id));
    return z.string().refine((id) => ids.has(id));
  };
  const named = (ids: readonly string[]) => ids.map((id) => ({ id }));
  const offers = named(offersOf(portfolio));
  return {
    node: z
      .int()
      .min(0)
      .max(nodes - 1),
    option: one(named(optionsOf(portfolio).map(([id]) => id))),
    offer: one(offers),
    /** What accelerators may serve: a workload's own demand or a contract's block. */
    served: one([...portfolio.workloads, ...offers]),
    pool: one(portfolio.pools),
    accelerator: one(portfolio.accelerators),
    workload: one(portfolio.workloads),
    burst: one(portfolio.bursts),
    powerContract: one(portfolio.powerContracts),
    substation: one(portfolio.substations),
    counterparty: one(portfolio.counterparties),
  };
}
type Names = ReturnType<typeof namesIn>;

function headlineSchema(quarters: number) {
  const perQuarter = series.length(quarters);
  const quantiles = z.strictObject({ p10: perQuarter, p50: perQuarter, p90: perQuarter });
  const orNull = number.nullable();
  const figures = z.strictObject({
    ...{ expectedNpvUsd: number, cvarUsd: number, cvarLevel: number },
    ...{ npvP10Usd: number, npvP50Usd: number, npvP90Usd: number },
    ...{ roicShare: orNull, irrPerYear: orNull, paybackYears: orNull, capexUsd: number },
    ...{ overBuildProbability: perQuarter, underBuildProbability: perQuarter },
    ...{ overBuildMw: quantiles, underBuildMw: quantiles, waitingMw: quantiles, runwayQuarters: orNull },
    cadence: z.array(z.strictObject({ fiscalYear: z.int(), buildUsd: number, acceleratorUsd: number })),
    ...{ reversibleUsd: perQuarter, utilisation: z.record(z.string(), perQuarter) },
    ...{ energyMwh: amount, emissionsTonnes: amount },
  });
  return z.strictObject({
    ...{ valueUsd: number, boundUsd: number, gapUsd: number, gapShareOfStake: number, stakeUsd: amount },
    ...{ retreatUsd: orNull, fullSpeedUsd: orNull, fullSpeedOverspendUsd: amount },
    ...{ status: z.enum(['solved', 'stopped']), objective: z.enum(['npv', 'cost']), figures },
  });
}

function fleetSchema({ node, pool, accelerator, served, burst }: Names) {
  const units = z.array(z.strictObject({ node, pool, accelerator, units: number }));
  return z.strictObject({
    ...{ purchases: units, sales: units.exactOptional(), rentedOut: units.exactOptional() },
    running: z.array(z.strictObject({ node, pool, accelerator, workload: served, units: number })),
    bursts: z.array(z.strictObject({ node, burst, unitsPerHour: number })).exactOptional(),
  });
}

/** A row's multiplier; which fields name the row depends on its rule. */
function rowSchema(names: Names) {
  const { node, pool, accelerator, workload, offer, substation, counterparty } = names;
  const rule = <Rule extends string>(code: Rule) => ({ rule: z.literal(code), node });
  return z.discriminatedUnion('rule', [
    z.strictObject({ ...rule('power'), pool, usdPerMw: number }),
    z.strictObject({ ...rule('fleet'), pool, accelerator, usdPerUnit: number }),
    z.strictObject({ ...rule('demand'), workload, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('committed'), workload, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('service-level'), workload, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('churn'), workload, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('contract-demand'), contract: offer, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('contract-promise'), contract: offer, usdPerUnitPerHour: number }),
    z.strictObject({ ...rule('supply'), accelerator, usdPerUnit: number }),
    z.strictObject({ ...rule('rent-out'), accelerator, usdPerUnit: number }),
    z.strictObject({ ...rule('resale'), pool, accelerator, usdPerUnit: number }),
    z.strictObject({ ...rule('site-take'), pool, usdPerMw: number }),
    z.strictObject({ ...rule('substation'), substation, usdPerMw: number }),
    z.strictObject({ ...rule('absorption'), counterparty, usdPerMw: number }),
    z.strictObject({ ...rule('carbon'), year: z.int(), usdPerTonne: number }),
    z.strictObject({ ...rule('minimum-take'), contract: names.powerContract, usdPerMw: number }),
    z.strictObject({ ...rule('budget'), fiscalYear: z.int(), usdPerUsd: number }),
  ]);
}
type Row = ReturnType<typeof rowSchema>;

function multipliersSchema(row: Row, leaves: number) {
  return z.strictObject({
    rows: z.array(row),
    leafWeights: series.length(leaves).exactOptional(),
  });
}
type MultipliersSchema = ReturnType<typeof multipliersSchema>;

/** The cases of a bound (G6); each names its multipliers by position. */
function casesSchema({ option, node }: Names, multipliers: MultipliersSchema) {
  const boundCase: z.ZodType<CheckedCase> = z.lazy(() =>
    z.union([
      z.strictObject({ multipliers: z.int().min(0) }),
      z.strictObject({ option, node, action: name, taken: boundCase, otherwise: boundCase }),
    ]),
  );
  return z
    .strictObject({ multipliers: z.array(multipliers), root: boundCase })
    .refine((stated) => highestIndex(stated.root) < stated.multipliers.length);
}

function reasonSchema({ option, node }: Names, multipliers: MultipliersSchema, row: Row) {
  const alternative = z.strictObject({
    ...{ action: name, lossUsd: number, boundUsd: number, valueUsd: number.exactOptional() },
    multipliers: multipliers.exactOptional(),
  });
  const rules = z.enum(row.options.map((one) => one.shape.rule.value));
  const lever = z.enum(['powered-mw', 'offer-price']);
  return z.strictObject({
    ...{ option, node, action: name, alternatives: z.array(alternative), proven: z.boolean() },
    flips: z.array(z.strictObject({ lever, change: number, action: name })).exactOptional(),
    bindingRows: z.array(z.strictObject({ rule: rules, node, subject: z.string(), worthUsd: number })),
    ...{ parts: z.array(z.strictObject({ heading: name, usd: number })), totalUsd: number },
  });
}

const provenance = z.strictObject({
  ...{ engineVersion: name, inputHash: name, planHash: name, portfolioName: name, asOf: name },
  ...{ seed: z.int(), secondsTotal: amount, secondsToBound: amount, branches: amount, rounds: amount },
});

/** Where a rate comes from. */
function rateOriginSchema({ workload, accelerator }: Names) {
  const link = z.strictObject({
    ...{ step: z.enum(rateSteps), value: number, low: number.exactOptional(), high: number.exactOptional() },
    ...{ unit: z.string(), obtained: z.enum(['measured', 'given', 'calibrated', 'modelled', 'assumed']) },
  });
  return z.strictObject({
    ...{ workload, accelerator, from: z.enum(['model', 'measured', 'given']), links: z.array(link) },
    deployment: z
      .strictObject({ model: name, hardware: name, layout: name, weights: name, kvCache: name, engine: name })
      .exactOptional(),
  });
}

/** The schema of a plan for one portfolio and tree; strict, so that nothing stands in a plan unchecked. */
function planSchema(terms: Terms) {
  const { nodes, quarters, leaves } = terms;
  const names = namesIn(terms);
  const { node, option, pool, workload } = names;
  const perNode = series.length(nodes);
  const decision = z.strictObject({
    ...{ option, name, kind: z.enum(['project', 'lease', 'contract', 'training-run']) },
    ...{ action: name, itPowerMw: amount.nullable(), pool: pool.nullable() },
    ...{ advantageUsd: number, nextBest: name.nullable(), proven: z.boolean() },
  });
  const policy = z.strictObject({
    ...{ option, name: z.string(), actions: z.array(name).length(nodes), poweredMw: perNode },
    states: z.array(z.string()).length(nodes),
    drawnMw: perNode.exactOptional(),
  });
  const tree = z.strictObject({
    ...{ firstQuarter: z.string(), parent: z.array(z.int()).length(nodes), probability: perNode },
    ...{ values: z.record(z.string(), perNode), periodHead: z.array(node).length(nodes) },
  });
  const line = z.strictObject({
    ...{ node, workload, demand: number, served: number, short: number, lost: number.exactOptional() },
  });
  const cash = z.strictObject({
    ...{ node, heading: z.enum(cashHeadings), item: z.string().exactOptional(), usd: number },
  });
  const row = rowSchema(names);
  const multipliers = multipliersSchema(row, leaves);
  const horizonCheck = z.strictObject({
    ...{ quarters: z.int(), gapShareOfStake: number },
    changes: z.array(z.strictObject({ option, action: name })),
  });
  return z.strictObject({
    ...{ kadenzPlan: z.literal(1), headline: headlineSchema(quarters), decisionsNow: z.array(decision) },
    ...{ policy: z.array(policy), tree, fleet: fleetSchema(names) },
    ...{ service: z.array(line), cashFlows: z.array(cash) },
    rates: z.array(rateOriginSchema(names)).exactOptional(),
    horizonChecks: z.array(horizonCheck).exactOptional(),
    ...{ multipliers, cases: casesSchema(names, multipliers).exactOptional() },
    ...{ reasons: z.array(reasonSchema(names, multipliers, row)), provenance },
  });
}

/** A case of the bound (G6): its multipliers by position, or its two sides. */
export type CheckedCase =
  | { multipliers: number }
  | { option: string; node: number; action: string; taken: CheckedCase; otherwise: CheckedCase };

function highestIndex(one: CheckedCase): number {
  if ('multipliers' in one) return one.multipliers;
  return Math.max(highestIndex(one.taken), highestIndex(one.otherwise));
}

/** Options with their names in the order of the plan's policy. */
function optionsOf({ projects, leases, contracts, trainingRuns }: Portfolio): [id: string, name: string][] {
  const named = (entries: readonly { readonly id: string; readonly name: string }[]) =>
    entries.map(({ id, name }): [string, string] => [id, name]);
  const offers = contracts.flatMap((contract) =>
    contract.offers.map((_, i): [string, string] => [offerId(contract, i), shownOffer(contract, i)]),
  );
  return [...named(projects), ...named(leases), ...offers, ...named(trainingRuns)];
}

function offersOf({ contracts }: Portfolio): string[] {
  return contracts.flatMap((contract) => contract.offers.map((_, i) => offerId(contract, i)));
}

/** A plan as far as the checks cover it: rules that they do not know are refused, not passed over. */
export type CheckedPlan = z.infer<ReturnType<typeof planSchema>>;

/** A plan's multipliers once their form was found sound. */
export type CheckedMultipliers = CheckedPlan['multipliers'];

/** A plan's reason once its form was found sound. */
export type CheckedReason = CheckedPlan['reasons'][number];

/** Whether the plan has its form; only then do the other checks have something to stand on. */
export function checkForm(plan: unknown, terms: Terms, checks: Checks): plan is CheckedPlan {
  checks.reach('form');
  const reading = planSchema(terms).safeParse(plan);
  for (const { path, code, message } of reading.error?.issues ?? []) {
    checks.same(
      'form',
      path.filter((part) => typeof part !== 'symbol'),
      code,
      message,
    );
  }
  if (!reading.success) return false;
  const read = reading.data;
  const options = optionsOf(terms.portfolio);
  checks.same('form', ['policy', 'length'], read.policy.length, options.length);
  for (const [i, [id, shown]] of options.entries()) {
    checks.same('form', ['policy', i, 'option'], read.policy[i]?.option, id);
    checks.same('form', ['policy', i, 'name'], read.policy[i]?.name, shown);
  }
  return !checks.failed('form');
}
