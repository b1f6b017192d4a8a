/**
 * What is wrong with an input, as data: the code says which rule, `params` say its terms. Sentences are made
 * from it in `messages`, once per language; a code without a sentence does not compile.
 */

/** Where a value stands in a document: keys and list positions from the root, `['projects', 3, 'pool']`. */
export type Path = readonly (string | number)[];

/** The rules that an input can break, each with the terms that its sentence needs. */
export interface ProblemParams {
  // Files and their notation.
  'file-missing': Record<never, never>;
  'file-unreadable': { readonly reason: string };
  'file-kind': Record<never, never>;
  'file-size': { readonly limitMb: number };
  'file-empty': Record<never, never>;
  encoding: Record<never, never>;
  /** A plan file where a portfolio is expected. */
  'plan-file': Record<never, never>;
  'control-character': Record<never, never>;
  syntax: { readonly notation: 'YAML' | 'JSON' | 'CSV'; readonly what: SyntaxFault };
  'duplicate-key': { readonly firstLine: number };
  'table-missing': { readonly table: string };
  'unknown-table': { readonly allowed: readonly string[]; readonly nearest?: string | undefined };
  'unknown-column': { readonly allowed: readonly string[]; readonly nearest?: string | undefined };
  'row-length': { readonly columns: number };
  'decimal-comma': { readonly count: number };
  'ambiguous-thousands': Record<never, never>;
  // Workbooks.
  workbook: { readonly fault: WorkbookFault };
  /** A cell that shows `#N/A` or the like. */
  'cell-error': Record<never, never>;
  /** A formula that was saved without its value. */
  'cell-uncalculated': Record<never, never>;
  'cell-nameless': Record<never, never>;
  'cells-merged': Record<never, never>;
  'sheet-hidden': Record<never, never>;
  'rows-hidden': { readonly count: number };
  'sheet-twice': { readonly first: string };
  'sheet-unknown': { readonly allowed: readonly string[]; readonly nearest?: string | undefined };
  'sheet-missing': { readonly sheets: readonly string[]; readonly nearest?: string | undefined };
  'sheet-chosen': { readonly others: readonly string[] };
  // The shape of the document.
  missing: Record<never, never>;
  type: { readonly expected: 'text' | 'number' | 'whole number' | 'true or false' | 'list' | 'section' };
  'unknown-key': { readonly allowed: readonly string[]; readonly nearest?: string | undefined };
  choice: { readonly options: readonly (string | number)[]; readonly nearest?: string | undefined };
  range: Limits;
  'text-form': { readonly form: 'not empty' | 'short' | 'identifier' };
  'list-length': { readonly minimum?: number | undefined; readonly maximum?: number | undefined };
  quarter: Record<never, never>;
  date: Record<never, never>;
  // Numbers with units, ranges and provenance.
  number: { readonly unit: string };
  'not-finite': Record<never, never>;
  comma: Record<never, never>;
  unit: { readonly accepted: readonly string[] };
  step: { readonly step: number };
  /** A demand of 0, which a workload has that starts later. */
  'starts-later': Record<never, never>;
  'range-order': Record<never, never>;
  'range-parts': Record<never, never>;
  // What is sound, but most often a slip: told as notices.
  unusual: {
    readonly minimum: number;
    readonly maximum: number;
    readonly unit: string;
    /** Another reading that would be usual, `24000 kW`. */
    readonly meant: string | undefined;
  };
  'unusual-cost': { readonly usdPerMw: number; readonly minimum: number; readonly maximum: number };
  'live-past': { readonly asOf: string };
  'same-name': { readonly firstLine: number; readonly called: string };
  // Settings of a what-if.
  'setting-form': Record<never, never>;
  'setting-entry': {
    readonly list: string;
    readonly names: readonly string[];
    readonly nearest?: string | undefined;
  };
  'setting-change': { readonly why: 'no figure' | 'unclear'; readonly factor: number };
  // Tables of decisions.
  'decision-option': { readonly names: readonly string[]; readonly nearest?: string | undefined };
  'decision-quarter': { readonly first: string; readonly last: string };
  'decision-node': { readonly nodes: number; readonly quarter: string };
  'decision-not-open': {
    readonly option: string;
    readonly quarter: string;
    readonly node: number;
    readonly open: readonly string[];
  };
  'condition-form': Record<never, never>;
  'condition-series': { readonly names: readonly string[]; readonly nearest?: string | undefined };
  'condition-never': { readonly quarter: string };
  // Relations between the parts of a portfolio.
  reference: { readonly collection: string; readonly nearest?: string | undefined };
  'duplicate-id': { readonly first: Path };
  'duplicate-entry': { readonly first: Path };
  'stages-or-tracks': Record<never, never>;
  'stage-order': { readonly before: string };
  'tranche-sum': { readonly sumMw: number; readonly capacityMw: number };
  'lease-stages': { readonly rule: 'none' | 'loi needs signed' | 'commenced alone' | 'age within term' };
  'outside-calendar': { readonly first: string; readonly last?: string | undefined };
  'arrived-later': { readonly asOf: string };
  'quarter-order': { readonly before: string };
  'fan-order': Record<never, never>;
  'budget-year': { readonly first: number; readonly last: number };
  'spent-over-budget': { readonly capexUsd: number };
  'branching-root': Record<never, never>;
  'branching-length': { readonly years: number; readonly quarters: number };
  'tree-size': { readonly nodes: number; readonly limit: number };
  'correlation-self': Record<never, never>;
  'correlation-matrix': { readonly series: readonly string[] };
  unservable: { readonly why: 'no pool' | 'no accelerator' | 'no hardware' | 'objectives' };
  // Served models.
  'known-or-config': Record<never, never>;
  'model-or-measured': Record<never, never>;
  'token-unit': Record<never, never>;
  'model-config': { readonly fault: ModelConfigFault; readonly known: readonly string[] };
  // Events, evidence and history.
  'tree-form': { readonly rule: 'branching and nodes' | 'nodes without events' };
  'self-influence': Record<never, never>;
  'prior-sum': { readonly sum: number };
  certainty: Record<never, never>;
  'source-undated': { readonly citedBy: Path };
  'known-later': { readonly asOf: string };
  parquet: Record<never, never>;
  'date-order': { readonly before: string };
  'history-short': { readonly needed: number };
  'history-far': { readonly quarters: number; readonly limit: number };
}

