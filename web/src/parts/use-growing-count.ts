/** How many of many rows to draw: a screenful at once, then more while the page is otherwise at rest, so that no drawing blocks it. */
import { startTransition, useEffect, useState } from 'react';

const FIRST = 8;
const MORE = 10;

/** Rows to draw of `total`; all of them a few frames after the first drawing. */
export function useGrowingCount(total: number): number {
  const [count, setCount] = useState(FIRST);
  useEffect(() => {
    if (count >= total) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + MORE)));
    return () => cancelAnimationFrame(frame);
  }, [count, total]);
  return Math.min(count, total);
}
