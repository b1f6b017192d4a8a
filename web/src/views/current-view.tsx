/** The view that the address names; all but the first are loaded when the page is idle, or when they are opened. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import type { ViewName } from '../state/view-names.ts';
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
  const Page = pages[view];
  return (
    <Suspense key={view} fallback={<div className="view-space" />}>
      <Page />
    </Suspense>
  );
}