/** What is wrong with a file's notation. */
export type SyntaxFault =
  | 'tab'
  | 'indentation'
  | 'quote or bracket'
  | 'alias'
  | 'expansion'
  | 'nesting'
  | 'several documents'
  | 'tag'
  | 'key'
  | 'other';

/** Why a file cannot be read as a workbook: encrypted, of another kind, broken, or too large when unpacked. */
export type WorkbookFault = 'encrypted' | 'xls' | 'xlsb' | 'ods' | 'damaged';

/** What is wrong with a model's configuration. */
export type ModelConfigFault = 'unknown architecture' | 'missing key' | 'bad value';

/** Lowest and highest allowed value in `unit` (empty: none); `above` says that the lowest itself is excluded. */
export interface Limits {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly above?: boolean | undefined;
  readonly unit?: string | undefined;
}

/** The rules that an input can break; each has its terms in {@link ProblemParams} and a sentence per language. */
export type ProblemCode = keyof ProblemParams;

/** One broken rule: which (`code`), where (`path`), the value that breaks it (`got`), and the rule's terms. */
export type Problem = {
  [Code in ProblemCode]: {
    readonly code: Code;
    readonly path: Path;
    readonly got: unknown;
    readonly params: ProblemParams[Code];
  };
}[ProblemCode];

/** Makes a {@link Problem}. */
export function problem<Code extends ProblemCode>(
  code: Code,
  path: Path,
  got: unknown,
  params: ProblemParams[Code],
): Problem {
  return { code, path, got, params } as Problem;
}

/** Where a value stands in the file that a person edits. Lines and columns count from 1. */
export type Location =
  | { readonly file: string; readonly line?: number | undefined; readonly column?: number | undefined }
  | { readonly file: string; readonly sheet: string; readonly cell: string };

/** A problem with the place in the file to mend. */
export type LocatedProblem = Problem & { readonly location?: Location | undefined };

/** Sorts by file, then by line and column, or by sheet, row and column; problems without a place come first. */
export function inFileOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const sheet = ({ location }: LocatedProblem) => (location && 'sheet' in location ? location.sheet : '');
  return [...problems].sort(
    (a, b) =>
      (a.location?.file ?? '').localeCompare(b.location?.file ?? '') ||
      sheet(a).localeCompare(sheet(b)) ||
      rank(a.location) - rank(b.location),
  );
}

/** Row and column as one number; `AB7` comes after `B7`. */
function rank(location: Location | undefined): number {
  if (location === undefined) return 0;
  if (!('cell' in location)) return (location.line ?? 0) * 1e6 + (location.column ?? 0);
  const letters = /^[A-Z]*/.exec(location.cell)![0];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return Number(location.cell.slice(letters.length)) * 1e6 + column;
}

/**
 * A path as people write it; empty for the root.
 *
 * ```ts
 * formatPath(['projects', 3, 'stages', 1, 'quarters']); // → 'projects[3].stages[1].quarters'
 * ```
 */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
