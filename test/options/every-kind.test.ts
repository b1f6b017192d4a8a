/** Every kind of choice is everywhere where it has to be; the table of docs/method.md, §11, says so and is made here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  collectionTables,
  columnsOf,
  entrySchema,
  nestedTables,
} from '../../src/adapters/files/table-form.ts';
import { type OptionKind, optionKinds } from '../../src/domain/option-kinds.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { type JsonSchema, portfolioSchema, publishedSchema } from '../../src/domain/schema.ts';
import { messages } from '../../src/messages/catalogue.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { stateFlowProgram } from '../../src/planning/state-flow.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { makePlan, retotal, sha256 } from '../verify/plan-maker.ts';
import { treeOf } from '../verify/portfolios.ts';
import { type Forgery, places } from './every-kind.ts';

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const whole = typicalPortfolio(portfolioSchema.parse(parse(text('../verify/all-kinds.yaml'))));
const method = text('../../docs/method.md');
const kinds: readonly OptionKind[] = optionKinds;
const each = optionKinds.map((kind) => [kind.id, kind as OptionKind, places[kind.id]] as const);

/** Schema of the field of a kind. */
function fieldSchema({ field }: OptionKind): JsonSchema | undefined {
  let at: JsonSchema | undefined = publishedSchema();
  for (const key of field.split('.')) at = (at?.items ?? at)?.properties?.[key];
  return at;
}

/** The CSV table, and its column where the kind is one field of it. */
function tableOf({ field }: OptionKind): string | undefined {
  const [collection, ...rest] = field.split('.') as [string, ...string[]];
  const name = Object.keys(collectionTables).find((table) => collectionTables[table] === collection);
  const nested: Record<string, string> = { stages: 'stages', tracks: 'stages', delays: 'event_delays' };
  const [head, ...inner] = rest;
  const owner = head === undefined ? undefined : nested[head];
  const [table, column] = owner
    ? [owner, head === 'tracks' ? 'track' : inner.join('.')]
    : [name, rest.join('.')];
  if (!table) return undefined;
  const columns = owner ? nestedTables[owner]! : columnsOf(entrySchema(collection));
  const found = column === '' || columns.some((one) => one === column || one.startsWith(`${column}.`));
  return found ? `${table}.csv${column && ` ${column}`}` : undefined;
}

function defaultOf(kind: OptionKind): string {
  const value = fieldSchema(kind)?.default;
  if (value === undefined || typeof value === 'object') return 'none';
  return String(value);
}

const quarters = Array.from({ length: whole.calendar.horizonQuarters }, (_, n) => n);
const calm: Record<string, string> = { 'heath|0': 'cancel', 'newark|0': 'cancel' };
const options = [
  ...['newark', 'heath', 'rhine', 'talks', 'suite'],
  ...['anchor:1', 'anchor:2', 'house:1', 'guest:1', 'big-run'],
];

function pathTree(struck: boolean) {
  const on = (active: number) => quarters.map((n) => (struck && (n === 1 || n === 2) ? active : 0));
  return treeOf(
    quarters.map((n) => n - 1),
    quarters.map(() => 1),
    {
      'demand:chat': quarters.map(() => 2000),
      'demand:train': quarters.map(() => 2500),
      ...(struck && { 'event:grid': on(1) }),
    },
  );
}

/** Checks that fail on the plan, before and after the forgery. */
function failures({ wishes = {}, decisions = {}, change, portfolio = {}, struck }: Forgery, churns: boolean) {
  const lenient: Portfolio = {
    ...whole,
    budget: [],
    risk: { ...whole.risk, cvarWeight: 0 },
    workloads: whole.workloads.map(({ churnShare, serviceLevel: _, ...workload }) => ({
      ...workload,
      // Nothing is promised, so that nobody is turned away.
      ...(churns && churnShare !== undefined && { churnShare, committedShare: 0 }),
    })),
  };
  const ruled: Portfolio = { ...lenient, ...portfolio, ...(struck && { events: [struck] }) };
  const tree = pathTree(struck !== undefined);
  const failed = (of: Portfolio, forge: boolean) => {
    const plan = makePlan(of, tree, {
      action: (option, node, allowed) => {
        const wish = { ...calm, ...wishes }[`${options[option]}|${node}`];
        return wish !== undefined && allowed.includes(wish) ? wish : allowed[0]!;
      },
      ...decisions,
    });
    if (forge && change) {
      change(plan);
      retotal(plan, of);
    }
    const { checks } = verifyPlan(of, plan, tree, sha256);
    return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
  };
  return { before: change ? failed(ruled, false) : [], after: failed(ruled, true) };
}

