/** The store over SQL, the same for the embedded database and for a server. */
import type { PlanFile } from '../../domain/plan-file.ts';
import type { AccessToken, TokenRequest } from '../../store/access-token.ts';
import { migrations, SCHEMA } from '../../store/migrations.ts';
import {
  type AuditEntry,
  type AuditedAction,
  type Page,
  type PlanEntry,
  type PlanStore,
  planEntry,
  type StepRequest,
  type StoredJudgement,
  type StoredPortfolio,
  type VersionRequest,
} from '../../store/plan-store.ts';
import type { PlanVersion, VersionOutcome } from '../../store/plan-version.ts';
import { StoreFault, type StoreTrouble } from '../../store/store-fault.ts';
import type { BlobShelf } from './blobs.ts';
import { migrate } from './migrate.ts';
import { addToken, readTokens, revokeToken, tokenByHash } from './sql-tokens.ts';
import { addVersion, moveVersion, readLog, versionsWhere, writeLine } from './sql-versions.ts';
import type { Change, Database } from './tables.ts';

/** A medium that speaks SQL. */
export interface SqlMedium {
  readonly database: Database;
  readonly shelf: BlobShelf;
  /** As it is shown to people, without secrets. */
  readonly place: string;
  readonly now: () => Date;
  /** What an error of the medium means, where it is neither the program's nor the input's fault. */
  troubleOf(error: unknown): StoreTrouble | undefined;
  /** Lets go of the medium; the database is closed by then. */
  release(): Promise<void>;
}

