/** Workbooks as Excel, LibreOffice and the like save them (`.xlsx`, `.xlsm`). */
import type { CellValue, Sheet as ReadSheet } from 'hucre';
import type { WorkbookFault } from '../../units/problem.ts';
import { cellAddress } from './cell-address.ts';

/**
 * What a cell holds. Numbers keep all their digits; a day is an ISO date. A formula is its stored value; one
 * without is `uncalculated`. Empty cells are left out.
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'day' | 'truth' | 'error' | 'uncalculated';
  readonly text: string;
}

/** A row of a worksheet; empty cells are left out. */
export interface SheetRow {
  /** From 1, as the worksheet counts. */
  readonly row: number;
  readonly hidden: boolean;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Cells that are shown as one; `from` is their first. */
export interface MergedArea {
  /** `G3:G4`. */
  readonly reference: string;
  readonly from: { readonly column: number; readonly row: number };
}

/** One worksheet. */
export interface Sheet {
  readonly name: string;
  /** Hidden from who opens the workbook. */
  readonly hidden: boolean;
  /** Rows with at least one filled cell, in order. */
  readonly rows: readonly SheetRow[];
  readonly merged: readonly MergedArea[];
}

/** All worksheets in the workbook's order, or the one fault for which it cannot be read. */
export type WorkbookReading = { readonly sheets: readonly Sheet[] } | { readonly fault: WorkbookFault };

/** Reads all worksheets of a workbook in their order; never throws for what a file holds. */
export async function readWorkbook(bytes: Uint8Array): Promise<WorkbookReading> {
  if (compound.every((byte, i) => bytes[i] === byte)) {
    const isEncrypted = Buffer.from(bytes).includes('EncryptedPackage', 0, 'utf16le');
    return { fault: isEncrypted ? 'encrypted' : 'xls' };
  }
  try {
    const { readXlsx } = await import('hucre/xlsx');
    const { sheets, dateSystem } = await readXlsx(bytes);
    const firstDay = dateSystem === '1904' ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return { sheets: sheets.map((sheet) => sheetOf(sheet, firstDay)) };
  } catch {
    return { fault: 'damaged' };
  }
}

/** First bytes of files of Excel before 2007, and of those that a password protects. */
const compound = [0xd0, 0xcf, 0x11, 0xe0];

function sheetOf(sheet: ReadSheet, firstDay: number): Sheet {
  const rows = sheet.rows.flatMap((values, r): SheetRow[] => {
    const cells = new Map<number, Cell>();
    for (const [c, value] of values.entries()) {
      const cell = specialCell(sheet, `${r},${c}`) ?? plainCell(value, firstDay);
      if (cell) cells.set(c, cell);
    }
    return cells.size > 0 ? [{ row: r + 1, hidden: sheet.rowDefs?.get(r)?.hidden === true, cells }] : [];
  });
  const merged = (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
    reference: `${cellAddress(startCol, startRow + 1)}:${cellAddress(endCol, endRow + 1)}`,
    from: { column: startCol, row: startRow + 1 },
  }));
  return { name: sheet.name, hidden: sheet.hidden === true || sheet.veryHidden === true, rows, merged };
}

/** An error, or a formula that was saved without its value. */
function specialCell({ cells }: ReadSheet, at: string): Cell | undefined {
  const cell = cells?.get(at);
  if (cell?.type === 'error') return { kind: 'error', text: String(cell.value) };
  const isOpen = cell?.type === 'formula' && (cell.formulaResult ?? null) === null;
  return isOpen ? { kind: 'uncalculated', text: `=${cell.formula}` } : undefined;
}

const DAY_MS = 86_400_000;

/** A time of day without a day, which stands before the second day of the workbook's system, is a number: a share of a day. */
function plainCell(value: CellValue | undefined, firstDay: number): Cell | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'truth', text: String(value) };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  const days = (value.getTime() - firstDay) / DAY_MS;
  return days < 1
    ? { kind: 'number', text: String(days) }
    : { kind: 'day', text: value.toISOString().slice(0, 10) };
}
