/**
 * The examples in docstrings, in the README and in docs run, and give what they say: in a block of ```` ```ts ````, `expression; // → value` is a
 * statement about the value, and every other line is run as it stands. What an example imports has to be exported by that entry of the package.
 */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as traces from '../src/adapters/traces/trace-file.ts';
import * as demand from '../src/demand/index.ts';
import * as kadenz from '../src/index.ts';
import * as serving from '../src/serving/index.ts';
import { smallPortfolio } from './domain/small-portfolio.ts';

/** The package's entries, by the names under which they are imported. */
const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  kadenz,
  'kadenz/demand': demand,
  'kadenz/serving': serving,
  'kadenz/traces': traces,
};

interface Example {
  readonly place: string;
  /** Source file, whose exports the example may use beside those of the library; pages have none and import what they use. */
  readonly module: string | undefined;
  readonly code: string;
}

const root = new URL('../', import.meta.url);

function docstringExamples(): Example[] {
  return readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .sort()
    .flatMap((file) =>
      examplesIn(`src/${file}`, / *\* ```ts\n([\s\S]*?)\n *\* ```/g).map(({ place, code }) => ({
        ...{ place, module: `../src/${file}` },
        code: code.replaceAll(/^ *\* ?/gm, ''),
      })),
    );
}

function examplesIn(file: string, block: RegExp): Pick<Example, 'place' | 'code'>[] {
  const text = readFileSync(new URL(file, root), 'utf8');
  return [...text.matchAll(block)].map((found) => ({
    place: `${file}:${text.slice(0, found.index).split('\n').length}`,
    code: found[1]!,
  }));
}

/** What examples take for granted, by the names that they use. */
async function givens() {
  const data = smallPortfolio();
  const reading = kadenz.readPortfolio(data);
  if ('problems' in reading) throw new Error('the small portfolio is sound');
  const portfolio = kadenz.typicalPortfolio(reading.document);
  const { tree } = kadenz.portfolioTree(portfolio);
  const solver = await kadenz.highsSolver();
  const made = kadenz.makePlan({ portfolio, tree, solver, clock: kadenz.untimed() });
  if (made.status !== 'planned') throw new Error(made.status);
  const program = kadenz.stateFlowProgram(made.compiled.problem);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    ...{ data, parsedYaml: data, document: reading.document, portfolio, tree, solver, sha256 },
    ...{
      plan: made.plan,
      former: made.plan,
      replanner: new kadenz.Replanner(solver),
      clock: kadenz.untimed(),
    },
    ...{
      program: program.program,
      names: { program: 'small', rows: program.rowNames, columns: program.columnNames },
    },
    ...{
      file: { write: () => {} },
      show: () => {},
      pause: async () => {},
      outdated: false,
      console: { log: () => {} },
    },
    ...{ title: 'Plan', name: 'R&D', assert },
  };
}

const imports = /^import \{([\s\S]*?)\} from '([^']+)';$/gm;

/** What an example of a page imports; each name has to be an export of its entry. */
function imported(code: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...code.matchAll(imports)].flatMap(([, names, entry]) =>
      names!
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => {
          expect(entries[entry!], `${name} of ${entry}`).toHaveProperty(name);
          return [name, entries[entry!]![name]];
        }),
    ),
  );
}

/** Runs an example; its statements about values become assertions. */
async function run({ code, module }: Example, given: Readonly<Record<string, unknown>>): Promise<void> {
  const own =
    module === undefined
      ? imported(code)
      : { ...kadenz, ...((await import(module)) as Readonly<Record<string, unknown>>) };
  const asserted = code
    .replaceAll(imports, '')
    .replaceAll(
      /^(?:const (\w+) = )?(.*); \/\/ → (.*)$/gm,
      (_, name: string | undefined, expression, value) =>
        name === undefined
          ? `expect(${expression}).toEqual(${value});`
          : `const ${name} = ${expression}; expect(${name}).toEqual(${value});`,
    );
  const { outputText } = ts.transpileModule(asserted, {
    compilerOptions: { target: ts.ScriptTarget.ES2023 },
  });
  const scope = { ...given, ...own, expect };
  const AsyncFunction = (async () => {}).constructor as new (
    ...texts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(scope), `{${outputText}}`)(...Object.values(scope));
}

describe('the examples', async () => {
  const given = await givens();
  const examples = [
    ...docstringExamples(),
    ...['README.md', 'docs/demand.md']
      .flatMap((page) => examplesIn(page, /^```ts\n([\s\S]*?)\n```/gm))
      .map((one) => ({ ...one, module: undefined })),
  ];

  it.each(examples)('of $place run, and give what they say', async (example) => {
    await run(example, given);
  });

  it('are many: of the package’s entries, of functions, of the README and of pages', () => {
    expect(examples.map(({ place }) => place.replace(/:.*/, ''))).toEqual(
      expect.arrayContaining([
        'src/index.ts',
        'src/serving/index.ts',
        'src/units/quarter.ts',
        'README.md',
        'docs/demand.md',
      ]),
    );
    expect(examples.length).toBeGreaterThan(20);
  });

  it('would not pass with another value', async () => {
    const wrong = {
      ...{ place: '', module: '../src/units/quarter.ts' },
      code: 'formatQuarter(quarter(2025, 2)); // → "2025Q3"',
    };
    await expect(run(wrong, given)).rejects.toThrow();
  });
});
