import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { inputToYaml } from '../../src/adapters/files/write-portfolio.ts';
import { nodePorts } from '../../src/app/compose.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { hasEscapes, Workplace } from '../cli/program.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

const place = new Workplace();

/** Runs the command line in this process; names of files in `place` stand for their paths, also in what is said. */
async function run(args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const terminal = {
    ...{ width: 100, colour: false, live: false },
    out: (text: string) => {
      stdout += text;
    },
    err: (text: string) => {
      stderr += text;
    },
  };
  const argv = args.map((word) => (/\.(csv|yaml|html|parquet)$/.test(word) ? place.path(word) : word));
  const world = { terminal, ports: nodePorts(), onInterrupt: () => () => {} };
  const code = await runCommandLine({ argv, env: { LANG: 'C' }, ...world });
  const short = (text: string) => text.replaceAll(`${place.folder}/`, '');
  return { code, stdout: short(stdout), stderr: short(stderr) };
}
afterAll(() => place.remove());

const quarters = [
  '2023Q1',
  '2023Q2',
  '2023Q3',
  '2023Q4',
  '2024Q1',
  '2024Q2',
  '2024Q3',
  '2024Q4',
  '2025Q1',
  '2025Q2',
];
const rows = quarters.map((quarter, i) => `${quarter},${100 + i * 12 + (i % 2) * 5}`);
const table = (lines: readonly string[]) => `quarter,value\n${lines.join('\n')}\n`;
const changed = (at: number, line: string) => table(rows.map((row, i) => (i === at ? line : row)));

describe('kadenz forecast of a table', () => {
  it('draws history and fan in 100 columns and says how earlier fans held', async () => {
    place.write('series.csv', table(rows));
    const { code, stdout, stderr } = await run(['forecast', 'series.csv', '--html', 'chart.html']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/in 2027Q2 \(P50\), between .+ with 80 %\./);
    expect(stdout).toContain('●●');
    expect(stdout).toMatch(/Earlier fans of the same methods held .+ of 3 quarters/);
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .slice(1, -3)
          .map((line) => [...line].length),
      ),
    ).toBeLessThanOrEqual(100);
    expect(hasEscapes(stdout)).toBe(false);
    expect(readFileSync(place.path('chart.html'), 'utf8')).toMatch(/<svg[^>]+role="img"[\s\S]*<\/html>/);
  });

  it('gives programs the fan, what was done to the data, and the same numbers each time', async () => {
    place.write('gap.csv', changed(4, '2024Q1,'));
    const [first, second] = [1, 2].map(() => run(['forecast', 'gap.csv', '--json', '--quarters', '4']));
    const { stdout } = await first!;
    expect((await second!).stdout).toBe(stdout);
    const { result } = JSON.parse(stdout);
    expect(result.series[0].fan.points).toHaveLength(4);
    expect(result.treatments.map(({ code }: { code: string }) => code)).toEqual([
      'demand.history.gap',
      'demand.forecast.gaps-filled',
    ]);
  });

  const taken: readonly (readonly [string, string, string])[] = [
    ['a missing quarter', table(rows.filter((_, i) => i !== 4)), 'quarters missing'],
    ['an empty value', changed(4, '2024Q1,'), 'dirty.csv:6: value'],
    ['leading zeros', changed(0, '2023Q1,0'), 'zeros before the first positive value'],
    ['a zero within', changed(5, '2024Q2,0'), 'shifted by half'],
    ['an equal row twice', table([...rows, rows[9]!]), 'dirty.csv:12: 2025Q2'],
    [
      'decimal commas between semicolons',
      table(rows).replaceAll(',', ';').replace(';117', ';117,5'),
      'note: dirty.csv:3',
    ],
  ];
  for (const [title, text, note] of taken) {
    it(`takes ${title} with a stated treatment`, async () => {
      place.write('dirty.csv', text);
      const { code, stderr } = await run(['forecast', 'dirty.csv']);
      expect(stderr).toContain(note);
      expect(code).toBe(0);
    });
  }

  it('drops a byte-order mark', async () => {
    place.write('mark.csv', `\uFEFF${table(rows)}`);
    expect((await run(['forecast', 'mark.csv'])).code).toBe(0);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['a negative', changed(3, '2023Q4,-5'), 'dirty.csv:5: value: got "-5"; must not be negative. Correct'],
    [
      'two values for one quarter',
      table([...rows, '2025Q2,1']),
      'dirty.csv:12: 2025Q2: got 1; contradicts line 11',
    ],
    [
      'one point only',
      table(rows.slice(0, 1)),
      'got 1; is the number of values above 0; a forecast needs 2. Add',
    ],
    [
      'a decimal comma between commas',
      changed(3, '2023Q4,"141,5"'),
      'dirty.csv:5: value: got "141,5"; has a comma',
    ],
    ['a word', changed(3, '2023Q4,many'), 'dirty.csv:5: value: got "many"; must be a number. Correct'],
    [
      'a period that is none',
      changed(3, '2023Q5,141'),
      'dirty.csv:5: quarter: got "2023Q5"; must be a quarter',
    ],
    ['no column of values', 'quarter,x\n2025Q1,3\n', 'name it with an option. There are: quarter, x'],
    ['nothing at all', '', 'must not be empty'],
  ];
  for (const [title, text, sentence] of refused) {
    it(`refuses ${title} with line and remedy`, async () => {
      place.write('dirty.csv', text);
      const { code, stdout, stderr } = await run(['forecast', 'dirty.csv']);
      expect(stderr).toContain(sentence);
      expect([code, stdout]).toEqual([4, '']);
    });
  }
});

