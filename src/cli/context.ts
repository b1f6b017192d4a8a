/** What every command is given. */
import type { Guardrail } from '../app/guardrails.ts';
import type { Ports } from '../app/ports.ts';
import { messages } from '../messages/catalogue.ts';
import { type Format, formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { type Style, styleFor, type Terminal } from './terminal.ts';

/** Flags that every command knows. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly progress: boolean;
  readonly seed: number | undefined;
  readonly detailedExitcode: boolean;
  readonly failOn: readonly Guardrail[];
}

/** The world, the language and the global flags, as one argument. */
export interface Context {
  readonly ports: Ports;
  readonly terminal: Terminal;
  readonly style: Style;
  readonly language: Language;
  readonly say: ReturnType<typeof messages>['cli'];
  readonly format: Format;
  readonly flags: GlobalFlags;
  /** Calls `handler` on Ctrl-C until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
}

/** The parts of a context that do not follow from others. */
export type ContextParts = Pick<Context, 'ports' | 'terminal' | 'language' | 'flags' | 'onInterrupt'>;

/** Completes what the entry knows with the writers of its language. */
export function contextOf(parts: ContextParts): Context {
  return {
    ...parts,
    style: styleFor(parts.terminal),
    say: messages(parts.language).cli,
    format: formatFor(parts.language),
  };
}