/** The store in a database, which is brought to the present schema first. On failure the medium is let go. */
export async function openSqlStore(medium: SqlMedium): Promise<PlanStore> {
  const store = new SqlPlanStore(medium);
  try {
    await store.prepare();
    return store;
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

class SqlPlanStore implements PlanStore {
  readonly #medium: SqlMedium;

  constructor(medium: SqlMedium) {
    this.#medium = medium;
  }

  get place(): string {
    return this.#medium.place;
  }

  prepare(): Promise<void> {
    return this.#told(() => migrate(this.#medium.database, migrations));
  }

  putPortfolio(portfolio: StoredPortfolio, by: string): Promise<void> {
    const { inputHash } = portfolio;
    return this.#keep(JSON.stringify(portfolio), async (change, blob) => {
      const added = await change
        .withSchema(SCHEMA)
        .insertInto('portfolios')
        .values({ input_hash: inputHash, blob })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows ? this.#line(by, 'portfolio-stored', inputHash) : undefined;
    });
  }

  portfolio(inputHash: string): Promise<StoredPortfolio | undefined> {
    return this.#document<StoredPortfolio>(async (database) =>
      database
        .withSchema(SCHEMA)
        .selectFrom('portfolios')
        .select('blob')
        .where('input_hash', '=', inputHash)
        .executeTakeFirst(),
    );
  }

  putPlan(plan: PlanFile, by: string): Promise<void> {
    const { asOf, inputHash, valueUsd, boundUsd, ...entry } = planEntry(plan);
    const figures = { as_of: asOf, input_hash: inputHash, value_usd: valueUsd, bound_usd: boundUsd };
    return this.#keep(JSON.stringify(plan), async (change, blob) => {
      const added = await change
        .withSchema(SCHEMA)
        .insertInto('plans')
        .values({ ...entry, ...figures, blob })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows ? this.#line(by, 'plan-stored', entry.id) : undefined;
    });
  }

  plan(id: string): Promise<PlanFile | undefined> {
    return this.#document<PlanFile>(async (database) =>
      database.withSchema(SCHEMA).selectFrom('plans').select('blob').where('id', '=', id).executeTakeFirst(),
    );
  }

  plans(inputHash?: string): Promise<PlanEntry[]> {
    return this.#told(async () => {
      const all = this.#medium.database
        .withSchema(SCHEMA)
        .selectFrom('plans')
        .selectAll()
        .orderBy('sequence');
      const rows = await (inputHash === undefined ? all : all.where('input_hash', '=', inputHash)).execute();
      return rows.map(({ id, portfolio, ...row }) => ({
        ...{ id, portfolio, inputHash: row.input_hash, asOf: row.as_of },
        ...{ valueUsd: row.value_usd, boundUsd: row.bound_usd },
      }));
    });
  }

  putJudgement({ id, inputHash, file, text }: StoredJudgement, by: string): Promise<void> {
    return this.#keep(text, async (change, blob) => {
      const added = await change
        .withSchema(SCHEMA)
        .insertInto('judgements')
        .values({ id, input_hash: inputHash, file, blob })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows ? this.#line(by, 'judgement-stored', id) : undefined;
    });
  }

  judgements(inputHash: string): Promise<StoredJudgement[]> {
    const { database, shelf } = this.#medium;
    return this.#told(async () => {
      const rows = await database
        .withSchema(SCHEMA)
        .selectFrom('judgements')
        .selectAll()
        .where('input_hash', '=', inputHash)
        .orderBy('sequence')
        .execute();
      return Promise.all(
        rows.map(async ({ id, file, blob }) => ({
          id,
          inputHash,
          file,
          text: await shelf.read(database, blob),
        })),
      );
    });
  }

  addVersion(request: VersionRequest): Promise<VersionOutcome> {
    return this.#told(() => addVersion(this.#medium.database, request, this.#medium.now()));
  }

  moveVersion(request: StepRequest): Promise<VersionOutcome> {
    return this.#told(() => moveVersion(this.#medium.database, request, this.#medium.now()));
  }

  version(id: number): Promise<PlanVersion | undefined> {
    return this.#told(async () => (await versionsWhere(this.#medium.database, { id }))[0]);
  }

  versions(portfolio?: string): Promise<PlanVersion[]> {
    return this.#told(() => versionsWhere(this.#medium.database, { portfolio }));
  }

  auditLog(page: Page): Promise<AuditEntry[]> {
    return this.#told(() => readLog(this.#medium.database, page));
  }

  addToken(request: TokenRequest, by: string): Promise<AccessToken | undefined> {
    return this.#told(() => addToken(this.#medium.database, request, by, this.#medium.now()));
  }

  revokeToken(id: number, by: string): Promise<AccessToken | undefined> {
    return this.#told(() => revokeToken(this.#medium.database, id, by, this.#medium.now()));
  }

  tokens(): Promise<AccessToken[]> {
    return this.#told(() => readTokens(this.#medium.database));
  }

  tokenByHash(hash: string): Promise<AccessToken | undefined> {
    return this.#told(() => tokenByHash(this.#medium.database, hash));
  }

  async close(): Promise<void> {
    try {
      await this.#medium.database.destroy();
    } finally {
      await this.#medium.release();
    }
  }

  /** Keeps a text and the row that names it; the line of the log that `row` returns is written with them. */
  #keep(text: string, row: (change: Change, blob: string) => Promise<Line | undefined>): Promise<void> {
    const { database, shelf } = this.#medium;
    return this.#told(async () => {
      const blob = await shelf.prepare(text);
      await database.transaction().execute(async (change) => {
        await shelf.put(change, blob);
        const line = await row(change, blob.hash);
        if (line) await writeLine(change, line);
      });
    });
  }

  #document<Document>(
    find: (database: Database) => Promise<{ readonly blob: string } | undefined>,
  ): Promise<Document | undefined> {
    const { database, shelf } = this.#medium;
    return this.#told(async () => {
      const row = await find(database);
      return row && (JSON.parse(await shelf.read(database, row.blob)) as Document);
    });
  }

  #line(by: string, action: AuditedAction, subject: string): Line {
    return { at: this.#medium.now().toISOString(), by, action, subject, note: undefined };
  }

  /** Does a piece of work; faults of the medium are told as such. */
  async #told<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      const trouble = this.#medium.troubleOf(error);
      throw trouble ? new StoreFault(trouble, { cause: error }) : error;
    }
  }
}

type Line = Omit<AuditEntry, 'sequence'>;