const raw = smallPortfolio();
const portfolio = inputToYaml({
  ...raw,
  uncertainty: { seed: 1, nodes: 24, paths: 400 },
  events: [
    {
      ...{ id: 'leaves', name: 'The tenant leaves', hazardPerQuarter: 0.05 },
      effects: [{ series: 'demand:train', factor: 0.4 }],
    },
  ],
}).replace('events:', '# What may come.\nevents:');

const report = [
  '--id',
  'note-2',
  '--about',
  'leaves',
  '--source',
  'press',
  '--title',
  'Press',
  '--published',
];
const rest = [
  '--reliability',
  '80%',
  '--group',
  'talks',
  '--likelihood',
  'occurs=0.6',
  '--likelihood',
  'does-not=0.2',
];
const add = [...report, '2025-03-20', ...rest];

describe('kadenz evidence', () => {
  it('previews without writing, adds with comments kept, lists, retracts, in both languages', async () => {
    place.write('p.yaml', portfolio);
    const preview = await run(['evidence', 'preview', 'p.yaml', ...add, '--json']);
    const { effects, demand } = JSON.parse(preview.stdout).result;
    const effect = effects.find(({ about }: { about: string }) => about === 'leaves');
    expect(effect.after).toBeGreaterThan(effect.before * 1.4);
    const train = demand.find(({ series }: { series: string }) => series === 'demand:train');
    expect(train.after.p50).toBeLessThan(train.before.p50);
    expect(readFileSync(place.path('p.yaml'), 'utf8')).toBe(portfolio);
    const added = await run(['evidence', 'add', 'p.yaml', ...add]);
    expect([added.code, added.stdout.split('\n')[0]]).toEqual([0, 'note-2 added to p.yaml.']);
    expect(readFileSync(place.path('p.yaml'), 'utf8')).toContain('# What may come.');
    const listed = JSON.parse((await run(['evidence', 'list', 'p.yaml', '--json'])).stdout).result;
    expect(listed.effects.find(({ about }: { about: string }) => about === 'leaves').after).toBe(
      effect.after,
    );
    const retract = [
      'evidence',
      'retract',
      'p.yaml',
      'note-2',
      '--on',
      '2025-03-30',
      '--reason',
      'dementiert',
    ];
    const gone = await run([...retract, '--lang', 'de']);
    expect(gone.stdout).toContain('note-2 in p.yaml zurückgezogen');
    const after = JSON.parse((await run(['evidence', 'list', 'p.yaml', '--json'])).stdout).result;
    const restored = after.effects.find(({ about }: { about: string }) => about === 'leaves');
    expect([restored.before, restored.after]).toEqual([effect.before, effect.before]);
    expect((await run(retract)).code).toBe(4);
  });

  it('refuses certainty with the reason, and writes nothing', async () => {
    place.write('sure.yaml', portfolio);
    const certain = add.map((word) => (word === 'occurs=0.6' ? 'occurs=1' : word));
    const { code, stderr } = await run(['evidence', 'add', 'sure.yaml', ...certain]);
    expect(code).toBe(4);
    expect(stderr).toContain('certainty could never be revised by later evidence');
    expect(readFileSync(place.path('sure.yaml'), 'utf8')).toBe(portfolio);
  });
});

describe('kadenz forecast of several series', () => {
  it('shows those that have enough history and says which have not', async () => {
    const both = rows.map((row) => `long,${row}`);
    place.write('both.csv', `series,quarter,value\n${both.join('\n')}\nshort,2025Q1,7\n`);
    const { code, stdout, stderr } = await run(['forecast', 'both.csv', '--by', 'series']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('long: ')]);
    expect(stderr).toContain('short: got 1; is the number of values above 0; a forecast needs 2');
  });
});

