/** The address as state of the page. */
import { useCallback, useEffect, useState } from 'react';
import { readUrl, type UrlState, writeUrl } from './url-state.ts';

/** The state in the address. */
export const stateOfAddress = () => readUrl(location.pathname, location.search, navigator.language);

/** A change of view or option is a step back in the browser's history; all else replaces the address. */
export function useUrlState(): [UrlState, (change: Partial<UrlState>) => void] {
  const [state, setState] = useState(stateOfAddress);
  useEffect(() => {
    const onBack = () => setState(stateOfAddress());
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);
  const change = useCallback((part: Partial<UrlState>) => {
    setState((before) => {
      const now = { ...before, ...part };
      const address = writeUrl(now);
      if (part.view !== undefined && part.view !== before.view) history.pushState(null, '', address);
      else if (address !== location.pathname + location.search) history.replaceState(null, '', address);
      return now;
    });
  }, []);
  return [state, change];
}
