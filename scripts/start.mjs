// `npm start`: builds, plans the small example with visible progress, and says where plan and report are.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

console.error('Building…');
build();
console.error('Planning examples/neocloud/portfolio.yaml…');
const { status } = spawnSync(
  process.execPath,
  [
    'dist/cli/main.js',
    'plan',
    'examples/neocloud/portfolio.yaml',
    ...['-o', 'reports/neocloud.plan.json', '--report', 'reports/neocloud.html'],
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