describe('every kind of choice', () => {
  it.each(each)('%s is in the schema, in a CSV table and in the portfolio of all kinds', (_, kind) => {
    expect(fieldSchema(kind)?.description).toBeTruthy();
    expect(tableOf(kind)).toBeDefined();
    if (!kind.field.startsWith('events')) expect(kind.isIn(whole)).toBe(true);
    for (const rule of kind.rules) expect(method, rule).toContain(`- **${rule}** `);
  });

  it.each(each)('%s has a word in both languages', (_, __, { word: [group, key] }) => {
    for (const language of ['en', 'de'] as const)
      expect((messages(language).plan[group] as Record<string, string>)[key]).toMatch(/./);
  });

  it('is carried by the exported model', () => {
    const { problem } = compilePortfolio(whole, portfolioTree(whole).tree);
    const { rowNames, columnNames } = stateFlowProgram(problem);
    const names = [...rowNames, ...columnNames];
    for (const [id, , { model }] of each)
      expect(
        names.some((name) => model.test(name)),
        id,
      ).toBe(true);
  });

  it.each(each)('%s has a hand-derived optimum', (_, __, { derived: [file, title] }) => {
    expect(text(`./${file}.test.ts`)).toContain(`it('${title}'`);
  });

  it.each(each)('%s has a forgery that verify finds', (id, _, { forgery }) => {
    const { before, after } = failures(forgery, id === 'churn');
    expect(before).toEqual([]);
    expect(after).toContain(forgery.caught);
  });

  it('is in the registry: no part of the schema that brings a choice is outside it', () => {
    const withoutChoice = new Set([
      ...[
        'sources',
        'regions',
        'pools',
        'liveCapacity',
        'installedFleet',
        'orders',
        'models',
        'demandHistory',
      ],
      ...['growthViews', 'evidence', 'substations'],
    ]);
    const fields = kinds.map(({ field }) => field);
    const lists = Object.entries(publishedSchema().properties!).filter(([, schema]) => schema.items);
    const further = ['projects', 'leases', 'contracts'].flatMap((list) =>
      Object.entries(entrySchema(list).properties!)
        .filter(([, schema]) => schema.properties && schema['x-kind'] !== 'quantity')
        .map(([key]) => `${list}.${key}`),
    );
    // Stages of a lease's life, not choices of their own.
    const states = new Set(['leases.signed', 'leases.commenced']);
    const missing = [
      ...lists
        .map(([key]) => key)
        .filter((key) => !withoutChoice.has(key) && !fields.some((field) => field.split('.')[0] === key)),
      ...further.filter((path) => !states.has(path) && !fields.some((field) => field.startsWith(path))),
    ];
    expect(missing).toEqual([]);
  });

  it('has words for all actions and rules of the exported model', () => {
    const { problem } = compilePortfolio(whole, portfolioTree(whole).tree);
    const { actions, rules } = messages('en').plan;
    for (const { actionNames } of problem.options)
      for (const action of actionNames) expect(actions).toHaveProperty(action.split(':')[0]!);
    for (const row of problem.rowNames) expect(rules).toHaveProperty(row.split(' ')[0]!);
  });

  it('is listed in docs/option-kinds.md with its places', async () => {
    const rows = kinds.map((kind) => {
      const { word, model, derived, forgery } = places[kind.id as keyof typeof places];
      return [
        kind.id,
        kind.rules.join(', '),
        `\`${kind.field}\``,
        `\`${tableOf(kind)}\``,
        defaultOf(kind),
        (messages('en').plan[word[0]] as Record<string, string>)[word[1]]!,
        forgery.caught,
        `\`${model.source
          .replaceAll(/[ns]?\\d\+/g, '#')
          .replace(/^\^/, '')
          .trim()}\``,
        `\`${derived[0]}\`: ${derived[1]}`,
      ];
    });
    const head = [
      'Kind',
      'Rules',
      'Field',
      'CSV',
      'Default',
      'Shown as',
      'Caught by',
      'In the model',
      'Derived by hand',
    ];
    const page = [
      '# Every kind of choice and where it is',
      '',
      'Made from the registry `src/domain/option-kinds.ts` and `test/options/every-kind.ts` by the test beside it, which checks every cell. A kind without a place does',
      'not compile; one without a registry entry fails. Rules: `method.md`. Shown as: by `explain` and in the report, in both languages. Caught by: the check of `verify` that fails',
      'on a forged plan whose totals and hashes were made anew. In the model: a row or column of the exported MPS of `test/verify/all-kinds.yaml`',
      '(`#`: a number); of events, a column that they take away. Derived by hand: the test in `test/options` with the derivation in its assertion.',
      '',
      ...[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../docs/option-kinds.md');
  });
});
