/** Pins and comments on decisions, kept in this browser per portfolio. */
import { useSyncExternalStore } from 'react';

export interface Note {
  /** The action that is settled; absent where the decision is not pinned. */
  readonly pin?: string;
  readonly comment?: string;
}

/** By option. */
export type Notes = Readonly<Record<string, Note>>;

const listeners = new Set<() => void>();
const read = new Map<string, Notes>();

function load(portfolio: string): Notes {
  const known = read.get(portfolio);
  if (known) return known;
  let notes: Notes = {};
  try {
    notes = JSON.parse(localStorage.getItem(keyOf(portfolio)) ?? '{}') as Notes;
  } catch {
    // A browser that keeps nothing, or something that is not ours: there are no notes then.
  }
  read.set(portfolio, notes);
  return notes;
}

const keyOf = (portfolio: string) => `kadenz-notes ${portfolio}`;

/** The notes of a portfolio, and how to change one; an empty note is dropped. */
export function useNotes(portfolio: string): [Notes, (option: string, note: Note) => void] {
  const notes = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => load(portfolio),
  );
  const change = (option: string, note: Note) => {
    const { [option]: _, ...others } = load(portfolio);
    const now = note.pin === undefined && !note.comment ? others : { ...others, [option]: note };
    read.set(portfolio, now);
    try {
      localStorage.setItem(keyOf(portfolio), JSON.stringify(now));
    } catch {
      // Kept for as long as the page stands.
    }
    for (const listener of listeners) listener();
  };
  return [notes, change];
}
