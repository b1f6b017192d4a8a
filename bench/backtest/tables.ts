/** Tables of docs/backtest.md, made from the figures: each stands between `<!-- table NAME -->` and `<!-- end -->`. */
import type { DrawFigures } from './draw-figures.ts';

/** What the tables are made of. */
export interface TableFigures {
  readonly plan: { readonly cadence: Readonly<Record<string, unknown>> };
  readonly readings: readonly { readonly reading: string }[];
  readonly draws: DrawFigures;
}

/** `text` with its tables made anew; figures are filled in afterwards. */
export function withTables(text: string, figures: TableFigures): string {
  return text.replace(/<!-- table (\w+) -->[\s\S]*?<!-- end -->/g, (_, name: string) => {
    const lines = tables[name]?.(figures);
    if (!lines) throw new Error(`no table ${name}`);
    return [`<!-- table ${name} -->`, ...lines, '<!-- end -->'].join('\n');
  });
}

const figure = (unit: string, ...path: readonly (string | number)[]) =>
  `0${unit}<!-- ${path.join(' / ')} -->`;

const tables: Readonly<Record<string, (figures: TableFigures) => string[]>> = {
  cadence: ({ plan }) => [
    '| Fiscal year | Land, shells, power | Accelerators | Share of building |',
    '| --- | ---: | ---: | ---: |',
    ...Object.keys(plan.cadence).map((year) => {
      const at = (unit: string, key: string) => figure(unit, 'plan', 'cadence', year, key);
      const [build, fleet] = [at(' bn USD', 'buildUsd'), at(' bn USD', 'acceleratorUsd')];
      return `| ${year} | ${build} | ${fleet} | ${at(' %', 'buildShare')} |`;
    }),
  ],
  readings: ({ readings }) => [
    '| Reading | Posterior | Actions that it held for the most likely | MW in process kept to the end |',
    '| --- | ---: | ---: | ---: |',
    ...readings.map(({ reading }, i) => {
      const at = (unit: string, ...path: string[]) => figure(unit, 'readings', i, ...path);
      return `| ${reading} | ${at(' %', 'posterior')} | ${at(' %', 'hits')} | ${at(' MW', 'keptMw', 'in process')} |`;
    }),
  ],
  draws: ({ draws: { shares } }) => [
    '| Option | Group | Leading action | Share of draws | Next | Share |',
    '| --- | --- | --- | ---: | --- | ---: |',
    ...[...shares.entries()]
      .sort(([, a], [, b]) => order.indexOf(a.group) - order.indexOf(b.group))
      .map(([i, row]) => {
        const actions = Object.keys(row.shares).slice(0, 2);
        const cells = actions.map(
          (action) => `${action} | ${figure(' %', 'draws', 'shares', i, 'shares', action)}`,
        );
        return `| ${row.option} | ${row.group} | ${[...cells, ...(cells.length < 2 ? [' | '] : [])].join(' | ')} |`;
      }),
  ],
};

const order: readonly string[] = ['in process', 'signed', 'owned'];
