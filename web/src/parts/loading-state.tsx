/** While there is no plan to show: loading, planning with progress and a way to stop, out of reach, none found. */
import { messages } from '../../../src/messages/catalogue.ts';
import { formatFor } from '../../../src/messages/format.ts';
import type { Language } from '../../../src/messages/language.ts';
import type { Job, ServedPortfolio } from '../state/service.ts';
import type { Session } from '../state/use-session.ts';

interface LoadingStateProps {
  readonly language: Language;
  readonly session: Exclude<Session, { status: 'loaded' }>;
  retry(): void;
  stop(): void;
  planAgain(served: ServedPortfolio): void;
}

export function LoadingState({ language, session, retry, stop, planAgain }: LoadingStateProps) {
  const { dashboard, plan } = messages(language);
  const say = dashboard.states;
  const name = 'served' in session ? session.served.portfolio.name : dashboard.frame.title;
  return (
    <main className="waiting" id="content">
      <h1>{name}</h1>
      <div role="status" aria-live="polite">
        {session.status === 'loading' && <p>{say.loading}</p>}
        {session.status === 'unreachable' && <p>{say.unreachable}</p>}
        {session.status === 'planning' && <Progress job={session.job} language={language} />}
        {session.status === 'ended' && <p>{endedText(session.job)}</p>}
      </div>
      {session.status === 'planning' && (
        <button type="button" onClick={stop}>
          {say.cancel}
        </button>
      )}
      {session.status === 'unreachable' && (
        <button type="button" onClick={retry}>
          {say.retry}
        </button>
      )}
      {session.status === 'ended' && (
        <button type="button" onClick={() => planAgain(session.served)}>
          {say.planAgain}
        </button>
      )}
    </main>
  );

  function endedText(job: Job | undefined): string {
    if (!job) return say.noPlanYet;
    if (job.status === 'none-found') return say.noneFound;
    if (job.status === 'failed') return `${say.failed} ${job.detail}`;
    if (job.status !== 'infeasible') return '';
    const words: Readonly<Record<string, string>> = plan.rules;
    const rules = job.rules.map(({ rule, subject }) => `${words[rule] ?? rule} ${subject}`);
    return rules.length > 0 ? say.infeasible(formatFor(language).and(rules)) : say.infeasibleWhole;
  }
}

function Progress({ job, language }: { readonly job: Job; readonly language: Language }) {
  const say = messages(language).dashboard.states;
  const format = formatFor(language);
  if (job.status !== 'running') return null;
  const { seconds, boundUsd, valueUsd } = job.progress;
  const known = boundUsd !== undefined && valueUsd !== undefined;
  return (
    <>
      <p>{say.planning(format.number(Math.round(seconds)))}</p>
      <p>
        {known
          ? say.planningGap(format.money(valueUsd), format.money(Math.max(0, boundUsd - valueUsd)))
          : say.searching}
      </p>
      <progress aria-label={say.planning(format.number(Math.round(seconds)))} />
    </>
  );
}
