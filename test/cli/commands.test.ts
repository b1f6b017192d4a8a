/** Every command on a small portfolio, from `init` to `report`. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasEscapes, type Run, Workplace } from './program.ts';

const place = new Workplace();
let planned: Run;

const envelope = z.strictObject({
  kadenz: z.literal(1),
  command: z.string(),
  engineVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  inputHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  seed: z.int().nullable(),
  result: z.unknown(),
  error: z.looseObject({ code: z.string() }).optional(),
});

async function envelopeOf(args: readonly string[]) {
  const { stdout } = await place.run([...args, '--json']);
  return envelope.parse(JSON.parse(stdout));
}

beforeAll(async () => {
  await place.run(['init']);
  planned = await place.run([
    'plan',
    'portfolio.yaml',
    '-o',
    'plan.json',
    '--no-progress',
    '--report',
    'out/report.html',
  ]);
});
afterAll(() => place.remove());

describe('kadenz init', () => {
  it('writes a commented portfolio that validates', async () => {
    expect(readFileSync(place.path('portfolio.yaml'), 'utf8')).toMatch(/^# A small portfolio/);
    const { code, stdout } = await place.run(['validate', 'portfolio.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('portfolio.yaml is sound.');
    expect(stdout).toContain('Most worth finding out:');
  });

  it('does not replace a file unless it is told to', async () => {
    const refused = await place.run(['init', 'portfolio.yaml']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--force');
    const forced = await place.run(['init', 'other.yaml', '--force']);
    expect(forced.code).toBe(0);
  });

  it('makes, plans and explains a portfolio from eight columns', async () => {
    place.write(
      'projects.csv',
      `name,region,kind,MW,stage,live quarter,spent,remaining
Hall 1,Ohio,build,40,live,,300 m USD,
Newark,Ohio,build campus,60,construction,2028Q1,100 m USD,420 m USD
Heath,Ohio,lease,20,signed,2027Q3,,10 m USD
`,
    );
    const { code, stdout } = await place.run(['init', 'made.yaml', '--from', 'projects.csv']);
    expect(code).toBe(0);
    expect(stdout).toContain('Portfolio written to made.yaml.');
    expect(stdout).toMatch(/Newark +\S+ (continue|slow|pause|cancel)/);
    expect(stdout).toMatch(/1\. .+\n.+\n2\. /);
  });
});

describe('kadenz plan', () => {
  it('opens with one sentence, lists every decision, and ends with what to do next', () => {
    expect(planned.code).toBe(0);
    const lines = planned.stdout.trimEnd().split('\n');
    expect(planned.stdout.replaceAll('\n', ' ')).toMatch(/^[A-Z][^.]+: worth .+; .+, proven\. /);
    for (const name of ['Newark', 'Heath', 'Dublin Road']) {
      expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
    }
    expect(lines.at(-1)).toBe('Next: kadenz explain plan.json');
    // Worse in the best plan found, which the bound does not settle.
    expect(lines.find((line) => line.startsWith('Dublin Road'))).toMatch(/ unproven$/);
  });

  it('fits 100 columns and holds no escapes when it is not on a terminal', () => {
    const widest = Math.max(...planned.stdout.split('\n').map((line) => [...line].length));
    expect(widest).toBeLessThanOrEqual(100);
    expect(hasEscapes(planned.stdout + planned.stderr)).toBe(false);
    expect(planned.stderr).toBe('');
  });

  it('proves case by case what one set of prices leaves open, and verify sees it', async () => {
    expect(planned.stdout).toMatch(/the best\s+possible, proven/);
    const { cases, headline } = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
    expect(cases.multipliers.length).toBeGreaterThan(1);
    expect(headline.gapShareOfStake).toBeLessThan(1e-4);
    const verified = await place.run(['verify', 'plan.json', 'portfolio.yaml']);
    expect(verified.code).toBe(0);
  });

  it('takes portfolios and plans from standard input as well', async () => {
    const input = readFileSync(place.path('portfolio.yaml'), 'utf8');
    const sound = await place.run(['validate', '-'], { input });
    expect([sound.code, sound.stdout.split('\n')[0]]).toEqual([0, '- is sound.']);
    const plan = readFileSync(place.path('plan.json'), 'utf8');
    const held = await place.run(['verify', '-', 'portfolio.yaml'], { input: plan });
    expect([held.code, held.stdout]).toEqual([0, expect.stringContaining('The plan holds')]);
    const written = await place.run(['plan', 'portfolio.yaml', '-o', '-']);
    expect([written.code, written.stderr]).toEqual([1, expect.stringContaining('--json prints results')]);
  });

  it('says which file is which where plan and portfolio are swapped', async () => {
    const swapped = await place.run(['verify', 'portfolio.yaml', 'plan.json']);
    expect([swapped.code, swapped.stderr.split('\n')[0]]).toEqual([4, '1 problem in plan.json']);
    expect(swapped.stderr).toContain('is a plan file, where a portfolio is expected');
    const explained = await place.run(['explain', 'portfolio.yaml']);
    expect([explained.code, explained.stderr]).toEqual([
      4,
      expect.stringContaining('is a portfolio, where a plan file is expected'),
    ]);
  });

  it('explains an option by its name in any case, or how it begins', async () => {
    for (const asked of ['dublin-road', 'DUBLIN road', 'dub']) {
      const { code, stdout } = await place.run(['explain', 'plan.json', asked]);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Dublin Road \(/)]);
    }
    const unknown = await place.run(['explain', 'plan.json', 'newerk']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('did you mean newark?')]);
  });

  it('leaves no temporary file behind', () => {
    expect(readdirSync(place.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('prints the plan file in an envelope with --json', async () => {
    const { command, inputHash, seed, result } = await envelopeOf(['plan', 'portfolio.yaml']);
    expect(command).toBe('plan');
    const written = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
    const { provenance, policy } = result as typeof written;
    expect(inputHash).toBe(written.provenance.inputHash);
    expect(provenance.inputHash).toBe(inputHash);
    expect(seed).toBe(1);
    expect(policy).toEqual(written.policy);
  });

  it('plans another tree with another seed, and verify knows', async () => {
    const { code } = await place.run(['plan', 'portfolio.yaml', '--seed', '7', '-o', 'seven.json']);
    expect(code).toBe(0);
    const seven = JSON.parse(readFileSync(place.path('seven.json'), 'utf8'));
    expect(seven.provenance.seed).toBe(7);
    const other = await place.run(['verify', 'seven.json', 'portfolio.yaml']);
    expect(other.code).toBe(1);
    expect(other.stdout).toContain('provenance.seed');
  });
});

describe('kadenz explain', () => {
  it('gives the reasons of one option: alternatives, parts that add up, futures', async () => {
    const { code, stdout } = await place.run(['explain', 'plan.json', 'newark']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Newark \(40 MW\): /);
    for (const heading of ['What else could be done', 'What it does in each future'])
      expect(stdout).toContain(heading);
    const { result } = await envelopeOf(['explain', 'plan.json', 'newark']);
    const { reason } = result as { reason: { parts: { usd: number }[]; totalUsd: number } };
    const sum = reason.parts.reduce((total, { usd }) => total + usd, 0);
    expect(Math.abs(sum - reason.totalUsd)).toBeLessThan(1);
  });

  it('says what is known and done at a node', async () => {
    const { code, stdout } = await place.run(['explain', 'plan.json', '--node', '5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Node 5: 2026Q\d/);
    expect(stdout).toContain('demand:chat');
  });

  it('refuses options and nodes that the plan does not have', async () => {
    const option = await place.run(['explain', 'plan.json', 'nowhere']);
    expect([option.code, option.stderr]).toEqual([
      1,
      expect.stringContaining('newark, heath, dublin-road, training and chat'),
    ]);
    const node = await place.run(['explain', 'plan.json', '--node', '999']);
    expect([node.code, node.stderr]).toEqual([1, expect.stringContaining('nodes go from 0 to')]);
  });
});

describe('kadenz verify', () => {
  it('accepts the plan as written', async () => {
    const { code, stdout } = await place.run(['verify', 'plan.json', 'portfolio.yaml']);
    expect(stdout).toContain('The plan holds');
    expect(code).toBe(0);
  });

  it('rejects a plan in which one cash flow was changed', async () => {
    const plan = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
    plan.cashFlows[0].usd += 1e6;
    place.write('forged.json', JSON.stringify(plan));
    const { code, stdout } = await place.run(['verify', 'forged.json', 'portfolio.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/cashFlows\[0\]\.usd: got /);
    const { result } = await envelopeOf(['verify', 'forged.json', 'portfolio.yaml']);
    expect(result).toMatchObject({ valid: false });
  });
});

describe('kadenz export', () => {
  it('writes the whole problem as MPS', async () => {
    const { code } = await place.run(['export', 'portfolio.yaml', '--format', 'mps', '-o', 'model.mps']);
    expect(code).toBe(0);
    const text = readFileSync(place.path('model.mps'), 'utf8');
    expect(text).toMatch(/^NAME First_portfolio\nOBJSENSE\n {4}MAX\n/);
    expect(text).toMatch(/\nENDATA\n$/);
  });

  it('refuses formats that it does not write', async () => {
    const { code, stderr } = await place.run(['export', 'portfolio.yaml', '--format', 'lp']);
    expect([code, stderr]).toEqual([1, 'error: --format: got lp; must be mps, decisions, xlsx\n']);
  });
});

describe('kadenz report', () => {
  it('writes one file that asks for nothing else', async () => {
    const { code } = await place.run(['report', 'plan.json', 'portfolio.yaml', '-o', 'report.html']);
    expect(code).toBe(0);
    const html = readFileSync(place.path('report.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
    expect(html).not.toMatch(/@import|url\((?!#)/);
    expect(html).toBe(readFileSync(place.path('out/report.html'), 'utf8'));
  });

  it('refuses a portfolio that the plan was not made from', async () => {
    const changed = readFileSync(place.path('portfolio.yaml'), 'utf8').replace(
      'itPowerMw: 24 MW',
      'itPowerMw: 25 MW',
    );
    place.write('changed.yaml', changed);
    const { code, stderr } = await place.run(['report', 'plan.json', 'changed.yaml']);
    expect(code).toBe(4);
    expect(stderr).toContain('was not made from changed.yaml');
  });
});

describe('kadenz schema', () => {
  it('prints the JSON Schema of the portfolio', async () => {
    const { code, stdout } = await place.run(['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout);
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['projects', 'workloads', 'budget']),
    );
    expect(schema.additionalProperties).toBe(false);
  });
});
