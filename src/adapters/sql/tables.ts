/** The tables as Kysely sees them; `src/store/migrations.ts` makes them. */
import type { Generated, Kysely, Selectable, Transaction } from 'kysely';
import type { Role } from '../../store/access-token.ts';
import type { AuditedAction } from '../../store/plan-store.ts';
import type { VersionState, VersionStep } from '../../store/plan-version.ts';

/** Columns by table, all in the schema `kadenz`. */
export interface Tables {
  blobs: { hash: string; bytes: Uint8Array | null };
  portfolios: { input_hash: string; blob: string };
  plans: {
    sequence: Generated<number>;
    id: string;
    input_hash: string;
    portfolio: string;
    as_of: string;
    value_usd: number;
    bound_usd: number;
    blob: string;
  };
  judgements: { sequence: Generated<number>; id: string; input_hash: string; file: string; blob: string };
  versions: {
    id: Generated<number>;
    portfolio: string;
    number: number;
    plan_id: string;
    input_hash: string;
    state: VersionState;
  };
  version_events: {
    version: number;
    position: number;
    step: VersionStep;
    at: Date;
    by: string;
    note: string | null;
  };
  audit_log: {
    sequence: Generated<number>;
    at: Date;
    by: string;
    action: AuditedAction;
    subject: string;
    note: string | null;
  };
  tokens: {
    id: Generated<number>;
    name: string;
    role: Role;
    hash: string;
    created_at: Date;
    revoked_at: Date | null;
  };
  migrations: { version: number; name: string };
}

/** A token as it is read. */
export type TokenRow = Selectable<Tables['tokens']>;

/** The database, of which no query may leave the schema. */
export type Database = Kysely<Tables>;

/** A transaction of it. */
export type Change = Transaction<Tables>;
