/** Work in pieces of some milliseconds, between which the page answers. */

/** Does the pieces one after the other, each in a task of its own, then `done`; returns what takes the rest back. */
export function inPieces(pieces: readonly (() => unknown)[], done: () => void): () => void {
  return inTurn([...pieces, done], (work) => {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  });
}

/** Does the pieces one after the other, each once the browser has nothing better to do; returns what takes the rest back. */
export function whenIdle(pieces: readonly (() => unknown)[]): () => void {
  return inTurn(pieces, (work) => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(work, 300);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(work, { timeout: 3000 });
    return () => cancelIdleCallback(handle);
  });
}

/** `later` has a work done, and returns what takes it back. */
function inTurn(
  [piece, ...rest]: readonly (() => unknown)[],
  later: (work: () => void) => () => void,
): () => void {
  if (!piece) return () => {};
  let leave = later(() => {
    piece();
    leave = inTurn(rest, later);
  });
  return () => leave();
}
