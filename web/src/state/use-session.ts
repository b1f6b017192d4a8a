/** What is loaded: a portfolio with its plan, or how far either is, or why there is none. */
import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { Judgement } from '../../../src/app/read-judged.ts';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { type DashboardViews, dashboardViews } from '../../../src/views/dashboard-views.ts';
import { once } from '../../../src/views/once.ts';
import { planFacts } from '../../../src/views/plan-facts.ts';
import { takeFirstLoad } from './first-load.ts';
import { inPieces } from './in-pieces.ts';
import { firstReadings } from './plan-parts.ts';
import { type FirstAnswer, type Job, type ServedPortfolio, service } from './service.ts';
import { stateOfAddress } from './use-url-state.ts';
import { viewPieces } from './view-pieces.ts';

export interface Loaded {
  readonly served: ServedPortfolio;
  readonly plan: PlanFile;
  /** In the language of the time at which it was loaded. */
  readonly views: DashboardViews;
  readonly former: PlanFile | undefined;
  readonly engineVersion: string;
  /** What was judged of plans of the portfolio that the service started with. */
  readonly judgements: readonly Judgement[];
  readonly others: readonly { readonly name: string; readonly plan: PlanFile }[];
}

export type Session =
  | { readonly status: 'loading' }
  | { readonly status: 'unreachable' }
  | { readonly status: 'planning'; readonly served: ServedPortfolio; readonly job: Job }
  /** No plan, and none on its way. */
  | { readonly status: 'ended'; readonly served: ServedPortfolio; readonly job: Job | undefined }
  | ({ readonly status: 'loaded' } & Loaded);

export interface SessionControl {
  readonly session: Session;
  retry(): void;
  /** Plans a portfolio that was handed over, and shows it. */
  planAnew(served: ServedPortfolio): Promise<void>;
  stop(): void;
}

export function useSession(): SessionControl {
  const [session, setSession] = useState<Session>({ status: 'loading' });
  const leave = useRef<() => void>(() => {});
  const engineVersion = useRef('');

  const show = useCallback(
    async (
      served: ServedPortfolio,
      planId: string,
      first?: FirstAnswer,
      begun?: Promise<PlanFile | undefined>,
    ) => {
      const [plan, former, ...others] = await Promise.all([
        begun?.then((found) => found ?? service.plan(planId)) ?? service.plan(planId),
        first?.formerPlanId ? service.plan(first.formerPlanId) : undefined,
        ...(first?.others ?? []).map(({ id }) => service.plan(id)),
      ]);
      const { view, language } = stateOfAddress();
      const { portfolio, document } = served;
      const views = once(() => dashboardViews(planFacts({ plan, portfolio, document, language })));
      inPieces([...firstReadings(plan), ...viewPieces(views, view)], () =>
        // Drawn in slices, between which the page answers.
        startTransition(() =>
          setSession({
            ...{ status: 'loaded', served, plan, former, engineVersion: engineVersion.current },
            views: views(),
            judgements: first?.judgements ?? [],
            others: others.map((other, i) => ({ name: first!.others[i]!.name, plan: other! })),
          }),
        ),
      );
    },
    [],
  );

  const follow = useCallback(
    (served: ServedPortfolio, jobId: string) => {
      leave.current();
      const lost = () => setSession({ status: 'unreachable' });
      leave.current = service.watch(
        jobId,
        (job) => {
          if (job.status === 'running') setSession({ status: 'planning', served, job });
          else if (job.status === 'done') show(served, job.planId).catch(lost);
          else setSession({ status: 'ended', served, job });
        },
        lost,
      );
    },
    [show],
  );

  const load = useCallback(async () => {
    setSession({ status: 'loading' });
    try {
      const begun = takeFirstLoad();
      const first = await (begun?.first ?? service.first());
      engineVersion.current = first.engineVersion;
      if (first.planId) await show(first, first.planId, first, begun?.plan);
      else if (first.jobId) follow(first, first.jobId);
      else setSession({ status: 'ended', served: first, job: undefined });
    } catch {
      setSession({ status: 'unreachable' });
    }
  }, [show, follow]);

  useEffect(() => {
    void load();
    return () => leave.current();
  }, [load]);

  const planAnew = useCallback(
    async (served: ServedPortfolio) => {
      const job = await service.start(served.inputHash);
      setSession({ status: 'planning', served, job });
      follow(served, job.id);
    },
    [follow],
  );
  const stop = useCallback(() => {
    if (session.status === 'planning') service.stop(session.job.id).catch(() => undefined);
  }, [session]);
  return { session, retry: () => void load(), planAnew, stop };
}
