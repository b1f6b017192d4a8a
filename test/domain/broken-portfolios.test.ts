import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readPortfolioBytes,
  readPortfolioPath,
  readPortfolioTables,
} from '../../src/adapters/files/read-portfolio.ts';
import { readSeriesParquet } from '../../src/adapters/files/series-parquet.ts';
import { inputToYaml } from '../../src/adapters/files/write-portfolio.ts';
import { doubtfulRows } from '../../src/domain/from-projects.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import type { PortfolioDocument } from '../../src/domain/schema.ts';
import { applySettings } from '../../src/domain/setting.ts';
import { unusualFigures } from '../../src/domain/unusual.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { decisionProblems } from '../../src/judge/decision-set.ts';
import { decisionRow, faultProblem, givenDecisions } from '../../src/judge/decision-table.ts';
import { leaks } from '../../src/judge/information-cut.ts';
import { workbookProblems } from '../../src/messages/en/workbook.ts';
import { languages } from '../../src/messages/language.ts';
import { problemCodes, problemParts, renderProblem } from '../../src/messages/render-problem.ts';
import type { DecisionFault } from '../../src/planning/plan/given-decisions.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';
import { formatPath, type LocatedProblem, type Problem, type ProblemCode } from '../../src/units/problem.ts';
import { quarter } from '../../src/units/quarter.ts';
import { brokenPortfolios, type Edit } from './broken-portfolios.ts';
import { smallPortfolio } from './small-portfolio.ts';

const sound = inputToYaml(smallPortfolio());
const bytes = (text: string) => new TextEncoder().encode(text);
const seen = new Set<ProblemCode>();

/** All problems of a file as `line code path`, after checking that each is a full sentence in both languages. */
function told(problems: readonly LocatedProblem[]): string[] {
  for (const found of problems) {
    seen.add(found.code);
    const [english, german] = languages.map((language) => problemParts(found, language));
    for (const parts of [english!, german!]) {
      expect(parts.rule).not.toMatch(/undefined|NaN|\[object/);
      expect(parts.rule.length).toBeGreaterThan(5);
      expect(parts.remedy).toMatch(/^\S.*\.$/s);
      expect(parts.location).toMatch(/^\S+/);
      expect(parts.got).not.toBe('');
    }
    expect(german!.rule).not.toBe(english!.rule);
    expect(renderProblem(found, 'en')).not.toMatch(/\bat .+:\d+:\d+\)|Error:/);
  }
  return problems.map(({ location, code, path }) => {
    const line = location && 'line' in location ? location.line : undefined;
    return `${line} ${code} ${formatPath(path)}`.trim();
  });
}

function read(text: string | Uint8Array, file = 'portfolio.yaml'): string[] {
  const reading = readPortfolioBytes(typeof text === 'string' ? bytes(text) : text, file);
  return 'problems' in reading ? told(reading.problems) : [];
}

/** The text with an edit made, and the line on which it begins; edits of one case stand in the order of the file. */
function apply(text: string, { from, to }: Edit): { text: string; line: number } {
  expect(text.split(from), `"${from}" stands once`).toHaveLength(2);
  return { text: text.replace(from, () => to), line: text.slice(0, text.indexOf(from)).split('\n').length };
}

describe('a broken portfolio', () => {
  it('differs from one that is sound', () => {
    expect(read(sound)).toEqual([]);
    expect(brokenPortfolios.length).toBeGreaterThanOrEqual(50);
  });

  for (const { title, edits } of brokenPortfolios) {
    it(`tells of ${title}`, () => {
      let text = sound;
      const expected = edits.flatMap((change) => {
        const edited = apply(text, change);
        text = edited.text;
        return change.problems.map((found) => {
          const [code, path, offset = '@0'] = found.split(' ');
          return `${edited.line + Number(offset.slice(1))} ${code} ${path}`;
        });
      });
      expect(read(text).sort()).toEqual(expected.sort());
    });
  }
});

