/** Where the values of a document stand in its files. */
import {
  inFileOrder,
  type LocatedProblem,
  type Location,
  type Path,
  type Problem,
} from '../../units/problem.ts';

/** Locations by path; a path without one has that of the nearest part around it. */
export class SourceMap {
  readonly #places = new Map<string, Location>();

  /** Notes the place of a value; the first note of a path counts. */
  note(path: Path, location: Location): void {
    const key = JSON.stringify(path);
    if (!this.#places.has(key)) this.#places.set(key, location);
  }

  /** The place of a value, or of the innermost part around it that has one. */
  locate(path: Path): Location | undefined {
    for (let length = path.length; length >= 0; length--) {
      const place = this.#places.get(JSON.stringify(path.slice(0, length)));
      if (place) return place;
    }
    return undefined;
  }

  /** Problems with their places, in the order of the file. */
  place(problems: readonly Problem[]): LocatedProblem[] {
    return inFileOrder(problems.map((found) => ({ ...found, location: this.locate(found.path) })));
  }
}
