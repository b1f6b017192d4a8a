/** How many of many parts to draw: some at once, then more with every frame, so that no drawing blocks the page. */
import { startTransition, useEffect, useState } from 'react';

interface Growth {
  readonly first: number;
  readonly more: number;
}

/** Parts to draw of `total`; all of them some frames after the first drawing. */
export function useGrowingCount(total: number, { first, more }: Growth): number {
  const [count, setCount] = useState(first);
  useEffect(() => {
    if (count >= total) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + more)));
    return () => cancelAnimationFrame(frame);
  }, [count, total, more]);
  return Math.min(count, total);
}
