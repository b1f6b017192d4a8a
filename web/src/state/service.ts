/** The service as the page calls it. */
import type { Judgement } from '../../../src/app/read-judged.ts';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Portfolio } from '../../../src/domain/portfolio.ts';
import type { PortfolioDocument } from '../../../src/domain/schema.ts';
import type { PlanVersion } from '../../../src/store/plan-version.ts';
import { planOfText } from './plan-parts.ts';

export type { PlanVersion };

export interface ServedPortfolio {
  readonly file: string;
  readonly document: PortfolioDocument;
  readonly portfolio: Portfolio;
  readonly inputHash: string;
}

export interface FirstAnswer extends ServedPortfolio {
  readonly planId: string | null;
  readonly formerPlanId: string | null;
  readonly jobId: string | null;
  readonly engineVersion: string;
  readonly judgements: readonly Judgement[];
  readonly others: readonly { readonly id: string; readonly name: string }[];
}

export type Job = { readonly id: string; readonly inputHash: string } & (
  | {
      readonly status: 'running';
      readonly progress: {
        readonly seconds: number;
        readonly boundUsd?: number;
        readonly valueUsd?: number;
      };
    }
  | { readonly status: 'done'; readonly planId: string }
  | { readonly status: 'infeasible'; readonly rules: readonly { rule: string; subject: string }[] }
  | { readonly status: 'none-found' }
  | { readonly status: 'failed'; readonly detail: string }
);

/** A problem of an input, already in the page's language. */
export interface PlacedProblem {
  readonly location: string;
  readonly path: string;
  readonly got: string;
  readonly rule: string;
  readonly remedy: string;
}

/** The service answered, but not with what was asked for. */
export class ServiceFault extends Error {
  readonly problems: readonly PlacedProblem[];

  constructor(title: string, problems: readonly PlacedProblem[]) {
    super(title);
    this.problems = problems;
  }
}

async function call<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  return (await (await answerOf(path, init)).json()) as Answer;
}

async function answerOf(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const body = (await response.json()) as { title?: string; problems?: PlacedProblem[] };
  throw new ServiceFault(body.title ?? response.statusText, body.problems ?? []);
}

const post = (body: unknown): RequestInit => ({
  ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
});

export const service = {
  health: () => call<{ readonly status: 'ok' }>('/v1/health'),
  /** A portfolio with its document as written. */
  portfolio: (inputHash: string) =>
    call<ServedPortfolio & { readonly source: PortfolioDocument }>(`/v1/portfolios/${inputHash}`),
  first: () => call<FirstAnswer>('/v1/portfolio'),
  /** A plan, as the text of its parts. */
  async plan(id: string): Promise<PlanFile> {
    const { parts } = await call<{ readonly parts: readonly (keyof PlanFile)[] }>(`/v1/plans/${id}/parts`);
    const texts = await Promise.all(
      parts.map(async (part) => (await answerOf(`/v1/plans/${id}/parts/${part}`)).text()),
    );
    return planOfText(new Map(parts.map((part, i) => [part, texts[i]!])));
  },
  versions: (portfolio: string) =>
    call<{ readonly versions: readonly PlanVersion[] }>(
      `/v1/versions?portfolio=${encodeURIComponent(portfolio)}`,
    ),
  validate: (name: string, text: string, language: string) =>
    call<ServedPortfolio>(`/v1/validate?lang=${language}`, post({ name, text })),
  start: (inputHash: string) => call<Job>('/v1/plans', post({ inputHash })),
  stop: (job: string) => call<Job>(`/v1/jobs/${job}`, { method: 'DELETE' }),
  /** Tells every change of a job until it ends or the returned function is called. */
  watch(job: string, tell: (state: Job) => void, lost: () => void): () => void {
    const events = new EventSource(`/v1/jobs/${job}/events`);
    for (const kind of ['running', 'done', 'infeasible', 'none-found', 'failed']) {
      events.addEventListener(kind, (event) => {
        if (kind !== 'running') events.close();
        tell(JSON.parse((event as MessageEvent<string>).data) as Job);
      });
    }
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) lost();
    };
    return () => events.close();
  },
};
