/** Runs `work` once the browser has nothing better to do; returns what takes that back. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, 300);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 3000 });
  return () => cancelIdleCallback(handle);
}

/** Runs works one after the other, each once the browser has nothing better to do; returns what takes the rest back. */
export function whenIdleInTurn([work, ...rest]: readonly (() => void)[]): () => void {
  if (!work) return () => {};
  let leave = whenIdle(() => {
    work();
    leave = whenIdleInTurn(rest);
  });
  return () => leave();
}
