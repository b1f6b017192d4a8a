/** Two languages, and colours only where they are wanted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './program.ts';

const place = new Workplace();
beforeAll(() => place.run(['init', '--lang', 'de']));
afterAll(() => place.remove());

describe('German', () => {
  it('comes from the environment', async () => {
    const { stdout } = await place.run(['validate', 'portfolio.yaml'], { env: { LANG: 'de_DE.UTF-8' } });
    expect(stdout).toContain('portfolio.yaml ist in Ordnung.');
  });

  it('gives way to --lang', async () => {
    const { stdout } = await place.run(['validate', 'portfolio.yaml', '--lang=en'], {
      env: { LANG: 'de_DE.UTF-8' },
    });
    expect(stdout).toContain('portfolio.yaml is sound.');
  });

  it('holds for the whole of a plan, numbers included', async () => {
    const { code, stdout } = await place.run(['plan', 'portfolio.yaml', '--lang', 'de', '-o', 'plan.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/nachweislich/);
    expect(stdout).toMatch(/Mio\. USD|Mrd\. USD/);
    expect(stdout).toContain('Weiter: kadenz report plan.json portfolio.yaml -o report.html');
    expect(stdout).not.toMatch(/\b(worth|proven|Decisions|toss-up)\b/);
  });

  it('holds for help, faults and problems', async () => {
    const help = await place.run(['plan', '--help', '--lang', 'de']);
    expect(help.stdout).toMatch(/^Aufruf: kadenz plan/);
    expect(help.stdout).toContain('Für jeden Befehl:');
    expect(help.stdout).not.toMatch(/Options:|Arguments:|default/);
    const bare = await place.run(['--no-progress', '--lang', 'de']);
    expect([bare.code, bare.stdout]).toEqual([0, expect.stringMatching(/^Aufruf: kadenz BEFEHL/)]);
    const fault = await place.run(['planen', '--lang', 'de']);
    expect(fault.stderr).toBe('Fehler: den Befehl planen gibt es nicht; kadenz --help nennt alle\n');
    const missing = await place.run(['plan', 'fehlt.yaml', '--lang', 'de']);
    expect(missing.stderr).toContain('1 Problem in fehlt.yaml');
  });
});
