// Compiles src to dist, and the dashboard to dist/web, when a source is newer than the last build. Also called by the tests of the built program.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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
  rmSync(`${root}dist`, { recursive: true, force: true });
  const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}`);
  buildDashboard();
  // The time at which the compiler read the sources, so that what changed meanwhile is built again.
  mkdirSync(`${root}.kadenz`, { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, start / 1000, start / 1000);
}

/** The dashboard, into `dist/web`, where the program serves it from. */
function buildDashboard() {
  const bundler = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bundler, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the build of the dashboard failed:\n${stdout}${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
