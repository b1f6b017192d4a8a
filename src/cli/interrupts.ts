/** Ctrl-C from the first moment on: this module imports nothing, so that it listens before the program is loaded. */

/** Exit code of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Where Ctrl-C goes. */
export interface Interrupts {
  /** Calls `handler` on the first Ctrl-C from now on, until the returned function is called; the second ends the program. */
  onInterrupt(handler: () => void): () => void;
  /** How to tell of a Ctrl-C that nothing handles; one that came before is told now. */
  sayBy(tell: () => void): void;
}

/** Listens to Ctrl-C of `process`. One that no command handles ends the program with a word. */
export function listenToInterrupts(program: Pick<NodeJS.Process, 'on' | 'exit'>): Interrupts {
  const handlers: (() => void)[] = [];
  let tell: (() => void) | undefined;
  let [times, waiting] = [0, false];
  const end = () => {
    tell?.();
    program.exit(INTERRUPTED);
  };
  program.on('SIGINT', () => {
    const handler = handlers.at(-1);
    if (handler) {
      times++;
      if (times > 1) program.exit(INTERRUPTED);
      handler();
    } else if (tell === undefined && !waiting) waiting = true;
    else end();
  });
  return {
    onInterrupt(handler) {
      times = 0;
      handlers.push(handler);
      return () => {
        const at = handlers.indexOf(handler);
        if (at >= 0) handlers.splice(at, 1);
      };
    },
    sayBy(given) {
      tell = given;
      if (waiting) end();
    },
  };
}
