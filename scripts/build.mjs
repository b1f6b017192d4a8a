// Compiles src to dist, and the dashboard to dist/web, when a source is newer than the last build. Also called by the tests of the built program.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}.kadenz/built`;

function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) =>
        Math.max(latest, statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs),
      0,
    );
}

/** Builds if need be; throws with the compiler's output when that fails. */
export function build() {
  const built = existsSync(`${root}dist/cli/main.js`)
    ? (statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    : 0;
  const configs = ['tsconfig.json', 'tsconfig.build.json'].map((file) => statSync(`${root}${file}`).mtimeMs);
  if (Math.max(newest(`${root}src`), newest(`${root}web`), ...configs) < built) return;
  const start = Date.now();
  // In a folder of its own, as another run may be using what was built before, or building too; beside `dist`, as maps tell sources relative to it.
  const made = `${root}dist-${process.pid}`;
  try {
    run('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', made);
    // Where the compiled program serves the dashboard from.
    run(
      'vite/bin/vite.js',
      ...['build', '--config', 'web/vite.config.ts', '--outDir', `${made}/web`, '--logLevel', 'warn'],
    );
    putInPlace(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  mkdirSync(`${root}.kadenz`, { recursive: true });
  // The time at which the compiler read the sources, so that what changed meanwhile is built again.
  writeFileSync(stamp, '');
  utimesSync(stamp, start / 1000, start / 1000);
}

/** Runs a program of a dependency; throws with what it said when it fails. */
function run(program, ...args) {
  const path = fileURLToPath(new URL(`../node_modules/${program}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
}

/** Makes the folder `dist` in two renamings; tries again where another build came between them. */
function putInPlace(made) {
  const former = `${made}-former`;
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(`${root}dist`)) renameSync(`${root}dist`, former);
      renameSync(made, `${root}dist`);
      break;
    } catch (error) {
      if (attempt === 10) throw error;
    } finally {
      rmSync(former, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
