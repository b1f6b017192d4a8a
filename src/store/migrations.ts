/**
 * The schema, step by step, in SQL that PostgreSQL ≥ 15 and PGlite understand. A step that was released is never edited. No column is an int8,
 * which some clients read as text. Hashes, not places, name what is kept, so that a row never needs to change.
 */

/** A step of the schema; `version` counts from 1 without gaps. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Run one by one, in one transaction. */
  readonly statements: readonly string[];
}

/** The schema in which all tables lie, so that a database can hold others as well. */
export const SCHEMA = 'kadenz';

/** A trigger that lets no row of a table change. */
const fixed = (table: string) => `
  CREATE TRIGGER fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON kadenz.${table}
  FOR EACH STATEMENT EXECUTE FUNCTION kadenz.refuse_change()`;

const store: Migration = {
  version: 1,
  name: 'store',
  statements: [
    `CREATE FUNCTION kadenz.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
     END $$`,
    // Compressed JSON by the SHA-256 of what it says; `bytes` is null where it lies in a file of its own.
    `CREATE TABLE kadenz.blobs (
       hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
       bytes bytea
     )`,
    `CREATE TABLE kadenz.portfolios (
       input_hash text PRIMARY KEY CHECK (input_hash ~ '^[0-9a-f]{64}$'),
       blob text NOT NULL REFERENCES kadenz.blobs
     )`,
    `CREATE TABLE kadenz.plans (
       sequence integer GENERATED ALWAYS AS IDENTITY UNIQUE,
       id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
       input_hash text NOT NULL,
       portfolio text NOT NULL,
       as_of text NOT NULL,
       value_usd double precision NOT NULL,
       bound_usd double precision NOT NULL,
       blob text NOT NULL REFERENCES kadenz.blobs
     )`,
    'CREATE INDEX plans_of_portfolio ON kadenz.plans (input_hash, sequence)',
    `CREATE TABLE kadenz.judgements (
       sequence integer GENERATED ALWAYS AS IDENTITY UNIQUE,
       id text PRIMARY KEY,
       input_hash text NOT NULL,
       file text NOT NULL,
       blob text NOT NULL REFERENCES kadenz.blobs
     )`,
    'CREATE INDEX judgements_of_portfolio ON kadenz.judgements (input_hash, sequence)',
    `CREATE TABLE kadenz.versions (
       id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       portfolio text NOT NULL,
       number integer NOT NULL CHECK (number >= 1),
       plan_id text NOT NULL REFERENCES kadenz.plans,
       input_hash text NOT NULL,
       state text NOT NULL CHECK (state IN ('draft', 'in-review', 'approved')),
       UNIQUE (portfolio, number)
     )`,
    // Only the state of a version moves, and that of an approved one not at all.
    `CREATE FUNCTION kadenz.guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF TG_OP = 'DELETE' OR OLD.state = 'approved'
          OR (NEW.id, NEW.portfolio, NEW.number, NEW.plan_id, NEW.input_hash)
             IS DISTINCT FROM (OLD.id, OLD.portfolio, OLD.number, OLD.plan_id, OLD.input_hash) THEN
         RAISE EXCEPTION 'version % never changes so', OLD.id USING ERRCODE = 'restrict_violation';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER guarded BEFORE UPDATE OR DELETE ON kadenz.versions
     FOR EACH ROW EXECUTE FUNCTION kadenz.guard_version()`,
    `CREATE TRIGGER fixed BEFORE TRUNCATE ON kadenz.versions
     FOR EACH STATEMENT EXECUTE FUNCTION kadenz.refuse_change()`,
    `CREATE TABLE kadenz.version_events (
       version integer NOT NULL REFERENCES kadenz.versions,
       position integer NOT NULL,
       step text NOT NULL CHECK (step IN ('create', 'submit', 'return', 'approve')),
       at timestamptz NOT NULL,
       by text NOT NULL,
       note text,
       PRIMARY KEY (version, position)
     )`,
    // The event of an approval is written before the state moves; after that none is.
    `CREATE FUNCTION kadenz.guard_event() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF (SELECT state FROM kadenz.versions WHERE id = NEW.version) = 'approved' THEN
         RAISE EXCEPTION 'version % is approved', NEW.version USING ERRCODE = 'restrict_violation';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER guarded BEFORE INSERT ON kadenz.version_events
     FOR EACH ROW EXECUTE FUNCTION kadenz.guard_event()`,
    `CREATE TABLE kadenz.audit_log (
       sequence integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       at timestamptz NOT NULL,
       by text NOT NULL,
       action text NOT NULL,
       subject text NOT NULL,
       note text
     )`,
    ...['blobs', 'portfolios', 'plans', 'judgements', 'version_events', 'audit_log'].map(fixed),
  ],
};

const tokens: Migration = {
  version: 2,
  name: 'tokens',
  statements: [
    `CREATE TABLE kadenz.tokens (
       id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       name text NOT NULL,
       role text NOT NULL CHECK (role IN ('viewer', 'planner', 'approver')),
       hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
       created_at timestamptz NOT NULL,
       revoked_at timestamptz
     )`,
    'CREATE UNIQUE INDEX tokens_in_force ON kadenz.tokens (name) WHERE revoked_at IS NULL',
  ],
};

/** Every step, in order. */
export const migrations: readonly Migration[] = [store, tokens];
