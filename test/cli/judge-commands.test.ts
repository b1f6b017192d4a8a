/** The commands that judge plans, on a small portfolio, as a user runs them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './program.ts';

const place = new Workplace();
const portfolio = 'portfolio.yaml';
const base = ['--base', 'plan.json'];

async function resultOf<Result>(args: readonly string[]): Promise<Result> {
  const { stdout, stderr } = await place.run([...args, '--json']);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { result: Result }).result;
}

interface Valued {
  readonly valueUsd: number;
  readonly boundUsd: number;
}

beforeAll(async () => {
  await place.run(['init']);
  await place.run(['plan', portfolio, '-o', 'plan.json']);
});
afterAll(() => place.remove());

describe('kadenz evaluate', () => {
  it('finds the plan’s own decisions worth what the plan is, told from its table', async () => {
    const exported = await place.run(['export', 'plan.json', '--format', 'decisions', '-o', 'own.csv']);
    expect(exported.stdout).toMatch(/^\d+ decisions written to own\.csv\.\n$/);
    const { code, stdout } = await place.run(['evaluate', portfolio, 'own.csv', ...base]);
    expect(code).toBe(0);
    expect(stdout).toContain('as much as the best plan found');
    expect(stdout).toContain('No decision that is named differs from the plan.');
  });

  it('says what a decision costs, in both languages, and writes the plan that it makes', async () => {
    place.write('mine.csv', 'option,action,condition,why\nheath,cancel,,too dear\nnewark,pause,,\n');
    const args = ['evaluate', portfolio, 'mine.csv', ...base, '-o', 'mine.json'];
    const result = await resultOf<{
      given: Valued;
      plan: Valued;
      boundWithinUsd: number;
      costs: { line: number; option: string; costUsd: number }[];
    }>(args);
    expect(result.given.valueUsd).toBeLessThan(result.plan.valueUsd);
    expect(result.given.valueUsd).toBeLessThanOrEqual(result.boundWithinUsd);
    expect(result.costs.map(({ line, option }) => [line, option])).toContainEqual([2, 'heath']);
    expect(result.costs[0]!.costUsd).toBeGreaterThan(1e6);
    const german = await place.run([...args, '--lang', 'de']);
    expect(german.stdout).toMatch(/^Ihre Entscheidungen sind .* wert/);
    const widest = Math.max(...german.stdout.split('\n').map((line) => [...line].length));
    expect(widest).toBeLessThanOrEqual(100);
    const verified = await place.run(['verify', 'mine.json', portfolio]);
    expect(verified.code).toBe(0);
  });

  it('refuses what cannot be, with line, rule and remedy, before it plans', async () => {
    place.write(
      'wrong.csv',
      'option;quarter;action\nheth;2025Q2;cancel\nheath;2025Q2;dance\nnewark;2025Q2;cancel\nnewark;2025Q3;continue\n',
    );
    const { code, stderr } = await place.run(['evaluate', portfolio, 'wrong.csv']);
    expect(code).toBe(4);
    expect(stderr).toContain('wrong.csv:2: option: got "heth"; must name an option of the portfolio.');
    expect(stderr).toContain('Did you mean heath?');
    expect(stderr).toContain('wrong.csv:3: action: got "dance"; must be');
    expect(stderr).toMatch(
      /wrong\.csv:5: action: got "continue"; is not open to newark in 2025Q3 .* Choose cancelled/,
    );
  });

  it('lets everything go on at full speed where nothing is named and the rest is to continue', async () => {
    place.write('nothing.csv', 'option,action\n');
    const args = ['evaluate', portfolio, 'nothing.csv', ...base, '--rest', 'continue'];
    const { given, fullSpeed } = await resultOf<{ given: Valued; fullSpeed: Valued }>(args);
    expect(given.valueUsd).toBeCloseTo(fullSpeed.valueUsd, 0);
  });

  it('names the rule that decisions break together', async () => {
    const text = readFileSync(place.path(portfolio), 'utf8');
    place.write(
      'tight.yaml',
      text.replace('fiscalYear: 2026, capexUsd: 800 m USD', 'fiscalYear: 2026, capexUsd: 80 m USD'),
    );
    place.write('mine.csv', 'option,action\nnewark,continue\n');
    const args = ['evaluate', 'tight.yaml', 'mine.csv', '--rest', 'continue', '--time-limit', '10'];
    const { stderr, code } = await place.run(args);
    expect(code).toBe(5);
    expect(stderr).toMatch(/mine\.csv cannot be taken together\. They break .*2026\. .*--rest optimal/s);
  });
});

describe('kadenz backtest', () => {
  it('lays plan, actions seen and hindsight side by side in both worlds', async () => {
    const text = readFileSync(place.path(portfolio), 'utf8');
    place.write('later.yaml', text.replace(/^name: .*$/m, 'name: Later'));
    place.write('seen.csv', 'option,quarter,action\nheath,2025Q2,cancel\n');
    const result = await resultOf<{
      day: { name: string; lossUsd: number; worth: Valued }[];
      later: { name: string; lossUsd: number }[];
      apart: { option: string; plan: string; observed: string | null }[];
    }>([
      ...['backtest', portfolio, '--as-of', '2026-12-01', ...base],
      ...['--observed', 'seen.csv', '--hindsight', 'later.yaml'],
    ]);
    expect(result.day.map(({ name }) => name)).toEqual(['plan', 'observed', 'hindsight']);
    const loss = Object.fromEntries(result.day.map(({ name, lossUsd }) => [name, lossUsd]));
    // What was known later is here what was known on the day: hindsight is the plan.
    expect(loss['observed']).toBeGreaterThan(1e6);
    expect(loss['hindsight']).toBeCloseTo(loss['plan']!, 0);
    expect(result.later.map(({ lossUsd }) => Math.round(lossUsd / 1e3))).toEqual(
      result.day.map(({ lossUsd }) => Math.round(lossUsd / 1e3)),
    );
    expect(result.apart).toContainEqual(
      expect.objectContaining({ option: 'heath', plan: 'continue', observed: 'cancel' }),
    );
  });
});

describe('studies of kadenz whatif', () => {
  interface Planned {
    readonly study: {
      readonly draws: {
        readonly planned: number;
        readonly value: { readonly p10: number; readonly p90: number };
        readonly decisions: readonly {
          readonly share: number;
          readonly others: readonly { readonly share: number }[];
        }[];
      };
      readonly points: readonly {
        readonly cvarWeight: number;
        readonly npvUsd: number;
        readonly cvarUsd: number;
      }[];
      readonly bars: readonly { readonly input: string; readonly swingUsd: number }[];
      readonly plans: number;
      readonly flips: readonly { readonly holdsTo: number; readonly flipsBy: number }[];
    };
  }
  const whatif = (...args: string[]) => resultOf<Planned>(['whatif', portfolio, ...base, ...args]);

  it('draw the uncertain inputs: shares of each decision add up, the same in every run', async () => {
    const first = await whatif('--draws', '6', '--gap', '40%');
    const { draws } = first.study;
    expect(draws.planned).toBe(6);
    expect(draws.value.p10).toBeLessThan(draws.value.p90);
    for (const { share, others } of draws.decisions)
      expect(others.reduce((sum, other) => sum + other.share, share)).toBeCloseTo(1, 9);
  });

  it('lay the frontier: no more CVaR without less NPV, beyond the gaps', async () => {
    const { study } = await whatif('--frontier', '0,1');
    expect(study.points.map(({ cvarWeight }) => cvarWeight)).toEqual([0, 1]);
    const [bold, careful] = study.points;
    expect(careful!.cvarUsd).toBeGreaterThanOrEqual(bold!.cvarUsd - 1);
    const text = await place.run(['whatif', portfolio, ...base, '--frontier', '0,1', '--lang', 'de']);
    expect(text.stdout).toContain('erwarteter Kapitalwert');
  });

  it('rank uncertain inputs by what they move, and stop in time with what is known', async () => {
    const { study } = await whatif('--tornado', '2', '--time-limit', '15');
    const swings = study.bars.map(({ swingUsd }) => swingUsd);
    expect(swings).toEqual(swings.toSorted((a, b) => b - a));
    expect(swings[0]).toBeGreaterThan(1e6);
  });

  it('look for the factors of demand and prices at which decisions flip, by plans made anew', async () => {
    const { study } = await whatif('--flips', '--gap', '40%', '--time-limit', '15');
    expect(study.plans).toBeGreaterThan(0);
    for (const { holdsTo, flipsBy } of study.flips)
      expect(Math.abs(flipsBy), 'beyond where it was found to hold').toBeGreaterThan(Math.abs(holdsTo));
  });

  it('are asked one at a time', async () => {
    const { code, stderr } = await place.run(['whatif', portfolio, '--flips', '--draws', '3']);
    expect(code).toBe(1);
    expect(stderr).toContain('one at a time');
    const weights = await place.run(['whatif', portfolio, '--frontier', '0,2']);
    expect(weights.stderr).toContain('weights of CVaR from 0 to 1');
  });
});

describe('kadenz diff', () => {
  it('finds no difference between a plan and itself, not even what its gap leaves open', async () => {
    const { code, stdout } = await place.run(['diff', 'plan.json', 'plan.json', '--detailed-exitcode']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The plan is worth the same\.\n/);
  });

  it('refuses, as explain and report do, a plan that was changed after it was written', async () => {
    const plan = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
    plan.decisionsNow[0].action = 'cancel now';
    place.write('edited.json', JSON.stringify(plan));
    for (const args of [
      ['diff', 'plan.json', 'edited.json'],
      ['explain', 'edited.json'],
      ['report', 'edited.json', portfolio],
    ]) {
      const { code, stderr } = await place.run(args);
      expect(code, args[0]).toBe(4);
      expect(stderr).toContain('edited.json was changed after it was written (plan-hash)');
      const german = await place.run([...args, '--lang', 'de']);
      expect(german.stderr).toContain('nach dem Schreiben geändert');
    }
  });
});

describe('kadenz plan --check-horizon', () => {
  it('stores what other horizons would decide, and verify accepts the plan', async () => {
    const { stdout } = await place.run([
      'plan',
      portfolio,
      '-o',
      'far.json',
      '--check-horizon',
      '--gap',
      '40%',
    ]);
    expect(stdout).toMatch(/With a horizon 2 years|No decision of this quarter changes with a horizon/);
    const { horizonChecks } = JSON.parse(readFileSync(place.path('far.json'), 'utf8')) as {
      horizonChecks: { quarters: number }[];
    };
    expect(horizonChecks.map(({ quarters }) => quarters)).toEqual([-8, 8]);
    expect((await place.run(['verify', 'far.json', portfolio])).code).toBe(0);
  });
});
