/** The width of an element in pixels, 0 before it is known. */
import { startTransition, useCallback, useState } from 'react';

export function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0);
  const box = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    // The browser tells the width after its own layout, and what it changes is drawn in slices: asking for it would block the page twice.
    const observer = new ResizeObserver(([entry]) =>
      startTransition(() => setWidth(Math.floor(entry!.contentRect.width))),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
