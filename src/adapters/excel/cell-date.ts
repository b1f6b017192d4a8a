/** Days of worksheets, which are numbers that a format shows as days. */

/** Built-in formats that show a day; 18 to 21, 32, 33 and 45 to 47 show times alone. */
const builtIn = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Whether a number format shows a day: by its id where it is built in (below 164), else by its code (`dd.mm.yyyy`). */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn.has(id);
  const [first = ''] = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').split(';');
  if (/[#?0]/.test(first.replace(/s\.0+/gi, ''))) return false;
  return /[dy]/i.test(first) || (/m/i.test(first) && !/[hs]/i.test(first));
}

const DAY_MS = 86_400_000;

/**
 * The ISO day of a number, without its time: 45748 is 2025-04-01, in workbooks of the 1904 system 44286 is.
 * `undefined` outside 1900 to 9999. Of the 1900 system day 60 is the 29th of February that never was, read as the 28th.
 */
export function isoDay(serial: number, from1904: boolean): string | undefined {
  const days = Math.floor(serial);
  if (!(days >= 1 && days <= 2_958_465)) return undefined;
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(first + days * DAY_MS).toISOString().slice(0, 10);
}
