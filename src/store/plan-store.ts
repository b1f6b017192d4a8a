/** The port to what outlives a process: portfolios, plans, judgements, versions, and who did what. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { LocatedProblem } from '../units/problem.ts';
import type { AccessToken, TokenRequest } from './access-token.ts';
import type { PlanVersion, VersionOutcome, VersionStep } from './plan-version.ts';

/** A portfolio as it was opened; its `inputHash` is that of `portfolio`. */
export interface StoredPortfolio {
  readonly inputHash: string;
  /** Name of the file that it came from. */
  readonly file: string;
  readonly document: PortfolioDocument;
  readonly source: PortfolioDocument;
  readonly rates: readonly RateOrigin[];
  readonly portfolio: Portfolio;
  readonly notices: readonly LocatedProblem[];
}

/** A plan in a list. */
export interface PlanEntry {
  /** The plan's own hash. */
  readonly id: string;
  readonly inputHash: string;
  readonly portfolio: string;
  readonly asOf: string;
  readonly valueUsd: number;
  readonly boundUsd: number;
}

/** What a judging command printed, as it stands. */
export interface StoredJudgement {
  /** SHA-256 of `text`. */
  readonly id: string;
  readonly inputHash: string;
  /** Name of the file that it came from. */
  readonly file: string;
  readonly text: string;
}

/** What the audit log tells of. */
export type AuditedAction =
  | `${'portfolio' | 'plan' | 'judgement'}-stored`
  | `version-${VersionStep}`
  | 'token-created'
  | 'token-revoked';

/** A line of the audit log, which only grows. */
export interface AuditEntry {
  /** Order in which it was written, ≥ 1; gaps mean nothing. */
  readonly sequence: number;
  /** ISO 8601 in UTC, by the clock of whoever wrote it. */
  readonly at: string;
  readonly by: string;
  readonly action: AuditedAction;
  /** Hash, `Neocloud v3`, or the name of a token. */
  readonly subject: string;
  readonly note: string | undefined;
}

/** A part of a log or list: the entries after one, the oldest first. */
export interface Page {
  readonly after?: number | undefined;
  /** ≥ 1. */
  readonly limit: number;
}

/** A version to be made. */
export interface VersionRequest {
  readonly planId: string;
  readonly by: string;
  readonly note?: string | undefined;
}

/** A step of a version that there is. */
export interface StepRequest extends Omit<VersionRequest, 'planId'> {
  readonly id: number;
  readonly step: Exclude<VersionStep, 'create'>;
}

/**
 * Keeps what it is given under its hash. What a method has answered is there after a crash, as far as the store's medium holds; every change
 * writes its line of the audit log with it or not at all. Methods reject with a `StoreFault` where the medium fails.
 */
export interface PlanStore {
  /** Where things are kept, without secrets; `undefined` for memory. */
  readonly place: string | undefined;
  /** Keeps a portfolio; one with this hash that is there stays as it is. */
  putPortfolio(portfolio: StoredPortfolio, by: string): Promise<void>;
  portfolio(inputHash: string): Promise<StoredPortfolio | undefined>;
  /** Keeps a signed plan under its hash. */
  putPlan(plan: PlanFile, by: string): Promise<void>;
  plan(id: string): Promise<PlanFile | undefined>;
  /** All plans, or those of one portfolio, in the order in which they came. */
  plans(inputHash?: string): Promise<readonly PlanEntry[]>;
  putJudgement(judgement: StoredJudgement, by: string): Promise<void>;
  /** In the order in which they came. */
  judgements(inputHash: string): Promise<readonly StoredJudgement[]>;
  /** Makes a draft of a plan that is kept, with the next number of its portfolio. */
  addVersion(request: VersionRequest): Promise<VersionOutcome>;
  moveVersion(request: StepRequest): Promise<VersionOutcome>;
  version(id: number): Promise<PlanVersion | undefined>;
  /** All versions, or those of one portfolio, the oldest first. */
  versions(portfolio?: string): Promise<readonly PlanVersion[]>;
  auditLog(page: Page): Promise<readonly AuditEntry[]>;
  /** Keeps a token; `undefined` where one in force has the name. */
  addToken(request: TokenRequest, by: string): Promise<AccessToken | undefined>;
  /** Ends a token for good; `undefined` where none with this id is in force. */
  revokeToken(id: number, by: string): Promise<AccessToken | undefined>;
  /** All tokens, the oldest first. */
  tokens(): Promise<readonly AccessToken[]>;
  /** The token in force with this hash. */
  tokenByHash(hash: string): Promise<AccessToken | undefined>;
  close(): Promise<void>;
}

/** A plan as it stands in a list. */
export function planEntry({ headline, provenance }: PlanFile): PlanEntry {
  const { planHash: id, inputHash, portfolioName: portfolio, asOf } = provenance;
  return { id, inputHash, portfolio, asOf, valueUsd: headline.valueUsd, boundUsd: headline.boundUsd };
}
