/** Who may do what: roles, and the tokens that stand for them. */

/** From the one that may least; each may do what those before it may. */
export const roles = ['viewer', 'planner', 'approver'] as const;

/** A name of {@link roles}: sees; plans and submits; approves and reads the audit log. */
export type Role = (typeof roles)[number];

/** A token as it is kept: its text is known to its owner alone. */
export interface AccessToken {
  /** Unique in the store, ≥ 1. */
  readonly id: number;
  /** Whose it is, as the audit log names it; no two tokens in force have the same. */
  readonly name: string;
  readonly role: Role;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Since when it is not in force any more. */
  readonly revokedAt: string | undefined;
}

/** A token to be kept. */
export interface TokenRequest {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of its text, in hexadecimal. A text of 256 random bits needs no slower hash. */
  readonly hash: string;
}

/**
 * Whether a role may do what another one may.
 *
 * ```ts
 * mayAct('approver', 'planner'); // → true
 * mayAct('viewer', 'planner'); // → false
 * ```
 */
export function mayAct(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
