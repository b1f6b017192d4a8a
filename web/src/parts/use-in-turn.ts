/** Draws a value in parts, some at once, then more with every frame, so that no drawing blocks the page. */
import { startTransition, useEffect, useState } from 'react';

interface Pace {
  readonly first: number;
  readonly more: number;
}

interface Turn<Value> {
  readonly value: Value;
  /** Parts that are drawn from `value`. */
  readonly count: number;
  /** What the parts after them are still drawn from; `undefined` where nothing was drawn yet. */
  readonly former: readonly (Value | undefined)[];
}

interface InTurn<Value> {
  /** What each part is drawn from: the value where its turn has come, else what it was before, `undefined` where that was nothing. */
  readonly drawn: readonly (Value | undefined)[];
  readonly done: boolean;
}

/** `total` parts of a value. A new value takes its turns from the first part on, unless it goes on from the one before. */
export function useInTurn<Value>(
  value: Value,
  total: number,
  { first, more }: Pace,
  goesOn: (value: Value, before: Value) => boolean = () => false,
): InTurn<Value> {
  const [turn, setTurn] = useState<Turn<Value>>({ value, count: first, former: [] });
  let now = turn;
  if (turn.value !== value) {
    now = goesOn(value, turn.value)
      ? { ...turn, value }
      : { value, count: first, former: drawnOf(turn, total) };
    setTurn(now);
  }
  const done = now.count >= total;
  useEffect(() => {
    if (done) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setTurn((at) => next(at, total, more))));
    return () => cancelAnimationFrame(frame);
  }, [now, done, total, more]);
  return { drawn: drawnOf(now, total), done };
}

/** The turn of `more` parts; once all had theirs what was before is let go. */
function next<Value>({ value, count, former }: Turn<Value>, total: number, more: number): Turn<Value> {
  return { value, count: count + more, former: count + more < total ? former : [] };
}

function drawnOf<Value>(
  { value, count, former }: Turn<Value>,
  total: number,
): readonly (Value | undefined)[] {
  return Array.from({ length: total }, (_, part) => (part < count ? value : former[part]));
}
