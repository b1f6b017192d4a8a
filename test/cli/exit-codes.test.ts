/** Each exit code, and what is said with it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryFile, Workplace } from './program.ts';

const place = new Workplace();
beforeAll(() => place.run(['init']));
afterAll(() => place.remove());

const portfolio = () => readFileSync(place.path('portfolio.yaml'), 'utf8');

describe('exit 1: what the user can mend in the call', () => {
  it.each([
    [['plann'], 'there is no command plann'],
    [['plan'], 'FILE is missing'],
    [['plan', 'portfolio.yaml', '--nope'], 'there is no option --nope'],
    [['plan', 'portfolio.yaml', '--gap', 'small'], '--gap: got small'],
    [
      ['plan', 'portfolio.yaml', '--gap', '5'],
      '--gap: got 5; must be a share such as 0.01 or 1 %, at most 1',
    ],
    [['plan', 'portfolio.yaml', '--time-limit', '-1'], '--time-limit: got -1'],
    [['plan', 'portfolio.yaml', '--seed', '1.5'], '--seed: got 1.5'],
    [['plan', 'portfolio.yaml', '--fail-on', 'overbuild>1'], '--fail-on: got overbuild>1'],
    [['plan', 'portfolio.yaml', '--lang', 'fr'], '--lang: got fr'],
    [['plan', 'portfolio.yaml', '-o'], 'needs a value'],
    [['plan', 'portfolio.yaml', '-o', '.'], '. could not be written (EISDIR)'],
    [
      ['simulate', 'plan.json', 'portfolio.yaml', '--paths', '0'],
      '--paths: got 0; must be a whole number ≥ 1',
    ],
    [['validate', 'a', 'b'], 'more arguments'],
  ])('%j', async (args, said) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['refused', ['explain', 'nope.json']],
    ['usage', ['explain', '--nope']],
    ['failed', ['plan', 'portfolio.yaml', '-o', '.']],
  ])('is told to programs as well: %s', async (code, args) => {
    const { stdout, stderr } = await place.run([...args, '--json', '--no-progress']);
    const { command, result, error } = JSON.parse(stdout);
    expect([command, result, error.code]).toEqual([args[0], null, code]);
    expect(stderr).toBe(`error: ${error.message}\n`);
  });

  it('refuses to write a plan over what is no plan', async () => {
    const before = portfolio();
    const { code, stderr } = await place.run(['plan', 'portfolio.yaml', '-o', 'portfolio.yaml']);
    expect(code).toBe(1);
    expect(stderr).toContain('is not a plan file');
    expect(portfolio()).toBe(before);
  });

  it('tells a plan of another release from what is no plan, and plans over it', async () => {
    place.write('old.json', '{"kadenzPlan":1,"headline":{},"provenance":{}}');
    const explained = await place.run(['explain', 'old.json']);
    expect([explained.code, explained.stderr]).toEqual([4, expect.stringContaining('make it again with')]);
    const { code } = await place.run(['plan', 'portfolio.yaml', '-o', 'old.json']);
    expect(code).toBe(0);
    expect((await place.run(['explain', 'old.json'])).code).toBe(0);
  });
});

describe('exit 2: with --detailed-exitcode, a plan that differs', () => {
  it('is 0 for the same plan, 2 for another one, 0 without the flag', async () => {
    place.write(
      'cheap.yaml',
      portfolio()
        .replaceAll('costUsd: 140 m USD', 'costUsd: 14 m USD')
        .replaceAll('costUsd: 300 m USD', 'costUsd: 30 m USD'),
    );
    const plan = (file: string, ...flags: string[]) => place.run(['plan', file, '-o', 'two.json', ...flags]);
    expect((await plan('portfolio.yaml', '--detailed-exitcode')).code).toBe(0);
    const same = await plan('portfolio.yaml', '--detailed-exitcode');
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('The same plan as two.json held.')]);
    expect((await plan('cheap.yaml', '--detailed-exitcode')).code).toBe(2);
    expect((await plan('portfolio.yaml')).code).toBe(0);
  });
});

describe('exit 3: guardrails', () => {
  it('is 3 when a figure is beyond its limit, and says by how much', async () => {
    const { code, stdout, stderr } = await place.run([
      'plan',
      'portfolio.yaml',
      '--fail-on',
      'npv_usd<999bn',
      '--fail-on',
      'gap_share>99',
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/Guardrail npv_usd<999bn violated: −?[\d,.]+/);
    expect(stderr).not.toContain('gap_share');
    expect(stdout).toContain('Decisions now');
  });

  it('is 0 when all hold', async () => {
    const { code } = await place.run(['plan', 'portfolio.yaml', '--fail-on', 'overbuild_p90_mw>1e6']);
    expect(code).toBe(0);
  });
});

describe('exit 4: invalid input', () => {
  it('tells all problems at once, each with place, value, rule and remedy', async () => {
    place.write(
      'broken.yaml',
      portfolio().replace('pue: 1.2', 'pue: 0.2').replace('quarters: 1,', 'quarters: -2,'),
    );
    const { code, stdout, stderr } = await place.run(['plan', 'broken.yaml']);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('2 problems in broken.yaml');
    expect(stderr).toMatch(/broken\.yaml:\d+:\d+: regions\[0\]\.pue: got 0\.2; must be .+\. .+/);
    expect(stderr).toMatch(/projects\[0\]\.stages\[0\]\.quarters: got -2; must be/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('holds the same problems as data with --json', async () => {
    const { code, stdout } = await place.run(['validate', 'broken.yaml', '--json']);
    expect(code).toBe(4);
    const { result, error } = JSON.parse(stdout);
    expect(result).toBeNull();
    expect(error).toMatchObject({ code: 'invalid', problems: [{ path: 'regions[0].pue' }, {}] });
  });

  it('holds for files that are missing or no plans', async () => {
    expect((await place.run(['plan', 'nowhere.yaml'])).code).toBe(4);
    expect((await place.run(['explain', 'nowhere.json'])).code).toBe(4);
    place.write('list.json', '[1, 2]');
    const { code, stderr } = await place.run(['explain', 'list.json']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('not a plan file of version 1')]);
  });
});

describe('exit 5: infeasible', () => {
  it('names the rules that cannot be kept together', async () => {
    const demanding = portfolio()
      .replace('kind: interactive-inference', 'kind: interactive-inference\n    serviceLevel: 100 %')
      .replace(/supplyPerQuarter: \d+/g, 'supplyPerQuarter: 0');
    place.write('impossible.yaml', demanding);
    const { code, stdout, stderr } = await place.run(['plan', 'impossible.yaml', '--json']);
    expect(code).toBe(5);
    expect(stderr).toMatch(/^No plan can keep all rules\. .*service level of chat/m);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe('infeasible');
    expect(error.rules).toContainEqual({ rule: 'service-level', subject: 'chat' });
  });
});

describe('Ctrl-C', () => {
  it('keeps the best plan so far, with a gap that holds', async () => {
    const file = repositoryFile('examples/neocloud/portfolio.yaml');
    const args = ['plan', file, '-o', 'stopped.json', '--gap', '0'];
    // Planning is under way some starts of the program later, however slow the machine is.
    const before = performance.now();
    await place.run(['validate', file]);
    const startMs = performance.now() - before;
    const { code, stdout, stderr } = await place.run(args, { interruptAfterMs: 1500 + 2 * startMs });
    expect(stderr).toContain('Stopping with the best plan so far');
    expect(code).toBe(0);
    expect(stdout).toContain('Stopped before the gap asked for was reached');
    const { headline } = JSON.parse(readFileSync(place.path('stopped.json'), 'utf8'));
    expect(headline.status).toBe('stopped');
    expect(headline.boundUsd).toBeGreaterThanOrEqual(headline.valueUsd);
    const verified = await place.run(['verify', 'stopped.json', file]);
    expect(verified.stdout).toContain('The plan holds');
  });

  it('ends with a word before there is anything to keep', async () => {
    const before = performance.now();
    await place.run(['--version']);
    // By then it has long been loaded, however slow the machine is, and waits for a portfolio that does not come.
    const interruptAfterMs = 3 * (performance.now() - before);
    const started = await place.run(['validate', '-', '--lang', 'de'], {
      interruptAfterMs,
      waitsForInput: true,
    });
    expect(started).toMatchObject({ code: 130, stderr: 'Abgebrochen: ohne Ergebnis beendet.\n' });
  });

  it('tells of a limit within which nothing but a first plan is found', async () => {
    const file = repositoryFile('examples/neocloud/portfolio.yaml');
    const { code, stdout } = await place.run(['plan', file, '--time-limit', '0.1']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /A limit of 0\.1 s was too short for a search: this is a first plan, which took [\d.]+ s\. Allow more time: kadenz plan .* --time-limit \d+/,
    );
  });

  it('is what --time-limit does by itself', async () => {
    const file = repositoryFile('examples/neocloud/portfolio.yaml');
    const { code, stdout } = await place.run(['plan', file, '--gap', '0', '--time-limit', '2', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).result.headline.status).toBe('stopped');
  });
});
