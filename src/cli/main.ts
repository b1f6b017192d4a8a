#!/usr/bin/env node
/** The program `kadenz`. */
import { nodePorts } from '../app/compose.ts';
import { runCommandLine } from './run.ts';
import { terminalOf } from './terminal.ts';

/** Exit code of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/** The first Ctrl-C calls the handler, the second ends the program. */
function onInterrupt(handler: () => void): () => void {
  let times = 0;
  const listener = () => {
    times += 1;
    if (times > 1) process.exit(INTERRUPTED);
    handler();
  };
  process.on('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}

// A reader that has seen enough (`kadenz … | head`) closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  env: process.env,
  terminal: terminalOf(process),
  ports: nodePorts(),
  onInterrupt,
});
