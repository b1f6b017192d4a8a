/** A store that lives as long as its process. */
import type { PlanFile } from '../../domain/plan-file.ts';
import type { AccessToken, TokenRequest } from '../../store/access-token.ts';
import {
  type AuditEntry,
  type Page,
  type PlanEntry,
  type PlanStore,
  planEntry,
  type StepRequest,
  type StoredJudgement,
  type StoredPortfolio,
  type VersionRequest,
} from '../../store/plan-store.ts';
import { notBefore, type PlanVersion, stateAfter, type VersionOutcome } from '../../store/plan-version.ts';

/** How much is remembered, and by which clock. */
export interface MemoryOptions {
  readonly now: () => Date;
  /** Plans, portfolios and lines of the log above which the oldest are forgotten; plans of versions never are. */
  readonly mostKept?: number;
}

/** Nothing outlives it; what it is given must not be changed afterwards. */
export class MemoryPlanStore implements PlanStore {
  readonly place = undefined;
  readonly #now: () => Date;
  readonly #mostKept: number;
  readonly #portfolios = new Map<string, StoredPortfolio>();
  readonly #plans = new Map<string, PlanFile>();
  readonly #judgements = new Map<string, StoredJudgement>();
  readonly #versions: PlanVersion[] = [];
  readonly #tokens: (AccessToken & { readonly hash: string })[] = [];
  readonly #log: AuditEntry[] = [];
  #lines = 0;

  constructor({ now, mostKept = Number.POSITIVE_INFINITY }: MemoryOptions) {
    this.#now = now;
    this.#mostKept = mostKept;
  }

  async putPortfolio(portfolio: StoredPortfolio, by: string): Promise<void> {
    const { inputHash } = portfolio;
    if (this.#portfolios.has(inputHash)) return;
    this.#portfolios.set(inputHash, portfolio);
    this.#forget(this.#portfolios);
    this.#write(by, 'portfolio-stored', inputHash);
  }

  async portfolio(inputHash: string): Promise<StoredPortfolio | undefined> {
    return this.#portfolios.get(inputHash);
  }

  async putPlan(plan: PlanFile, by: string): Promise<void> {
    const id = plan.provenance.planHash;
    if (this.#plans.has(id)) return;
    this.#plans.set(id, plan);
    this.#forget(this.#plans, new Set(this.#versions.map(({ planId }) => planId)));
    this.#write(by, 'plan-stored', id);
  }

  async plan(id: string): Promise<PlanFile | undefined> {
    return this.#plans.get(id);
  }

  async plans(inputHash?: string): Promise<PlanEntry[]> {
    return [...this.#plans.values()]
      .filter(({ provenance }) => inputHash === undefined || provenance.inputHash === inputHash)
      .map(planEntry);
  }

  async putJudgement(judgement: StoredJudgement, by: string): Promise<void> {
    if (this.#judgements.has(judgement.id)) return;
    this.#judgements.set(judgement.id, judgement);
    this.#forget(this.#judgements);
    this.#write(by, 'judgement-stored', judgement.id);
  }

  async judgements(inputHash: string): Promise<StoredJudgement[]> {
    return [...this.#judgements.values()].filter((judgement) => judgement.inputHash === inputHash);
  }

  async addVersion({ planId, by, note }: VersionRequest): Promise<VersionOutcome> {
    const plan = this.#plans.get(planId);
    if (!plan) return { status: 'missing' };
    const { portfolioName: portfolio, inputHash } = plan.provenance;
    const number = this.#versions.filter((version) => version.portfolio === portfolio).length + 1;
    const events = [{ step: 'create', at: notBefore(this.#now(), undefined), by, note }] as const;
    const id = this.#versions.length + 1;
    const version = { id, portfolio, number, planId, inputHash, state: 'draft', events } as const;
    this.#versions.push(version);
    this.#write(by, 'version-create', `${portfolio} v${number}`, note);
    return { status: 'done', version };
  }

  async moveVersion({ id, step, by, note }: StepRequest): Promise<VersionOutcome> {
    const version = this.#versions[id - 1];
    if (!version) return { status: 'missing' };
    const state = stateAfter(version.state, step);
    if (!state) return { status: 'not-open', state: version.state };
    const event = { step, at: notBefore(this.#now(), version.events.at(-1)?.at), by, note };
    const moved: PlanVersion = { ...version, state, events: [...version.events, event] };
    this.#versions[id - 1] = moved;
    this.#write(by, `version-${step}`, `${version.portfolio} v${version.number}`, note);
    return { status: 'done', version: moved };
  }

  async version(id: number): Promise<PlanVersion | undefined> {
    return this.#versions[id - 1];
  }

  async versions(portfolio?: string): Promise<PlanVersion[]> {
    return this.#versions.filter((version) => portfolio === undefined || version.portfolio === portfolio);
  }

  async auditLog({ after = 0, limit }: Page): Promise<AuditEntry[]> {
    return this.#log.filter(({ sequence }) => sequence > after).slice(0, limit);
  }

  async addToken({ name, role, hash }: TokenRequest, by: string): Promise<AccessToken | undefined> {
    if (this.#tokens.some((token) => token.name === name && token.revokedAt === undefined)) return undefined;
    const created = { name, role, createdAt: this.#now().toISOString(), revokedAt: undefined };
    const token = { ...created, id: this.#tokens.length + 1 };
    this.#tokens.push({ ...token, hash });
    this.#write(by, 'token-created', name, role);
    return token;
  }

  async revokeToken(id: number, by: string): Promise<AccessToken | undefined> {
    const found = this.#tokens[id - 1];
    if (!found || found.revokedAt !== undefined) return undefined;
    const revoked = { ...found, revokedAt: this.#now().toISOString() };
    this.#tokens[id - 1] = revoked;
    this.#write(by, 'token-revoked', found.name);
    return withoutHash(revoked);
  }

  async tokens(): Promise<AccessToken[]> {
    return this.#tokens.map(withoutHash);
  }

  async tokenByHash(hash: string): Promise<AccessToken | undefined> {
    const found = this.#tokens.find((token) => token.hash === hash && token.revokedAt === undefined);
    return found && withoutHash(found);
  }

  async close(): Promise<void> {}

  #write(by: string, action: AuditEntry['action'], subject: string, note?: string): void {
    this.#lines++;
    this.#log.push({ sequence: this.#lines, at: this.#now().toISOString(), by, action, subject, note });
    if (this.#log.length > this.#mostKept) this.#log.shift();
  }

  #forget(kept: Map<string, unknown>, needed: ReadonlySet<string> = new Set()): void {
    for (const id of kept.keys()) {
      if (kept.size <= this.#mostKept) return;
      if (!needed.has(id)) kept.delete(id);
    }
  }
}

function withoutHash({ hash: _, ...token }: AccessToken & { readonly hash: string }): AccessToken {
  return token;
}
