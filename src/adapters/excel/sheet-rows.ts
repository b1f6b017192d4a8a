/** The rows of one worksheet, with what their cells show. */
import { parseAddress } from './cell-address.ts';
import { isoDay } from './cell-date.ts';
import { walkXml } from './xml.ts';

/**
 * What a cell holds. Numbers keep all their digits; a day is an ISO date. A formula is its stored value; one
 * without is `uncalculated`. Empty cells are left out.
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'day' | 'truth' | 'error' | 'uncalculated';
  readonly text: string;
}

export interface SheetRow {
  /** From 1, as the worksheet counts. */
  readonly row: number;
  readonly hidden: boolean;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Cells that are shown as one, both corners included. */
export interface MergedArea {
  readonly reference: string;
  readonly from: { readonly column: number; readonly row: number };
  readonly to: { readonly column: number; readonly row: number };
}

export interface SheetRows {
  /** Rows with at least one filled cell, in order. */
  readonly rows: readonly SheetRow[];
  readonly merged: readonly MergedArea[];
}

/** What the cells of all sheets refer to. */
export interface CellContext {
  readonly sharedTexts: readonly string[];
  /** Whether a style shows numbers as days, by its index. */
  readonly dayStyles: readonly boolean[];
  readonly from1904: boolean;
}

/** Reads the XML of a worksheet; throws for what is not well formed. */
export function readSheetRows(xml: string, context: CellContext): SheetRows {
  const reader = new RowsReader(context);
  walkXml(xml, reader);
  return { rows: reader.rows, merged: reader.merged };
}

class RowsReader {
  readonly rows: SheetRow[] = [];
  readonly merged: MergedArea[] = [];
  readonly #context: CellContext;
  #row = { row: 0, hidden: false, cells: new Map<number, Cell>() };
  #column = -1;
  #type = 'n';
  #style = 0;
  #formula: string | undefined;
  #value: string | undefined;
  #text: string | undefined;
  /** Depth of phonetic guides, which repeat what a text says. */
  #guides = 0;
  #within: 'v' | 't' | 'f' | undefined;

  constructor(context: CellContext) {
    this.#context = context;
  }

  readonly open = (name: string, attributes: () => Readonly<Record<string, string>>) => {
    if (name === 'c') {
      const given = attributes();
      const at = given['r'] === undefined ? undefined : parseAddress(given['r']);
      this.#column = at?.column ?? this.#column + 1;
      this.#type = given['t'] ?? 'n';
      this.#style = Number(given['s'] ?? 0);
      this.#formula = this.#value = this.#text = undefined;
    } else if (name === 'row') {
      const given = attributes();
      const hidden = given['hidden'] === '1' || given['hidden'] === 'true';
      this.#row = { row: Number(given['r'] ?? this.#row.row + 1), hidden, cells: new Map() };
      this.#column = -1;
    } else if (name === 'v' || name === 'f' || name === 't') {
      this.#within = name;
      if (name === 'v') this.#value ??= '';
      if (name === 'f') this.#formula ??= '';
    } else if (name === 'rPh') this.#guides++;
    else if (name === 'mergeCell') this.#merge(attributes()['ref'] ?? '');
  };

  readonly text = (text: string) => {
    if (this.#within === 'v') this.#value += text;
    else if (this.#within === 'f') this.#formula += text;
    else if (this.#within === 't' && this.#guides === 0) this.#text = (this.#text ?? '') + text;
  };

  readonly close = (name: string) => {
    if (name === 'v' || name === 'f' || name === 't') this.#within = undefined;
    else if (name === 'rPh') this.#guides--;
    else if (name === 'c') {
      const cell = this.#cell();
      if (cell && cell.text !== '') this.#row.cells.set(this.#column, cell);
    } else if (name === 'row' && this.#row.cells.size > 0) this.rows.push(this.#row);
  };

  #cell(): Cell | undefined {
    const value = this.#value;
    if (this.#type === 'inlineStr') return { kind: 'text', text: unescaped(this.#text ?? '') };
    if (value === undefined || (value === '' && this.#type !== 'str')) {
      return this.#formula === undefined ? undefined : { kind: 'uncalculated', text: `=${this.#formula}` };
    }
    if (this.#type === 's') return { kind: 'text', text: this.#sharedText(value) };
    if (this.#type === 'str') return { kind: 'text', text: unescaped(value) };
    if (this.#type === 'b') return { kind: 'truth', text: value === '1' ? 'true' : 'false' };
    if (this.#type === 'e') return { kind: 'error', text: value };
    if (this.#type === 'd') return { kind: 'day', text: value.slice(0, 10) };
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Error(`not a number: ${value}`);
    const day = this.#context.dayStyles[this.#style] ? isoDay(number, this.#context.from1904) : undefined;
    return day ? { kind: 'day', text: day } : { kind: 'number', text: String(number) };
  }

  #sharedText(index: string): string {
    const text = this.#context.sharedTexts[Number(index)];
    if (text === undefined) throw new Error(`no shared text ${index}`);
    return text;
  }

  #merge(reference: string): void {
    const [from, to] = reference.split(':').map(parseAddress);
    if (from && to) this.merged.push({ reference, from, to });
  }
}

/** `_x000D_` as the character that it stands for. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-F]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
