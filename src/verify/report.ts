/** What a verification found: every check, how much it compared, and each difference with both numbers. */
import type { Path } from '../units/problem.ts';

/** The checks in the order in which they run; rules of `docs/method.md` in brackets. */
const checkCodes = [
  /** Version, keys, lengths, node indices, finite numbers, names that exist. */
  'form',
  /** SHA-256 of the portfolio. */
  'input-hash',
  /** SHA-256 of the plan without that hash. */
  'plan-hash',
  /** Name, date and seed are the portfolio's. */
  'provenance',
  /** Where rates come from, link by link. */
  'rates',
  /** The tree is the one that portfolio and seed generate (T1, T2). */
  'tree',
  /**
   * The tree is sound and agrees with the portfolio's outlook, events and evidence, worked out by other means; nothing is
   * compared for a tree that was given.
   */
  'outlook',
  /** Periods (T4). */
  'periods',
  /** Every action is allowed in the state that its ancestors lead to (P1–P6, P11–P13, L1–L4, L8–L10, C1, C2, R1). */
  'actions',
  /** Nodes with the same past have the same state. */
  'states',
  /** Powered MW of every option at every node (P7, L5). */
  'powered-mw',
  /** Orders: window, arrival, supply (F1, F7). */
  'purchases',
  /** Accelerators run where they may and no more than are owned (F2, F3). */
  'running',
  /** Accelerators draw no more than is powered (F4). */
  'power',
  /** Sales, accelerators rented out, and bursts (F14–F16). */
  'market',
  /** Emissions by calendar year (F18). */
  'carbon',
  /** Substations (P10). */
  'substations',
  /** What counterparties absorb (P13). */
  'absorption',
  /** Demand, served, short and lost of every workload and period (F5, F6, F17, C3). */
  'service',
  /** Hard service levels (F6). */
  'service-levels',
  /** Capex within hard budgets (B1). */
  'budgets',
  /** The ledger by node and heading, and by item where the plan states items. */
  'cash-flows',
  /** Value, expected NPV, CVaR, kind of objective (V1–V3). */
  'objective',
  /** Gap, stake and shares (G2). */
  'gap',
  /** Quantiles of the NPV, capex, cadence, energy and emissions (K4, K8). */
  'figures',
  /** Return on capital, internal rate and payback (K6). */
  'returns',
  /** Over-build, under-build, power that waits for accelerators, and runway (K1–K3). */
  'power-figures',
  /** Money that can be taken back, by quarter (K5). */
  'reversible',
  /** Share of accelerators that work, by phase and quarter (K7). */
  'utilisation',
  /** Multipliers belong to rows that exist and have the sign of their sense (G1). */
  'multipliers',
  /** Leaf weights (V2). */
  'leaf-weights',
  /** The bound is what the multipliers or the cases give, or the value where that is higher (G1, G6). */
  'bound',
  /** The decisions of today are the policy's at the root. */
  'decisions',
  /** What each alternative loses in its option's dynamic program (G3). */
  'losses',
  /** Proven or toss-up (G3). */
  'proven',
  /** Parts of an option's worth and the rows that bind it. */
  'parts',
] as const;

/** The name of a check. */
export type CheckCode = (typeof checkCodes)[number];

/** A number (or a name) of the plan that differs from what the portfolio and the rules give. */
export interface Finding {
  readonly code: CheckCode;
  /** Place in the plan. */
  readonly path: Path;
  readonly got: unknown;
  /** What it must be; for limits, the limit. */
  readonly expected: unknown;
  readonly relation: 'equal' | 'at-most' | 'at-least';
  /** Largest difference that was allowed; 0 for names. */
  readonly tolerance: number;
}

/** One check, how much it compared and what it found. */
export interface VerifyCheck {
  readonly code: CheckCode;
  /** `not-reached`: an earlier check failed in a way that leaves nothing to compare with. */
  readonly status: 'passed' | 'failed' | 'not-reached';
  /** Values that were compared. */
  readonly comparisons: number;
  readonly findings: readonly Finding[];
}

