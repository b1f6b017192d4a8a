/** The page: loads, shows the frame and the view that the address names, and everything between. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { formatFor } from '../../src/messages/format.ts';
import { dashboardViews } from '../../src/views/dashboard-views.ts';
import { planFacts } from '../../src/views/plan-facts.ts';
import { noWhatIf, whatIfCommand, whatIfSettings } from '../../src/views/what-if.ts';
import { Frame } from './parts/frame.tsx';
import { HandedFiles } from './parts/handed-files.tsx';
import { Icons } from './parts/icon.tsx';
import { LoadingState } from './parts/loading-state.tsx';
import { whenIdle } from './state/in-pieces.ts';
import { AddressContext, PlanContext, type ShownPlan, type Version } from './state/shown.ts';
import type { UrlState } from './state/url-state.ts';
import { type Loaded, useSession } from './state/use-session.ts';
import { useUrlState } from './state/use-url-state.ts';
import { useWhatIf } from './state/use-what-if.ts';
import { allPieces } from './state/view-pieces.ts';
import { CurrentView, loadViews } from './views/current-view.tsx';

export function App() {
  const [url, go] = useUrlState();
  const { session, retry, planAnew, stop } = useSession();
  const [dropped, setDropped] = useState<readonly Version[]>([]);
  useEffect(() => {
    document.documentElement.lang = url.language;
    if (url.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = url.theme;
  }, [url.language, url.theme]);
  // A browser's first number format takes 30 ms: made while the plan is on its way.
  useEffect(() => void formatFor(url.language).number(0), [url.language]);
  return (
    <>
      <Icons />
      <HandedFiles
        language={url.language}
        onPortfolio={(served) => {
          setDropped([]);
          go({ whatIf: noWhatIf, option: undefined, future: undefined, view: 'now' });
          void planAnew(served);
        }}
        onPlan={(plan, name) => {
          const version = { id: plan.provenance.planHash, name, plan, portfolio: undefined };
          setDropped((before) => [...before.filter(({ id }) => id !== version.id), version]);
          go({ view: 'compare' });
        }}
      />
      {session.status === 'loaded' ? (
        <LoadedPage
          key={session.plan.provenance.planHash}
          loaded={session}
          url={url}
          go={go}
          dropped={dropped}
        />
      ) : (
        <LoadingState
          language={url.language}
          session={session}
          retry={retry}
          stop={stop}
          planAgain={(served) => void planAnew(served)}
        />
      )}
    </>
  );
}

interface LoadedPageProps {
  readonly loaded: Loaded;
  readonly url: UrlState;
  readonly dropped: readonly Version[];
  go(change: Partial<UrlState>): void;
}

function LoadedPage({ loaded, url, go, dropped }: LoadedPageProps) {
  const { served, plan, former, engineVersion, judgements, others } = loaded;
  const [kept, setKept] = useState<readonly Version[]>([]);
  const { language } = url;
  const settings = useMemo(() => whatIfSettings(served.portfolio, url.whatIf), [served, url.whatIf]);
  const whatIf = useWhatIf({ plan, engineVersion, settings, url });
  const { planned } = whatIf;
  const base = useMemo(() => {
    if (loaded.views.facts.language === language) return loaded.views;
    const { portfolio, document } = served;
    return dashboardViews(planFacts({ plan, portfolio, document, language }));
  }, [loaded, plan, served, language]);
  const views = whatIf.views ?? base;
  // What opening another view takes is worked out before; then the planner has the processor.
  const { warm, giveWay } = whatIf;
  useEffect(() => whenIdle([loadViews, ...allPieces(views), warm]), [views, warm]);
  const { dash } = base.facts;
  const versions = useMemo((): Version[] => {
    const says = dash.compare.versions;
    return [
      ...(planned ? [{ id: 'loaded', name: says.loaded, plan, portfolio: served.portfolio }] : []),
      ...(former ? [{ id: 'former', name: says.former, plan: former, portfolio: undefined }] : []),
      ...others.map(({ name, plan: other }) => ({
        ...{ id: other.provenance.planHash, name, plan: other, portfolio: undefined },
      })),
      ...kept,
      ...dropped,
    ];
  }, [planned, former, others, kept, dropped, dash, plan, served]);
  const keep = useCallback(() => {
    if (!planned) return;
    setKept((before) => [
      ...before,
      {
        ...{ id: `kept-${before.length + 1}`, name: dash.compare.versions.kept(before.length + 1) },
        ...{ plan: planned.plan, portfolio: planned.portfolio },
      },
    ]);
  }, [planned, dash]);
  const shown = useMemo(
    (): ShownPlan => ({
      ...{ views, facts: views.facts, base: planned ? base : undefined, versions, judgements },
      ...{ file: served.file, ghost: planned ? plan : former },
    }),
    [views, planned, base, versions, judgements, served, plan, former],
  );
  const address = useMemo(() => {
    // All but a what-if only draws; the planner, which may be searching or warming up, lets it.
    const goDrawing = (change: Partial<UrlState>) => {
      if (change.whatIf === undefined) giveWay();
      go(change);
    };
    return { url, go: goDrawing };
  }, [url, go, giveWay]);
  return (
    <AddressContext value={address}>
      <PlanContext value={shown}>
        <Frame whatIf={whatIf.state} command={whatIfCommand(served.file, settings)} keep={keep}>
          <CurrentView view={url.view} />
        </Frame>
      </PlanContext>
    </AddressContext>
  );
}
