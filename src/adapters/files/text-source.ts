/** Bytes of a file as text, or why they are not the text of a portfolio. */
import { type LocatedProblem, problem } from '../../units/problem.ts';

/** Larger files are refused before they are parsed. */
export const largestFileBytes = 20_000_000;

/** Text, or problems that make any further reading pointless. */
export type TextReading = { readonly text: string } | { readonly problems: readonly LocatedProblem[] };

/**
 * Decodes UTF-8, without the byte order mark that editors and spreadsheets may put before it. Invalid bytes (the line is told) are a
 * problem, and so are control characters, an empty file and more than {@link largestFileBytes}.
 */
export function decodeText(bytes: Uint8Array, file: string): TextReading {
  if (bytes.length > largestFileBytes) return failure(tooLarge(bytes.length), file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const at = soundLength(bytes);
    const got = `0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    return failure(
      problem('encoding', [], got, {}),
      file,
      bytes.subarray(0, at).filter((byte) => byte === 10).length + 1,
    );
  }
  if (text.startsWith('\uFEFF')) text = text.slice(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return failure(problem('control-character', [], `U+${code}`, {}), file, lineAt(text, control.index));
  }
  if (text.trim() === '') return failure(problem('file-empty', [], undefined, {}), file, 1);
  return { text };
}

/** The problem of a file of so many bytes, told before it is read. */
export function tooLarge(bytes: number): LocatedProblem {
  return problem('file-size', [], `${(bytes / 1e6).toFixed(1)} MB`, { limitMb: largestFileBytes / 1e6 });
}

function failure(found: LocatedProblem, file: string, line?: number): TextReading {
  return { problems: [{ ...found, location: { file, line } }] };
}

/** The line, from 1, that holds position `index`. */
function lineAt(text: string, index: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** Bytes before the first character that is no UTF-8: the whole characters of the longest sound prefix, found by halving. */
function soundLength(bytes: Uint8Array): number {
  let [sound, end] = [0, bytes.length];
  while (sound < end) {
    const middle = Math.ceil((sound + end) / 2);
    if (isSoundPrefix(bytes.subarray(0, middle))) sound = middle;
    else end = middle - 1;
  }
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, sound), {
    stream: true,
  });
  return new TextEncoder().encode(whole).length;
}

function isSoundPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
