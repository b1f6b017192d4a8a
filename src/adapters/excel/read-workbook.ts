/** Workbooks as Excel, LibreOffice and the like save them (`.xlsx`, `.xlsm`). */
import { showsDay } from './cell-date.ts';
import { openPackage, type PackageFault } from './open-package.ts';
import { type CellContext, readSheetRows, type SheetRows, unescaped } from './sheet-rows.ts';
import { decoded, walkXml } from './xml.ts';

/** One worksheet; sheets that are only a chart are none. */
export interface Sheet extends SheetRows {
  readonly name: string;
  /** Hidden from who opens the workbook. */
  readonly hidden: boolean;
}

export type WorkbookReading =
  | { readonly sheets: readonly Sheet[] }
  | { readonly fault: PackageFault; readonly sheet?: string };

/** Reads all worksheets of a workbook in their order; never throws for what a file holds. */
export function readWorkbook(bytes: Uint8Array): WorkbookReading {
  const opened = openPackage(bytes);
  if ('fault' in opened) return opened;
  const { part } = opened;
  let listed: readonly ListedSheet[];
  let context: CellContext;
  try {
    const path = workbookPath(part('_rels/.rels'));
    const workbook = part(path);
    if (workbook === undefined) return { fault: 'damaged' };
    const { sheets, from1904 } = listSheets(workbook);
    const targets = relationships(part(besidePath(path)), path);
    listed = sheets.flatMap(({ id, ...sheet }) => {
      const target = targets.get(id);
      return target?.kind === 'worksheet' ? [{ ...sheet, path: target.path }] : [];
    });
    const related = (kind: string) =>
      [...targets.values()].find((target) => target.kind === kind)?.path ?? '';
    context = {
      sharedTexts: sharedTexts(part(related('sharedStrings'))),
      dayStyles: dayStyles(part(related('styles'))),
      from1904,
    };
  } catch {
    return { fault: 'damaged' };
  }
  const sheets: Sheet[] = [];
  for (const { name, hidden, path } of listed) {
    const xml = part(path);
    if (xml === undefined) return { fault: 'damaged', sheet: name };
    try {
      sheets.push({ name, hidden, ...readSheetRows(xml, context) });
    } catch {
      return { fault: 'damaged', sheet: name };
    }
  }
  return listed.length === 0 ? { fault: 'damaged' } : { sheets };
}

interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

interface Target {
  /** Last part of its type, `worksheet`: the strict form of the format has other addresses before it. */
  readonly kind: string;
  readonly path: string;
}

function workbookPath(rels: string | undefined): string {
  const found = [...relationships(rels, '').values()].find(({ kind }) => kind === 'officeDocument');
  return found?.path ?? 'xl/workbook.xml';
}

/** `xl/_rels/workbook.xml.rels` of `xl/workbook.xml`. */
function besidePath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`;
}

function relationships(xml: string | undefined, from: string): Map<string, Target> {
  const found = new Map<string, Target>();
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  walkXml(xml, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '' } = attributes();
      const path = Target.startsWith('/') ? Target.slice(1) : withoutDots(`${folder}${Target}`);
      found.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), path });
    },
  });
  return found;
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function listSheets(xml: string) {
  const sheets: { readonly name: string; readonly hidden: boolean; readonly id: string }[] = [];
  let from1904 = false;
  walkXml(xml, {
    open(element, attributes) {
      if (element === 'workbookPr') from1904 = ['1', 'true'].includes(attributes()['date1904'] ?? '');
      if (element !== 'sheet') return;
      const given = attributes();
      const id = Object.entries(given).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      sheets.push({
        name: decoded(given['name'] ?? ''),
        hidden: (given['state'] ?? 'visible') !== 'visible',
        id,
      });
    },
  });
  return { sheets, from1904 };
}

function sharedTexts(xml: string | undefined): string[] {
  const texts: string[] = [];
  let text = '';
  let [within, guides] = [false, 0];
  walkXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') within = true;
      else if (name === 'rPh') guides++;
    },
    text(part) {
      if (within && guides === 0) text += part;
    },
    close(name) {
      if (name === 'si') texts.push(unescaped(text));
      else if (name === 't') within = false;
      else if (name === 'rPh') guides--;
    },
  });
  return texts;
}

function dayStyles(xml: string | undefined): boolean[] {
  const codes = new Map<number, string>();
  const days: boolean[] = [];
  let within = false;
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const { numFmtId, formatCode } = attributes();
        codes.set(Number(numFmtId), decoded(formatCode ?? ''));
      } else if (name === 'cellXfs') within = true;
      else if (name === 'xf' && within) {
        const id = Number(attributes()['numFmtId'] ?? 0);
        days.push(showsDay(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  });
  return days;
}
