/** The version that the loaded plan is, as the service knows it now. */
import { useEffect, useState } from 'react';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { type PlanVersion, service } from './service.ts';

/** The last version that names the plan; `undefined` while there is none. Asked for anew whenever somebody comes back to the page. */
export function useVersion({ provenance }: PlanFile): PlanVersion | undefined {
  const { planHash, portfolioName } = provenance;
  const [version, setVersion] = useState<PlanVersion | undefined>();
  useEffect(() => {
    let isOver = false;
    const ask = () => {
      service.versions(portfolioName).then(
        ({ versions }) => {
          if (!isOver) setVersion(versions.findLast(({ planId }) => planId === planHash));
        },
        // Out of reach: the page says so elsewhere, and what was known stays.
        () => undefined,
      );
    };
    ask();
    addEventListener('focus', ask);
    return () => {
      isOver = true;
      removeEventListener('focus', ask);
    };
  }, [planHash, portfolioName]);
  return version;
}