describe('kadenz forecast of a series without a name', () => {
  it('calls it by its column, in the headline and where it is treated or refused', async () => {
    place.write('gap.csv', table([...rows.slice(0, 3), ...rows.slice(4)]));
    const gap = await run(['forecast', 'gap.csv']);
    expect([gap.stdout, gap.stderr]).toEqual([
      expect.stringMatching(/^value: /),
      expect.stringContaining('gap.csv: value: got 1'),
    ]);
    place.write('one.csv', table(rows.slice(0, 1)));
    expect((await run(['forecast', 'one.csv'])).stderr).toContain(
      'one.csv: value: got 1; is the number of values above 0',
    );
  });
});

describe('kadenz forecast of a Parquet file', () => {
  it('reads dates, nulls as gaps, and vintages as they were known', async () => {
    const bytes = readFileSync(new URL('./parquet/history.parquet', import.meta.url));
    writeFileSync(place.path('history.parquet'), bytes);
    const historyOf = async (...more: string[]) => {
      const { code, stdout, stderr } = await run(['forecast', 'history.parquet', '--json', ...more]);
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout).result.series[0].history.map(({ value }: { value: number }) => value);
    };
    expect(await historyOf()).toEqual([100, 112, 140, 155, 166, 190, 218]);
    expect(await historyOf('--as-of', '2025-02-01')).toEqual([100, 112, 140, 155, 166, 190, 214]);
  });

  it('says so of a file that is none', async () => {
    place.write('none.parquet', 'quarter,value\n');
    const { code, stderr } = await run(['forecast', 'none.parquet']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('is no Parquet file that can be read')]);
  });
});

describe('kadenz forecast and readings of a portfolio', () => {
  it('shows fans, events and the tree', async () => {
    place.write('q.yaml', portfolio);
    const { code, stdout } = await run(['forecast', 'q.yaml']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/The tenant leaves +30\.2 % +30\.2 %/);
    expect(stdout).toMatch(/Tree of \d+ nodes and \d+ futures/);
  });

  it('scores explanations on actions, and tells of an option and an action that are none', async () => {
    place.write('r.yaml', portfolio);
    place.write('actions.csv', 'option,action\nnewark,cancel\nheath,cancel\n');
    const { code, stdout } = await run(['readings', 'r.yaml', 'actions.csv', '--json', '--time-limit', '2']);
    expect(code).toBe(0);
    const { scores, scaleUsd } = JSON.parse(stdout).result;
    expect(scores.map(({ explanation }: { explanation: string }) => explanation).sort()).toEqual([
      'leaves',
      'normal cadence',
    ]);
    expect(scores[0].posterior + scores[1].posterior).toBeCloseTo(1, 12);
    expect(scaleUsd).toBeGreaterThan(0);
    place.write('actions.csv', 'option,action\nnewark,dance\n');
    const wrong = await run(['readings', 'r.yaml', 'actions.csv', '--time-limit', '2']);
    expect([wrong.code, wrong.stderr]).toEqual([
      4,
      expect.stringContaining('line 2: got action dance; must be one of'),
    ]);
  });

  it('counts the actions of the portfolio’s quarter alone, says what it left out, and refuses two of one option', async () => {
    place.write('s.yaml', portfolio);
    const of = async (lines: readonly string[]) => {
      place.write('actions.csv', ['option,quarter,action', ...lines].join('\n'));
      return run(['readings', 's.yaml', 'actions.csv', '--time-limit', '2']);
    };
    const mixed = await of(['newark,2025Q2,cancel', 'heath,2025Q3,cancel', 'heath,,cancel']);
    expect([mixed.code, mixed.stdout]).toEqual([0, expect.stringContaining('1 row is of other quarters')]);
    const later = await of(['newark,2025Q3,cancel', 'heath,2025Q4,cancel']);
    expect([later.code, later.stderr]).toEqual([4, expect.stringContaining('2 rows are of other quarters')]);
    const twice = await of(['newark,2025Q2,cancel', 'newark,2025Q2,pause']);
    expect([twice.code, twice.stderr]).toEqual([
      4,
      expect.stringContaining('line 3: newark acts a second time'),
    ]);
    const odd = await of(['newark,spring,cancel']);
    expect([odd.code, odd.stderr]).toEqual([4, expect.stringContaining('line 2: got quarter spring')]);
  });
});
