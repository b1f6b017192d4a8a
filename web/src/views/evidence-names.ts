/** Names of what evidence is about, and of its sources; the id where there is none. */
import { useShown } from '../state/shown.ts';

export function useNames() {
  const { portfolio } = useShown().facts;
  const { events, growthViews, sources } = portfolio;
  return {
    about: (id: string) => [...events, ...growthViews].find((one) => one.id === id)?.name ?? id,
    source: (id: string) => sources.find((one) => one.id === id)?.title ?? id,
  };
}
