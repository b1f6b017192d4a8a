/** Worksheets to be written, as data: what every cell holds and how it is shown. */

/** A text, a number (with a format of its own where its column has none), true or false, or an ISO day; nothing leaves the cell empty. */
export type CellValue =
  | string
  | number
  | boolean
  | { readonly number: number; readonly format: string }
  | { readonly day: string }
  | undefined;

/** How the cells of a column are shown. */
export interface WorksheetColumn {
  /** What its head says, with the unit. */
  readonly head: string;
  /** In characters. */
  readonly width: number;
  /** Number format, `#,##0.0` or `0.0%`; without it numbers are shown as they are. Days are shown as `yyyy-mm-dd`. */
  readonly format?: string | undefined;
  /** Long texts run over several lines. */
  readonly wrap?: boolean;
}

/** One sheet: a name, a header, rows as wide as `columns`. */
export interface Worksheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  /** Sentences above the header. */
  readonly above?: readonly string[];
  readonly columns: readonly WorksheetColumn[];
  readonly rows: readonly (readonly CellValue[])[];
}