describe('a file that is no portfolio', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string, readonly string[]])[] = [
    ['nothing', '', 'p.yaml', ['1 file-empty']],
    ['comments only', '# nothing\n', 'p.yaml', ['1 type']],
    ['a list', '- 1\n', 'p.yaml', ['1 type']],
    ['a plan', '{ "kadenzPlan": 1 }', 'p.json', ['undefined plan-file']],
    ['a zero byte', 'kadenz: 1\nname: a\0b', 'p.yaml', ['2 control-character']],
    [
      'Latin-1',
      new Uint8Array([...bytes('kadenz: 1\nname: M'), 0xfc, ...bytes('nchen\n')]),
      'p.yaml',
      ['2 encoding'],
    ],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x6b, 0x00]), 'p.yaml', ['1 encoding']],
    ['more than 20 MB', new Uint8Array(20_000_001).fill(32), 'p.yaml', ['undefined file-size']],
    ['a document', 'PK', 'p.docx', ['undefined file-kind']],
    ['tabs', 'calendar:\n\thorizonQuarters: 8\n', 'p.yaml', ['2 syntax']],
    ['two keys alike', 'kadenz: 1\nname: A\nname: B\n', 'p.yaml', ['3 duplicate-key name']],
    [
      'two keys alike within',
      'calendar:\n  horizonQuarters: 8\n  horizonQuarters: 9\n',
      'p.yaml',
      ['3 duplicate-key horizonQuarters'],
    ],
    ['an open quote', 'kadenz: 1\nname: "A\n', 'p.yaml', ['3 syntax']],
    ['an alias to nowhere', 'kadenz: 1\nname: *a\n', 'p.yaml', ['2 syntax name']],
    ['two documents', 'kadenz: 1\n---\nkadenz: 1\n', 'p.yaml', ['2 syntax']],
    ['a tag', 'kadenz: !!js/function "x"\n', 'p.yaml', ['1 syntax']],
    ['deep nesting', `a: ${'['.repeat(100_000)}`, 'p.yaml', ['1 syntax']],
    ['deep nesting by dashes', '- '.repeat(20_000), 'p.yaml', ['1 syntax']],
    ['deep nesting in JSON', '['.repeat(100_000), 'p.json', ['1 syntax']],
    ['a list that holds itself', 'a: &a [*a, *a]\n', 'p.yaml', ['1 syntax a[0][0][0][0][0][0][0]']],
    ['a comma too many in JSON', '{\n  "kadenz": 1,\n}', 'p.json', ['3 syntax']],
    ['two keys alike in JSON', '{\n  "kadenz": 1,\n  "kadenz": 1\n}', 'p.json', ['3 duplicate-key kadenz']],
  ];
  for (const [title, content, file, problems] of cases) {
    it(`is refused for ${title}`, () => expect(read(content, file)).toEqual(problems));
  }

  it('names the first byte that is not UTF-8, though the next one betrays it', () => {
    const reading = readPortfolioBytes(
      new Uint8Array([...bytes('name: M'), 0xfc, ...bytes('nchen\n')]),
      'p.yaml',
    );
    expect('problems' in reading && reading.problems.map(({ got }) => got)).toEqual(['0xFC']);
  });

  it('is refused for a bomb of aliases, within a second', () => {
    const names = 'abcdefghi'.split('');
    const bomb = names.map(
      (name, i) =>
        `${name}: &${name} [${Array(9)
          .fill(i ? `*${names[i - 1]}` : 'x')
          .join(',')}]`,
    );
    expect(read(bomb.join('\n'))).toEqual([expect.stringMatching(/^\d+ syntax /)]);
  }, 5_000);

  it('may use aliases in moderation', () => {
    const text = sound
      .replace('itPowerMw: 40 MW', 'itPowerMw: &size 40 MW')
      .replace('pool: zone\n    itPowerMw: 30', 'pool: zone\n    itPowerMw: *size')
      .replace('deliversMw: 20', 'deliversMw: 30');
    expect(read(text)).toEqual([]);
  });

  it('does not reach the prototype of anything', () => {
    expect(read(`__proto__: { polluted: true }\n${sound}`)).toEqual(['1 unknown-key __proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

const tables: Readonly<Record<string, string>> = {
  'settings.csv':
    'key,value\nname,Tables\nasOf,2025-04-01\ncalendar.horizonQuarters,8\nfinance.discountRatePerYear,10 %\nfinance.costInflationPerYear,0.04\nfinance.terminalUsdPerMw,7 m USD/MW\nfinance.partBuiltShare,0.3\n',
  'regions.csv':
    'id,name,power_usd_per_mwh,power_growth_per_year,PUE,carbon_kg_per_mwh\nohio,Ohio,70,0.03,1.2,450\n',
  'pools.csv': 'id,region,kind\nzone,ohio,zone\n',
  'accelerators.csv':
    'id,name,itKwPerUnit,priceUsd,priceGrowthPerYear,leadTimeQuarters,usefulLifeQuarters,supplyPerQuarter,supplyGrowthPerYear,residualSharePerYear\nh100,H100,1.4,32000,-0.2,2,20,1000,0,0.65\n',
  'workloads.csv': 'id,name,kind,unit,priceUsdPerUnit\nchat,Chat,interactive-inference,M tokens,0.5\n',
  'rates.csv': 'workload,accelerator,rate\nchat,h100,6\n',
  'demand_forecast.csv': 'workload,quarter,p10,p50,p90\nchat,2025Q2,100,120,150\nchat,2026Q2,120,200,300\n',
  'projects.csv':
    'id,name,pool,itPowerMw,itPowerMw.source,slow\n1,2025,zone,30,,false\nheath,Heath,zone,20,,\n',
  'stages.csv':
    'project,track,stage,quarters,costUsd,deliversMw\n1,interconnection,powered,4,5 m USD,\n1,building,construction,3,90 m USD,10\n1,building,powered,2,80 m USD,20\nheath,,construction,4,100 m USD,\n',
};

function readTables(changes: Readonly<Record<string, string | undefined>>): string[] {
  const files = Object.entries({ ...tables, ...changes }).flatMap(([name, text]) =>
    text === undefined ? [] : [[`folder/${name}`, bytes(text)] as const],
  );
  const reading = readPortfolioTables(new Map(files), 'folder');
  if (!('problems' in reading)) return [];
  const lines = told(reading.problems);
  return reading.problems.map(({ location }, i) => `${location?.file.replace('folder/', '')}:${lines[i]}`);
}

describe('a folder of tables', () => {
  it('joins stages, rates and forecasts to one portfolio, and keeps numbers as names', () => {
    const files = new Map(Object.entries(tables).map(([name, text]) => [name, bytes(text)]));
    const reading = readPortfolioTables(files, 'folder');
    if ('problems' in reading)
      throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
    const [first, heath] = reading.document.projects;
    expect([first!.id, first!.name, first!.slow]).toEqual(['1', '2025', false]);
    expect(first!.tracks!.map(({ id, stages }) => [id, stages.length])).toEqual([
      ['interconnection', 1],
      ['building', 2],
    ]);
    expect(heath!.stages![0]!.costUsd.typical).toBe(100e6);
    expect(reading.document.workloads[0]!.ratePerAcceleratorHour!['h100']!.typical).toBe(6);
    expect(reading.locate(['projects', 0, 'tracks', 1, 'stages', 1, 'costUsd'])).toEqual({
      file: 'stages.csv',
      line: 4,
    });
  });

  it('joins events, views on growth, evidence and history', () => {
    const more = {
      'settings.csv': `${tables['settings.csv']}uncertainty.nodes,60\nuncertainty.keepEvents,leaves jump\n`,
      'sources.csv': 'id,title\nnote,A note\n',
      'demand_history.csv': 'workload,quarter,value,known on\nchat,2024Q3,4000,2024-10-10\n',
      'events.csv':
        'id,name,hazard per quarter,from,lastsQuarters\nleaves,Leaves,4 %,2025Q4,\njump,Better models,0.03,,8\n',
      'event_effects.csv':
        'event,series,factor,overQuarters\njump,efficiency:chat,2,2\nleaves,demand:chat,0.5,\n',
      'event_influences.csv': 'event,whileActive,factor\njump,leaves,2\n',
      'growth_views.csv': 'id,name,series\npace,Pace,demand:chat\n',
      'growth_states.csv': 'view,id,prior,extraGrowthPerYear\npace,cools,0.3,-0.2\npace,goes-on,70 %,0.1\n',
      'evidence.csv':
        'id,about,source,publishedOn,reportedOn,reliability,group,retracted.on,retracted.reason\ne1,leaves,note,2025-03-20,2025-03-20,0.8,talks,2025-03-30,denied\ne2,pace,note,2025-03-20,2025-03-20,0.8,talks,,\n',
      'likelihoods.csv':
        'evidence,state,likelihood\ne1,occurs,0.6\ne1,does-not,0.2\ne2,cools,0.4\ne2,goes-on,0.2 to 0.3\n',
    };
    const files = Object.entries({ ...tables, ...more }).map(([name, text]) => [name, bytes(text)] as const);
    const reading = readPortfolioTables(new Map(files), 'folder');
    if ('problems' in reading)
      throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
    const { uncertainty, demandHistory, events, growthViews, evidence } = typicalPortfolio(reading.document);
    expect([uncertainty.nodes, uncertainty.keepEvents]).toEqual([60, ['leaves', 'jump']]);
    expect(demandHistory[0]).toMatchObject({ workload: 'chat', value: 4000, knownOn: '2024-10-10' });
    expect(events[1]).toMatchObject({
      ...{ id: 'jump', hazardPerQuarter: 0.03, lastsQuarters: 8 },
      effects: [{ series: 'efficiency:chat', factor: 2, overQuarters: 2 }],
      influences: [{ whileActive: 'leaves', factor: 2 }],
    });
    expect(growthViews[0]!.states.map(({ id, prior }) => [id, prior])).toEqual([
      ['cools', 0.3],
      ['goes-on', 0.7],
    ]);
    expect(evidence.map(({ likelihoods, retracted }) => [likelihoods, retracted?.reason])).toEqual([
      [{ occurs: 0.6, 'does-not': 0.2 }, 'denied'],
      [{ cools: 0.4, 'goes-on': 0.25 }, undefined],
    ]);
  });

  const cases: readonly (readonly [
    string,
    Readonly<Record<string, string | undefined>>,
    readonly string[],
  ])[] = [
    [
      'a missing table',
      { 'regions.csv': undefined },
      ['folder:undefined missing regions', 'pools.csv:2 reference pools[0].region'],
    ],
    ['a table that is none', { 'region.csv': 'a\n1\n' }, ['region.csv:undefined unknown-table']],
    [
      'a column that is none',
      { 'pools.csv': 'id,regoin,kind\nzone,ohio,zone\n' },
      ['pools.csv:1 unknown-column', 'pools.csv:2 missing pools[0].region'],
    ],
    [
      'a column twice',
      { 'pools.csv': 'id,region,kind,kind\nzone,ohio,zone,zone\n' },
      ['pools.csv:1 duplicate-key'],
    ],
    [
      'a cell too many',
      { 'pools.csv': 'id,region,kind\nzone,ohio,zone\nmore,ohio,zone,big\n' },
      ['pools.csv:3 row-length'],
    ],
    ['an open quote', { 'pools.csv': 'id,region,kind\nzone,ohio,"zone\n' }, ['pools.csv:2 syntax']],
    [
      'a quoted decimal comma',
      { 'projects.csv': 'id,name,pool,itPowerMw\n1,A,zone,30\nheath,Heath,zone,"20,5"\n' },
      ['projects.csv:3 comma projects[1].itPowerMw'],
    ],
    [
      'thousands among decimal commas',
      {
        'rates.csv': 'workload;accelerator;rate\nchat;h100;6,5\n',
        'regions.csv':
          'id;name;powerUsdPerMwh;powerGrowthPerYear;pue;carbonKgPerMwh\nohio;Ohio;1.070;0,03;1,2;450\n',
      },
      ['regions.csv:2 ambiguous-thousands powerUsdPerMwh'],
    ],
    [
      'a stage of no project',
      { 'stages.csv': `${tables['stages.csv']}heat,,powered,1,1,\n` },
      ['stages.csv:6 reference project'],
    ],
    [
      'a setting that is none',
      { 'settings.csv': `${tables['settings.csv']}finance.discount,1\n` },
      ['settings.csv:9 unknown-key finance.discount'],
    ],
  ];
  for (const [title, changes, problems] of cases) {
    it(`tells of ${title} with file and line`, () => expect(readTables(changes)).toEqual(problems));
  }

  it('reads decimal commas between semicolons with a notice', () => {
    const semicolons = {
      'regions.csv':
        'id;name;powerUsdPerMwh;powerGrowthPerYear;pue;carbonKgPerMwh\nohio;Ohio;70,5;0,03;1,2;450\n',
    };
    const files = new Map(
      Object.entries({ ...tables, ...semicolons }).map(([name, text]) => [name, bytes(text)]),
    );
    const reading = readPortfolioTables(files, 'folder');
    if ('problems' in reading) throw new Error('unsound');
    expect(reading.document.regions[0]!.powerUsdPerMwh.typical).toBe(70.5);
    expect(told(reading.notices)).toEqual(['2 decimal-comma']);
  });
});

describe('a path', () => {
  it('that leads nowhere, to nothing readable or to an empty folder is told of', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kadenz-'));
    try {
      const problems = async (path: string) => {
        const reading = await readPortfolioPath(path);
        return 'problems' in reading ? told(reading.problems) : [];
      };
      expect(await problems(join(folder, 'none.yaml'))).toEqual(['undefined file-missing']);
      expect(await problems(join(folder, 'a'.repeat(5000)))).toEqual(['undefined file-unreadable']);
      expect(await problems(folder)).toEqual(['undefined table-missing']);
      await writeFile(join(folder, 'p.yaml'), sound);
      expect(await problems(join(folder, 'p.yaml'))).toEqual([]);
      await mkdir(join(folder, 'tables'));
      for (const [name, text] of Object.entries(tables)) await writeFile(join(folder, 'tables', name), text);
      expect(await problems(join(folder, 'tables'))).toEqual([]);
      await mkdir(join(folder, 'tables', 'orders.csv'));
      const reading = await readPortfolioPath(join(folder, 'tables'));
      expect('problems' in reading && reading.problems.map(({ location }) => location?.file)).toEqual([
        join(folder, 'tables', 'orders.csv'),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a served model', () => {
  /** Everything that stands in the way of rates from served models. */
  function serve(text: string): string[] {
    const reading = readPortfolioBytes(bytes(text), 'portfolio.yaml');
    if ('problems' in reading) return told(reading.problems);
    const resolution = resolveServed(reading.document);
    if ('document' in resolution) return [];
    return told(resolution.problems.map((found) => ({ ...found, location: reading.locate(found.path) })));
  }
  const rate = 'ratePerAcceleratorHour: { h100: 3 }';
  const model = (fields: string) => `models:\n  - { id: m, name: M, ${fields} }\n${sound}`;
  const chat = (text: string, served = 'model: m') => text.replace(rate, `served: { ${served} }`);
  const hardware = (text: string, name = 'h100-sxm') =>
    text.replace('    name: H100\n', `    name: H100\n    hardware: ${name}\n`);
  const llama = 'known: llama-3.1-8b';

  it('is sound with a known name, an accelerator of known hardware and tokens as unit', () => {
    expect(sound).toContain(rate);
    expect(serve(hardware(chat(model(llama))))).toEqual([]);
    expect(serve(chat(sound, 'measuredTokensPerS: { h100: 2400 tokens/s }'))).toEqual([]);
  });

  it.each([
    ['has two sources', chat(model(`${llama}, config: { model_type: llama }`)), 'known-or-config models[0]'],
    ['serves a workload that names neither it nor tokens', chat(sound, ''), 'model-or-measured'],
    [
      'serves what is not counted in tokens',
      hardware(chat(model(llama))).replace('M tokens', 'hours'),
      'token-unit',
    ],
    ['has no hardware to run on', chat(model(llama)), 'unservable workloads[1].served.model'],
    [
      'runs on hardware that nobody knows',
      hardware(chat(model(llama)), 'tpu'),
      'choice accelerators[0].hardware',
    ],
    ['has a name that nobody knows', hardware(chat(model('known: llama-9'))), 'choice models[0].known'],
    [
      'is of an unknown kind',
      hardware(chat(model('config: { model_type: rwkv }'))),
      'model-config models[0].config.model_type',
    ],
    [
      'lacks a figure',
      hardware(chat(model('config: { model_type: llama }'))),
      'model-config models[0].config.hidden_size',
    ],
    [
      'has a word for a figure',
      hardware(chat(model('config: { model_type: llama, hidden_size: big }'))),
      'model-config models[0].config.hidden_size',
    ],
    [
      'cannot be as fast',
      hardware(chat(model(`${llama}, objectives: { tpotMs: 0.01 ms }`))),
      'unservable workloads[1].served.model',
    ],
    ['is named by a slip', hardware(chat(model(llama), 'model: n')), 'reference workloads[1].served.model'],
    [
      'is measured on a slip',
      chat(sound, 'measuredTokensPerS: { b200: 1 }'),
      'reference workloads[1].served.measuredTokensPerS.b200',
    ],
  ])('that %s is told of', (_title, text, expected) => {
    expect(serve(text).join('\n')).toContain(expected);
  });
});

describe('a setting', () => {
  const document = (readPortfolio(smallPortfolio()) as { document: PortfolioDocument }).document;
  it.each([
    ['is no setting', 'nonsense', 'setting-form'],
    ['names an entry by a slip', 'workloads.chatt.unit=x', 'setting-entry workloads'],
    [
      'could mean the value or a change',
      'finance.discountRatePerYear=+2 %',
      'setting-change finance.discountRatePerYear',
    ],
    ['changes what is no figure', 'workloads.chat.kind=+2 %', 'setting-change workloads[1].kind'],
  ])('that %s is told of', (_title, text, expected) => {
    const outcome = applySettings(document, [text]);
    expect('problems' in outcome ? told(outcome.problems) : []).toEqual([`undefined ${expected}`]);
  });
});

describe('an information cut', () => {
  it('tells of a source that has no date', () => {
    const raw = smallPortfolio() as unknown as { sources: { date?: string }[] };
    delete raw.sources[0]!.date;
    const { document } = readPortfolio(raw) as { document: PortfolioDocument };
    const located = leaks(document, '2025-04-01').map((found) => ({
      ...found,
      location: { file: 'small.yaml' },
    }));
    expect(told(located)).toEqual(['undefined source-undated sources[0].date']);
  });
});

describe('a table of decisions', () => {
  const reading = readPortfolio(smallPortfolio());
  if ('problems' in reading) throw new Error('the small portfolio is broken');
  const portfolio = typicalPortfolio(reading.document);
  const { tree } = portfolioTree(portfolio);
  const compiled = compilePortfolio(portfolio, tree);
  const located = (problems: readonly (Problem & { readonly line: number })[]) =>
    told(problems.map(({ line, ...found }) => ({ ...found, location: { file: 'own.csv', line } })));

  it('tells of every row whose place is none', () => {
    const rows = [
      { quarter: '2099Q1' },
      { node: '1e6' },
      { condition: 'it rains' },
      { condition: 'demand:cat > 1' },
      { condition: 'demand:chat > 1e30' },
    ].map((cells, i) => decisionRow(i + 2, { option: 'newark', action: 'pause', ...cells }));
    expect(located(givenDecisions(rows, compiled).problems)).toEqual([
      '2 decision-quarter quarter',
      '3 decision-node node',
      '4 condition-form condition',
      '5 condition-series condition',
      '6 condition-never condition',
    ]);
  });

  it('tells of every faulty row at once, whatever is wrong with it', () => {
    const rows = [
      decisionRow(2, { option: 'newerk', action: 'pause' }),
      decisionRow(3, { option: 'newark', action: 'pause', quarter: '2099Q1' }),
      decisionRow(4, { option: 'newark', action: 'jump' }),
    ];
    expect(located(decisionProblems(portfolio, tree, { rows, rest: 'optimal' })).sort()).toEqual([
      '2 decision-option option',
      '3 decision-quarter quarter',
      '4 choice action',
    ]);
  });

  it('tells of an option that does not exist and of an action that is not open', () => {
    const rows = [decisionRow(2, { option: 'newerk', action: 'pause' })];
    const faults: DecisionFault[] = [
      { decision: 0, rule: 'unknown-option', open: ['newark'] },
      { decision: 0, rule: 'not-open', node: 0, open: ['cancel'] },
    ];
    expect(located(faults.map((fault) => faultProblem(fault, rows, compiled)))).toEqual([
      '2 decision-option option',
      '2 decision-not-open action',
    ]);
  });
});

describe('a Parquet file that is none', () => {
  it('is told of', async () => {
    const reading = await readSeriesParquet(bytes('PAR1 and then nothing'), 'h.parquet');
    expect('problems' in reading && told(reading.problems)).toEqual(['undefined parquet']);
  });
});

describe('a decimal comma', () => {
  it('is told of in a flow map, where YAML sees a key of its own', () => {
    const portfolio = smallPortfolio() as unknown as { projects: { stages?: object[]; tracks?: unknown }[] };
    delete portfolio.projects[0]!.tracks;
    portfolio.projects[0]!.stages = [{ stage: 'construction', quarters: 2, costUsd: 90, '5 m USD': null }];
    const reading = readPortfolio(portfolio);
    const [found] = 'problems' in reading ? reading.problems : [];
    expect(renderProblem(found!, 'en')).toContain(
      'projects[0].stages[0].costUsd: got "90,5 m USD"; has a comma',
    );
  });

  it.each([
    [{ value: 90, '5 m USD': null, source: 'guide' }, 'costUsd.value: got "90,5 m USD"; has a comma'],
    [{ '5': null, value: 90 }, 'costUsd.value: got "90,5"; has a comma'],
  ])('is told of in a figure’s section as well', (costUsd, sentence) => {
    const portfolio = smallPortfolio() as unknown as { projects: { stages?: object[]; tracks?: unknown }[] };
    delete portfolio.projects[0]!.tracks;
    portfolio.projects[0]!.stages = [{ stage: 'construction', quarters: 2, costUsd }];
    const reading = readPortfolio(portfolio);
    const [found] = 'problems' in reading ? reading.problems : [];
    expect(renderProblem(found!, 'en')).toContain(sentence);
  });

  it('is told of in a change of a what-if', () => {
    const { document } = readPortfolio(smallPortfolio()) as { document: PortfolioDocument };
    const outcome = applySettings(document, ['workloads.chat.demand=+10,5 %']);
    expect('problems' in outcome && outcome.problems.map(({ code }) => code)).toEqual(['comma']);
  });
});

describe('what is sound and doubtful', () => {
  const placed = (found: Problem) => ({ ...found, location: { file: 'p.yaml', line: 1 } });

  it('is told of figures beyond what is usual', () => {
    const raw = smallPortfolio();
    raw.liveCapacity![0]!.itPowerMw = 9000;
    raw.projects![0]!.spentUsd = '9 bn USD';
    const { document } = readPortfolio(raw) as { document: PortfolioDocument };
    expect(told(unusualFigures(document).map(placed))).toEqual([
      '1 unusual liveCapacity[0].itPowerMw',
      '1 unusual-cost projects[0]',
    ]);
  });

  it('is told of rows of a list', () => {
    const row = { name: 'Heath', region: 'Ohio', kind: { lease: false }, itPowerMw: 60 } as const;
    const under = {
      stage: 'permitted',
      liveQuarter: quarter(2026, 2),
      spentUsd: 0,
      remainingUsd: 6e8,
    } as const;
    const rows = [row, row].map((one) => ({ ...one, ...under }));
    const doubts = doubtfulRows(rows, { asOf: '2026-11-26', lines: [2, 3] });
    expect(told(doubts.map(({ problem }) => placed(problem)))).toEqual([
      '1 live-past live quarter',
      '1 same-name name',
      '1 live-past live quarter',
    ]);
  });
});

describe('the catalogue of problems', () => {
  it('has no sentence that no input of these tests can call for', () => {
    // Those of workbooks have their inputs in test/workbooks.
    const elsewhere = Object.keys(workbookProblems);
    const unseen = problemCodes().filter((code) => !seen.has(code) && !elsewhere.includes(code));
    expect(unseen).toEqual([]);
  });
});
