/** Returns that follow from the ledger (K6): return on capital, internal rate, payback. */
import type { CashHeading } from '../domain/plan-file.ts';
import type { Ledger } from './ledger.ts';
import type { Objective } from './objective.ts';
import type { CheckedPlan } from './plan-form.ts';
import { type Checks, moneyTolerance } from './report.ts';
import type { Timeline } from './timeline.ts';

/** Where a quarter's cash is uncertain by rounding, so are the figures that hang on its sign. */
interface Stream {
  /** Expected nominal USD per quarter. */
  readonly usd: Float64Array;
  /** Expected size of the flows, which sets how far two computations may differ. */
  readonly sizeUsd: Float64Array;
}

const operating = new Set<CashHeading>([
  ...(['revenue', 'energy', 'minimum-take', 'rent', 'operation', 'holding', 'shortfall'] as const),
  ...(['burst', 'rent-out', 'sublet'] as const),
]);

/** Checks each return against its definition: a stated rate must make the ledger's stream worth nothing. */
export function checkReturns(
  { headline: { figures } }: CheckedPlan,
  ledger: Ledger,
  { capexUsd }: Objective,
  timeline: Timeline,
  checks: Checks,
): void {
  checks.reach('returns');
  const at = (name: string) => ['headline', 'figures', name];
  const stream = expectedCash(ledger, timeline);
  checkRate(figures.irrPerYear, stream, at('irrPerYear'), checks);
  checkPayback(figures.paybackYears, stream, at('paybackYears'), checks);
  if (capexUsd <= 0) {
    checks.same('returns', at('roicShare'), figures.roicShare, null);
    return;
  }
  const last = stream.usd.length - 4;
  let [result, size] = [0, 0];
  for (const { node, heading, usd, sizeUsd } of ledger.cells.values()) {
    if (timeline.age[node]! < last || !operating.has(heading)) continue;
    result += timeline.tree.probability[node]! * usd;
    size += timeline.tree.probability[node]! * sizeUsd;
  }
  const share = result / capexUsd;
  const tolerance = (moneyTolerance(size) + Math.abs(share) * moneyTolerance(capexUsd)) / capexUsd;
  checks.equal('returns', at('roicShare'), figures.roicShare ?? Number.NaN, share, tolerance);
}

function expectedCash({ cash, size }: Ledger, { age, tree }: Timeline): Stream {
  const quarters = Math.max(...age) + 1;
  const [usd, sizeUsd] = [new Float64Array(quarters), new Float64Array(quarters)];
  for (const [n, t] of age.entries()) {
    usd[t]! += tree.probability[n]! * cash[n]!;
    sizeUsd[t]! += tree.probability[n]! * size[n]!;
  }
  return { usd, sizeUsd };
}

/** A rate is right when the cash is worth nothing at it, and it is the only one where its worth falls through nothing. */
function checkRate(stated: number | null, stream: Stream, path: readonly string[], checks: Checks): void {
  const { rate, certain } = onlyRate(stream);
  if (stated === null || rate === null) {
    if (certain) checks.same('returns', path, stated, rate);
    else if (stated !== null) checkWorthless(stated, stream, path, checks);
    return;
  }
  checkWorthless(stated, stream, path, checks, rate);
}

function checkWorthless(
  stated: number,
  stream: Stream,
  path: readonly string[],
  checks: Checks,
  rate = Number.NaN,
): void {
  const worth = worthAt(stream, 1 + stated);
  const holds = stated > -1 && Math.abs(worth.usd) <= worth.tolerance;
  checks.equal('returns', path, stated, holds ? stated : rate, 0);
}

/**
 * The rate in −99 %…10,000 % at which worth falls through 0, where it crosses 0 just once on steps of a hundredth of 1 + rate. Not
 * `certain` where rounding hides a sign.
 */
function onlyRate(stream: Stream): { readonly rate: number | null; readonly certain: boolean } {
  let certain = true;
  const crossings: { readonly below: number; readonly above: number; readonly falls: boolean }[] = [];
  let before: { readonly growth: number; readonly positive: boolean } | undefined;
  for (let k = 0, growth = 0.01; growth <= 101 * 1.01; growth = 0.01 * 1.01 ** ++k) {
    const { usd, tolerance } = worthAt(stream, growth);
    if (Math.abs(usd) <= tolerance) {
      certain = false;
      continue;
    }
    const positive = usd > 0;
    if (before && before.positive !== positive)
      crossings.push({ below: before.growth, above: growth, falls: !positive });
    before = { growth, positive };
  }
  const [only] = crossings;
  if (crossings.length !== 1 || !only!.falls) return { rate: null, certain: certain || !before };
  // Secants would be quicker; halving cannot go astray.
  let { below, above } = only!;
  while (above - below > 1e-12 * above) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) break;
    if (worthAt(stream, middle).usd > 0) below = middle;
    else above = middle;
  }
  return { rate: below - 1, certain };
}

/** Present value at a yearly growth of 1 + rate, by Horner's rule from the last quarter. */
function worthAt({ usd, sizeUsd }: Stream, growth: number): { usd: number; tolerance: number } {
  const factor = growth ** -0.25;
  let [worth, size] = [0, 0];
  for (let t = usd.length - 1; t >= 0; t--) {
    worth = worth * factor + usd[t]!;
    size = size * factor + sizeUsd[t]!;
  }
  return { usd: worth, tolerance: 1e-6 * size };
}

/** From the quarter of the payback on the running total is not negative, and in the one before it was. */
function checkPayback(
  stated: number | null,
  { usd, sizeUsd }: Stream,
  path: readonly string[],
  checks: Checks,
): void {
  let [total, size] = [0, 0];
  let [surely, maybe] = [0, 0];
  for (const [t, cash] of usd.entries()) {
    total += cash;
    size += sizeUsd[t]!;
    if (total < -moneyTolerance(size)) surely = t + 1;
    if (total < moneyTolerance(size)) maybe = t + 1;
  }
  const years = (quarters: number) => (quarters === usd.length ? null : quarters / 4);
  // Between the two, rounding decides.
  const accepted = Array.from({ length: maybe - surely + 1 }, (_, i) => years(surely + i));
  const held = accepted.find((one) => Object.is(one, stated));
  checks.same('returns', path, stated, held === undefined ? accepted[0] : stated);
}
