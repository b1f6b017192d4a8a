/** What a rule may know: the readable parts of a document, and which parts could not be read. */
import type { Path, Problem } from '../../units/problem.ts';
import { addQuarters, type Quarter, quarterOfDate } from '../../units/quarter.ts';
import type { PortfolioDocument, PortfolioKey } from '../schema.ts';

/** The collections of a document: its parts that are lists of entries. */
export type Collection = {
  [Key in PortfolioKey]: PortfolioDocument[Key] extends readonly object[] ? Key : never;
}[PortfolioKey];

type Entry<Key extends Collection> = PortfolioDocument[Key][number];

/** A rule over a whole document: all its violations. */
export type Rule = (facts: Facts) => readonly Problem[];

/**
 * A document to be judged, possibly with gaps: entries whose shape is wrong are left out, so that one slip does
 * not hide the others nor raise false alarms about what refers to it.
 */
export class Facts {
  readonly document: PortfolioDocument;
  readonly #raw: Readonly<Record<string, unknown>>;
  readonly #broken: ReadonlySet<PortfolioKey>;

  /** `broken` names the parts with a wrong shape; entries of lists that were left out are `undefined`. */
  constructor(document: PortfolioDocument, raw: object, broken: ReadonlySet<PortfolioKey> = new Set()) {
    this.document = document;
    this.#raw = raw as Readonly<Record<string, unknown>>;
    this.#broken = broken;
  }

  /** Whether all of these parts were read, so that absence means absence. */
  complete(...keys: readonly PortfolioKey[]): boolean {
    return keys.every((key) => !this.#broken.has(key));
  }

  /** The readable entries of a collection with their paths. */
  entries<Key extends Collection>(key: Key): readonly (readonly [Entry<Key>, Path])[] {
    const list = this.document[key] as readonly (Entry<Key> | undefined)[];
    return list.flatMap((entry, position) =>
      entry === undefined ? [] : [[entry, [key, position]] as const],
    );
  }

  /** The ids that a collection declares, those of unreadable entries included. */
  ids(key: Collection): readonly string[] {
    const list = this.#raw[key];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown) => {
      const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
      return typeof id === 'string' ? [id] : [];
    });
  }

  /** First and last quarter that are planned; `undefined` where `asOf` or the calendar could not be read. */
  get calendar(): { readonly first: Quarter; readonly last: Quarter } | undefined {
    if (!this.complete('asOf', 'calendar')) return undefined;
    const first = quarterOfDate(this.document.asOf)!;
    return { first, last: addQuarters(first, this.document.calendar.horizonQuarters - 1) };
  }
}
