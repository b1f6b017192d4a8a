/** The what-if of an address, and its views, which are worked out before they are drawn. */
import { startTransition, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Language } from '../../../src/messages/language.ts';
import { type DashboardViews, dashboardViews } from '../../../src/views/dashboard-views.ts';
import { once } from '../../../src/views/once.ts';
import { planFacts } from '../../../src/views/plan-facts.ts';
import { inPieces } from './in-pieces.ts';
import { firstReadings } from './plan-parts.ts';
import type { UrlState } from './url-state.ts';
import { viewPieces } from './view-pieces.ts';
import { type WhatIfPlan, WhatIfPlans, type WhatIfState } from './what-if-plans.ts';

export interface ShownWhatIf {
  readonly state: WhatIfState;
  /** The plan that is shown in the place of the loaded one: while another is on its way, that of the settings before. */
  readonly planned: WhatIfPlan | undefined;
  readonly views: DashboardViews | undefined;
  /** Loads the planner ahead of the first what-if. */
  warm(): void;
  /** Has the planner leave the processor to the page for a moment. */
  giveWay(): void;
}

interface Planned {
  readonly planned: WhatIfPlan;
  readonly views: DashboardViews;
}

interface WhatIfRequest {
  readonly plan: PlanFile;
  readonly engineVersion: string;
  /** `PATH=VALUE`; none: no what-if. */
  readonly settings: readonly string[];
  readonly url: Pick<UrlState, 'view' | 'language'>;
}

export function useWhatIf({ plan, engineVersion, settings, url }: WhatIfRequest): ShownWhatIf {
  const [state, setState] = useState<WhatIfState>({ status: 'none' });
  const [shown, setShown] = useState<Planned | undefined>(undefined);
  const plans = useRef<WhatIfPlans | undefined>(undefined);
  const leave = useRef(() => {});
  const tell = useEffectEvent((told: WhatIfState) => {
    leave.current();
    if (told.status === 'planning') return setState(told);
    if (told.status !== 'planned')
      return startTransition(() => {
        setState(told);
        setShown(undefined);
      });
    const views = once(() => viewsOf(told, url.language));
    const readings = [() => told.portfolio, () => told.document, ...firstReadings(told.plan)];
    leave.current = inPieces([...readings, ...viewPieces(views, url.view)], () =>
      // Drawn in slices, between which the page answers.
      startTransition(() => {
        setState(told);
        setShown({ planned: told, views: views() });
      }),
    );
  });
  useEffect(() => {
    const made = new WhatIfPlans({ plan, engineVersion }, (told) => tell(told));
    plans.current = made;
    return () => {
      leave.current();
      made.close();
    };
  }, [plan, engineVersion]);
  useEffect(() => plans.current?.ask(settings), [settings]);
  const { planned } = shown ?? {};
  useEffect(() => {
    if (planned) performance.mark(planned.final ? 'what-if-final' : 'what-if-plan');
  }, [planned]);
  const views = useMemo(
    () =>
      shown && shown.views.facts.language !== url.language
        ? viewsOf(shown.planned, url.language)
        : shown?.views,
    [shown, url.language],
  );
  const warm = useCallback(() => plans.current?.warm(), []);
  const giveWay = useCallback(() => plans.current?.giveWay(), []);
  return { state, planned, views, warm, giveWay };
}

function viewsOf({ plan, portfolio, document }: WhatIfPlan, language: Language): DashboardViews {
  return dashboardViews(planFacts({ plan, portfolio, document, language }));
}
