/** The packed package, installed elsewhere, works. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryFile } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kadenz-tarball-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npm = (args: readonly string[], cwd: string) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Installs from npm's cache, so that the test needs no network; `undefined` where the cache is empty. */
function installPacked(): string | undefined {
  const [packed] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repositoryFile('.')),
  ) as { filename: string; files: { path: string }[] }[];
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  try {
    npm(
      ['install', '--offline', '--no-audit', '--no-fund', '--omit=dev', join(folder, packed!.filename)],
      folder,
    );
  } catch (error) {
    if (String((error as { stderr?: string }).stderr).includes('ENOTCACHED')) return undefined;
    throw error;
  }
  return join(folder, 'node_modules/.bin/kadenz');
}

describe('the packed package', () => {
  it('installs, plans and can be imported', (test) => {
    const kadenz = installPacked();
    if (!kadenz) return test.skip('npm’s cache does not hold the dependencies, and the test uses no network');
    const run = (args: readonly string[]) => execFileSync(kadenz, args, { cwd: folder, encoding: 'utf8' });
    run(['init']);
    expect(run(['plan', 'portfolio.yaml', '-o', 'plan.json', '--report', 'report.html'])).toContain(
      'Decisions now',
    );
    expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')).kadenzPlan).toBe(1);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('</html>');
    const script =
      "import { highsSolver } from 'kadenz'; import 'kadenz/demand'; import 'kadenz/serving'; import 'kadenz/traces'; console.log((await highsSolver()).name)";
    const imported = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(imported.trim()).toBe('HiGHS');
  });
});
