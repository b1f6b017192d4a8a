// Installs the pinned dependencies when they are missing or older than the lock file. Runs before `npm start` and `npm test`.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const changedAt = (path) =>
  statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kadenz needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}

// npm writes this file last, so that an interrupted installation is repeated.
const installed = changedAt('node_modules/.package-lock.json');
if (installed === undefined || installed < changedAt('package-lock.json')) {
  console.error('Installing dependencies…');
  if (npmCi() !== 0) {
    console.error('The dependencies could not be installed; the lines above say why.');
    process.exit(1);
  }
}

/** With NODE_ENV=production the development dependencies, and with them the compiler, would be left out. */
function npmCi() {
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return spawnSync(program, ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  }).status;
}
