/** Where the command line writes, and how: standard output for results, standard error for everything about the run. */
import { type ActionFamily, type ActionTone, toneOf } from '../app/plan-overview.ts';

/** The two streams and what they can show. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Columns that a table may fill, at most 100. */
  readonly width: number;
  /** Whether results may be coloured. */
  readonly colour: boolean;
  /** Whether standard error is a terminal, so that a line may be rewritten. */
  readonly live: boolean;
}

/** The parts of a process that a terminal is made from. */
export interface TerminalStreams {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours only on a terminal, never with a non-empty `NO_COLOR` (no-color.org) or `TERM=dumb`. */
export function terminalOf({ stdout, stderr, env }: TerminalStreams): Terminal {
  const plain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    width: Math.min(100, Math.max(60, stdout.columns ?? 100)),
    colour: Boolean(stdout.isTTY) && !plain,
    live: Boolean(stderr.isTTY) && env['TERM'] !== 'dumb',
  };
}

const csi = '\u001b[';

/** Colours of actions on a terminal, from its own palette, so that light and dark themes both work. */
const actionCodes: Readonly<Record<ActionTone, string>> = {
  live: '90',
  continue: '34',
  resume: '94',
  're-purpose': '36',
  slow: '33',
  pause: '33;1',
  'hand-over': '35',
  sublet: '35',
  cancel: '31',
  gone: '90',
};

/** Writers of styled text; they return the text as it is where colours are not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  action(family: ActionFamily, text: string): string;
}

/** Styles that do nothing where there is no colour. */
export function styleFor({ colour }: Pick<Terminal, 'colour'>): Style {
  const wrap = (code: string, text: string) => (colour && text ? `${csi}${code}m${text}${csi}0m` : text);
  return {
    bold: (text) => wrap('1', text),
    dim: (text) => wrap('2', text),
    action: (family, text) => wrap(actionCodes[toneOf(family)], text),
  };
}

/** Back to the start of the line, which is cleared. */
export const clearLine = `\r${csi}2K`;
