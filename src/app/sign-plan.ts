/** Signs plans: who made them, from what, and a hash that a later change would break. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { UnsignedPlan } from '../planning/plan/make-plan.ts';
import { canonicalJson } from '../verify/canonical-json.ts';
import type { Ports } from './ports.ts';

/** SHA-256 of the portfolio's canonical JSON (keys sorted, no spaces). */
export function inputHash(portfolio: Portfolio, { sha256 }: Pick<Ports, 'sha256'>): string {
  return sha256(canonicalJson(portfolio));
}

/** Whether a plan is as it was written: its hash is that of everything else in it. */
export function isAsSigned(plan: PlanFile, sha256: Ports['sha256']): boolean {
  const { planHash, ...provenance } = plan.provenance;
  return planHash === sha256(canonicalJson({ ...plan, provenance }));
}

/**
 * The plan with engine version and hashes, as `kadenz plan` writes it. The plan's own hash is taken over everything but itself; `sha256` gives
 * that of a text's UTF-8 bytes, in hexadecimal.
 *
 * ```ts
 * const signed = signPlan(plan, portfolio, { sha256, engineVersion: '1.0' });
 * isAsSigned(signed, sha256); // → true
 * ```
 */
export function signPlan(
  plan: UnsignedPlan,
  portfolio: Portfolio,
  ports: Pick<Ports, 'sha256' | 'engineVersion'>,
): PlanFile {
  const { engineVersion } = ports;
  const provenance = { ...plan.provenance, engineVersion, inputHash: inputHash(portfolio, ports) };
  const planHash = ports.sha256(canonicalJson({ ...plan, provenance }));
  return { ...plan, provenance: { ...provenance, planHash } };
}
