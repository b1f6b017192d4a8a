/** The view that the address names. */
import type { ReactNode } from 'react';
import type { ViewName } from '../state/url-state.ts';
import { CapacityPage } from './capacity-page.tsx';
import { ComparePage } from './compare-page.tsx';
import { DemandPage } from './demand-page.tsx';
import { EvidencePage } from './evidence-page.tsx';
import { FleetPage } from './fleet-page.tsx';
import { MapPage } from './map-page.tsx';
import { MoneyPage } from './money-page.tsx';
import { NowPage } from './now-page.tsx';
import { PolicyPage } from './policy-page.tsx';
import { PortfolioPage } from './portfolio-page.tsx';
import { ServingPage } from './serving-page.tsx';

const pages: Readonly<Record<ViewName, () => ReactNode>> = {
  now: () => <NowPage />,
  portfolio: () => <PortfolioPage />,
  demand: () => <DemandPage />,
  capacity: () => <CapacityPage />,
  money: () => <MoneyPage />,
  fleet: () => <FleetPage />,
  policy: () => <PolicyPage />,
  serving: () => <ServingPage />,
  evidence: () => <EvidencePage />,
  map: () => <MapPage />,
  compare: () => <ComparePage />,
};

export function currentView(view: ViewName): ReactNode {
  return pages[view]();
}
