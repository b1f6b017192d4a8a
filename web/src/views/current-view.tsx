/** The view that the address names; all but the first are loaded when the page is idle, or when they are opened. */
import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  startTransition,
  useEffect,
  useState,
} from 'react';
import { inPieces } from '../state/in-pieces.ts';
import { usePlan } from '../state/shown.ts';
import type { ViewName } from '../state/view-names.ts';
import { isWorkedOut, viewPieces } from '../state/view-pieces.ts';
import { NowPage } from './now-page.tsx';

const loaders = {
  portfolio: async () => ({ default: (await import('./portfolio-page.tsx')).PortfolioPage }),
  demand: async () => ({ default: (await import('./demand-page.tsx')).DemandPage }),
  capacity: async () => ({ default: (await import('./capacity-page.tsx')).CapacityPage }),
  money: async () => ({ default: (await import('./money-page.tsx')).MoneyPage }),
  fleet: async () => ({ default: (await import('./fleet-page.tsx')).FleetPage }),
  policy: async () => ({ default: (await import('./policy-page.tsx')).PolicyPage }),
  serving: async () => ({ default: (await import('./serving-page.tsx')).ServingPage }),
  evidence: async () => ({ default: (await import('./evidence-page.tsx')).EvidencePage }),
  map: async () => ({ default: (await import('./map-page.tsx')).MapPage }),
  compare: async () => ({ default: (await import('./compare-page.tsx')).ComparePage }),
} satisfies Readonly<Record<Exclude<ViewName, 'now'>, () => Promise<{ default: ComponentType }>>>;

const pages: Readonly<Record<ViewName, ComponentType>> = {
  now: NowPage,
  ...(Object.fromEntries(
    Object.entries(loaders).map(([view, load]) => [view, lazy<ComponentType>(load)]),
  ) as unknown as Record<keyof typeof loaders, ComponentType>),
};

/** Loads the views that are not open yet, one after the other, so that opening one waits for nothing. */
export async function loadViews(): Promise<void> {
  for (const load of Object.values(loaders)) await load();
}

export function CurrentView({ view }: { readonly view: ViewName }): ReactNode {
  return <Opened key={view} view={view} />;
}

/** A view that is opened before the page had the time to prepare it is worked out in pieces first. */
function Opened({ view }: { readonly view: ViewName }) {
  const { views } = usePlan();
  const [isReady, setReady] = useState(() => isWorkedOut(views, view));
  useEffect(() => {
    if (isReady) return undefined;
    return inPieces(
      viewPieces(() => views, view),
      () => startTransition(() => setReady(true)),
    );
  }, [isReady, views, view]);
  const Page = pages[view];
  const space = <div className="view-space" />;
  return isReady ? (
    <Suspense fallback={space}>
      <Page />
    </Suspense>
  ) : (
    space
  );
}
