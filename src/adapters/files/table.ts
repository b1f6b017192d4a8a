/** Tables of texts with the place of every cell, whatever file they come from. */
import type { LocatedProblem, Location } from '../../units/problem.ts';

/** A row as texts by column; empty cells are left out. */
export interface TableRow {
  /** Line of a text, or row of a worksheet, from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** Where the cell of a column stands, filled or not; without a column, where the row does. */
  at(column?: string): Location;
}

/** A table by its columns' names; rows that could not be read are told in `problems`. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly LocatedProblem[];
  /** How doubtful notation was treated: to be shown, not to be mended. */
  readonly notices: readonly LocatedProblem[];
  /** Where the name of a column stands, or the header. */
  head(column?: string): Location;
}
