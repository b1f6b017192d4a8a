/** What plans are worth, side by side, with both errors; every column of money in a unit of its own. */
import type { Worth } from '../../../src/app/evaluation-job.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { amountCells } from '../parts/amount-cells.ts';
import { type Cell, DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';

export interface WorthRow {
  readonly name: string;
  readonly worth: Worth;
  /** Where `worth` is found. */
  readonly of: string;
}

export function WorthTable({ title, rows }: { readonly title: string; readonly rows: readonly WorthRow[] }) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { evaluate: say } = messages(language).decisions;
  const money = (name: string, field: string, value: (worth: Worth) => number) => {
    const column = moneyColumn(
      rows.map(({ worth }) => value(worth)),
      language,
    );
    const cell = amountCells(column);
    return {
      head: `${name}, ${column.unit}`,
      cell: ({ worth, of }: WorthRow): Cell => cell(`${of}.${field}`, value(worth)),
    };
  };
  const years = (head: string, field: 'overBuildMwYears' | 'underBuildMwYears') => ({
    head,
    cell: ({ worth, of }: WorthRow): Cell => {
      const raw = worth.errors[field];
      return { of: `${of}.errors.${field}`, raw, text: format.number(raw) };
    },
  });
  const columns = [
    money(say.value, 'valueUsd', ({ valueUsd }) => valueUsd),
    money(say.capex, 'capexUsd', ({ capexUsd }) => capexUsd),
    years(say.idle, 'overBuildMwYears'),
    money(say.idleUsd, 'errors.overBuildUsd', ({ errors }) => errors.overBuildUsd),
    years(say.short, 'underBuildMwYears'),
    money(say.shortUsd, 'errors.underBuildUsd', ({ errors }) => errors.underBuildUsd),
  ];
  return (
    <>
      <h3 data-compared>{title}</h3>
      <DataTable
        caption={title}
        head={[say.plan, ...columns.map(({ head }) => head)]}
        rows={rows.map((row) => [row.name, ...columns.map(({ cell }) => cell(row))])}
      />
    </>
  );
}
