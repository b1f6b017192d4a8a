// `npm start`: builds, plans the small example with visible progress, and serves its dashboard until Ctrl-C. `--no-serve` ends after the plan.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const portfolio = 'examples/neocloud/portfolio.yaml';
const plan = 'reports/neocloud.plan.json';
const run = (...args) =>
  spawnSync(process.execPath, ['dist/cli/main.js', ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;

// The first Ctrl-C belongs to the program: it keeps the best plan, or ends the service.
process.on('SIGINT', () => {});
console.error('Building…');
build();
console.error(`Planning ${portfolio}…`);
const others = given.filter((argument) => argument !== '--no-serve');
const status = run('plan', portfolio, '-o', plan, '--report', 'reports/neocloud.html', ...others);
if (status !== 0 || given.includes('--no-serve')) process.exit(status);
process.exit(run('serve', portfolio, '--plan', plan));
