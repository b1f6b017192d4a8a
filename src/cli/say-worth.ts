/** What plans are worth, side by side, with both errors. */
import type { Worth } from '../app/evaluate-table.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { tableLines } from './table.ts';

/** A plan by its name, with what it is worth. */
export interface WorthRow {
  readonly name: string;
  readonly worth: Worth;
}

/** A table of the rows, every column of money in its own unit. */
export function worthLines(title: string, rows: readonly WorthRow[], context: Context): string[] {
  const { language, format, style, terminal } = context;
  const { evaluate: say } = messages(language).decisions;
  const money = (name: string, of: (worth: Worth) => number) => {
    const column = moneyColumn(
      rows.map(({ worth }) => of(worth)),
      language,
    );
    return { title: `${name} ${column.unit}`, cell: (worth: Worth) => column.cell(of(worth)) };
  };
  const years = (name: string, of: (worth: Worth) => number) => ({
    title: name,
    cell: (worth: Worth) => format.number(of(worth)),
  });
  const columns = [
    money(say.value, ({ valueUsd }) => valueUsd),
    money(say.capex, ({ capexUsd }) => capexUsd),
    years(say.idle, ({ errors }) => errors.overBuildMwYears),
    money(say.idleUsd, ({ errors }) => errors.overBuildUsd),
    years(say.short, ({ errors }) => errors.underBuildMwYears),
    money(say.shortUsd, ({ errors }) => errors.underBuildUsd),
  ];
  return [
    style.bold(title),
    ...tableLines(
      [{ title: say.plan }, ...columns.map((column) => ({ title: column.title, align: 'right' as const }))],
      rows.map(({ name, worth }) => [name, ...columns.map(({ cell }) => cell(worth))]),
      terminal.width,
      style,
    ),
  ];
}
