#!/usr/bin/env node
/** The program `kadenz`. */
import { listenToInterrupts } from './interrupts.ts';

const { onInterrupt, sayBy } = listenToInterrupts(process);

// A reader that has seen enough (`kadenz … | head`) closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Loading takes a second: only what listens to Ctrl-C comes before.
const [{ runCommandLine, sayInterrupted }, { terminalOf }] = await Promise.all([
  import('./run.ts'),
  import('./terminal.ts'),
]);
const invocation = { argv: process.argv.slice(2), env: process.env, terminal: terminalOf(process) };
sayBy(() => sayInterrupted(invocation));
const { nodePorts } = await import('../app/compose.ts');
process.exitCode = await runCommandLine({ ...invocation, ports: nodePorts(), onInterrupt });
// An embedded database that failed to open leaves something behind that would hold the program for good.
if (process.exitCode === 1) setTimeout(() => process.exit(), 3000).unref();