/** Everything that a verification found; data, also where the plan is forged. */
export interface VerifyReport {
  /** True when every check passed. */
  readonly valid: boolean;
  readonly checks: readonly VerifyCheck[];
  /** Figures as recomputed; absent when the plan's form or policy left nothing to compute them from. */
  readonly recomputed?: { readonly valueUsd: number; readonly boundUsd: number };
  /** Statements of the plan that no check covers, because they need another optimisation, measure the run or describe it. */
  readonly unverified: readonly string[];
}

/** Money may differ by a millionth of the size of its terms and one USD. */
export function moneyTolerance(sizeUsd: number): number {
  return 1e-6 * Math.abs(sizeUsd) + 1;
}

/** Physical amounts may differ by a millionth of their size: solvers keep rows no better. */
export function amountTolerance(size: number): number {
  return 1e-6 * Math.abs(size) + 1e-9;
}

/** Gathers comparisons and what they found. */
export class Checks {
  readonly #comparisons = new Map<CheckCode, number>();
  readonly #findings = new Map<CheckCode, Finding[]>();

  /** Says that a check runs, so that one without anything to compare counts as passed. */
  reach(...codes: readonly CheckCode[]): void {
    for (const code of codes) this.#comparisons.set(code, this.#comparisons.get(code) ?? 0);
  }

  /** Compares names, flags and whole numbers. */
  same(code: CheckCode, path: Path, got: unknown, expected: unknown): boolean {
    return this.#record(Object.is(got, expected), {
      ...{ code, path, got, expected, relation: 'equal', tolerance: 0 },
    });
  }

  equal(code: CheckCode, path: Path, got: number, expected: number, tolerance: number): boolean {
    const holds = Math.abs(got - expected) <= tolerance;
    return this.#record(holds, { code, path, got, expected, relation: 'equal', tolerance });
  }

  atMost(code: CheckCode, path: Path, got: number, expected: number, tolerance: number): boolean {
    const holds = got <= expected + tolerance;
    return this.#record(holds, { code, path, got, expected, relation: 'at-most', tolerance });
  }

  atLeast(code: CheckCode, path: Path, got: number, expected: number, tolerance: number): boolean {
    const holds = got >= expected - tolerance;
    return this.#record(holds, { code, path, got, expected, relation: 'at-least', tolerance });
  }

  /** Compares a series; where it differs, the entry that differs most is told, so that one series does not hide the next. */
  equalSeries(
    code: CheckCode,
    path: Path,
    got: readonly number[],
    expected: ArrayLike<number>,
    tolerance: (position: number) => number,
  ): void {
    let [worst, most] = [0, -Infinity];
    for (const [i, value] of got.entries()) {
      const beyond = Math.abs(value - expected[i]!) - tolerance(i);
      if (!(beyond <= most)) [worst, most] = [i, beyond];
    }
    this.#comparisons.set(code, (this.#comparisons.get(code) ?? 0) + Math.max(0, got.length - 1));
    if (got.length === 0) return;
    this.equal(code, [...path, worst], got[worst]!, expected[worst]!, tolerance(worst));
  }

  failed(code: CheckCode): boolean {
    return this.#findings.has(code);
  }

  report(rest: Pick<VerifyReport, 'recomputed' | 'unverified'>): VerifyReport {
    const checks = checkCodes.map((code): VerifyCheck => {
      const comparisons = this.#comparisons.get(code);
      const findings = this.#findings.get(code) ?? [];
      const reached = comparisons === undefined ? 'not-reached' : 'passed';
      const status = findings.length > 0 ? 'failed' : reached;
      return { code, status, comparisons: comparisons ?? 0, findings };
    });
    return { valid: checks.every(({ status }) => status === 'passed'), checks, ...rest };
  }

  #record(holds: boolean, finding: Finding): boolean {
    this.#comparisons.set(finding.code, (this.#comparisons.get(finding.code) ?? 0) + 1);
    if (holds) return true;
    const findings = this.#findings.get(finding.code);
    if (findings) findings.push(finding);
    else this.#findings.set(finding.code, [finding]);
    return false;
  }
}
