/** The rooms of the house import only what they may (`.dependency-cruiser.cjs`). */
import { createRequire } from 'node:module';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, it } from 'vitest';

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration;
const folders = ['src', 'web/src', 'bench', 'scripts', 'test'];
const rooms = [
  'units',
  'messages',
  'lp',
  'domain',
  'serving',
  'demand',
  'planning',
  'judge',
  'verify',
  'store',
  'views',
  'report',
  'adapters',
  'app',
  'cli',
  'server',
];

describe('imports', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    result = await cruiseSources(folders, configuration.forbidden!);
  });

  it('sees every room, so that it does not pass having seen nothing', () => {
    const seen = result.modules.map(({ source }) => source).filter((source) => source.startsWith('src/'));
    expect(seen.length).toBeGreaterThan(30);
    const missing = rooms.filter((room) => !seen.some((source) => source.startsWith(`src/${room}/`)));
    expect(missing).toEqual([]);
  });

  it('follows imports between rooms, types included', () => {
    const compose = result.modules.find(({ source }) => source === 'src/app/compose.ts');
    const targets = compose?.dependencies.map(({ resolved }) => resolved);
    expect(targets).toContain('src/adapters/highs/highs-solver.ts');
    const port = result.modules.find(({ source }) => source === 'src/app/ports.ts');
    expect(port?.dependencies.map(({ resolved }) => resolved)).toContain('src/domain/schema.ts');
  });

  it('sees what lies outside of src, where circles are no better', () => {
    const seen = result.modules.map(({ source }) => source.split('/')[0]);
    expect(seen).toEqual(expect.arrayContaining(['web', 'bench', 'scripts', 'test']));
  });

  it('has no door that is not listed, and no circle', () => {
    const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(violations).toEqual([]);
  });

  it('would say so if there were one', async () => {
    const closed = await cruiseSources(
      ['src/app/compose.ts'],
      [
        {
          name: 'closed',
          severity: 'error',
          from: { path: '^src/app/compose' },
          to: { path: '^src/adapters/' },
        },
      ],
    );
    expect(closed.summary.violations.length).toBeGreaterThan(0);
  });
});

async function cruiseSources(
  from: string[],
  forbidden: NonNullable<IConfiguration['forbidden']>,
): Promise<ICruiseResult> {
  const { tsConfig: _, ...options } = configuration.options ?? {};
  const { output } = await cruise(
    from,
    { ...options, validate: true, ruleSet: { forbidden } },
    {},
    { tsConfig: extractTSConfig('tsconfig.json') },
  );
  return output as ICruiseResult;
}
