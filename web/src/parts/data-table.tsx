/** Tables of figures, and the same as CSV. */
import { Figure } from './figure-mark.tsx';

/** A figure in a cell, or text, or an input as the file that was judged writes it. */
export type Cell =
  | string
  | { readonly input: string }
  | (Shown & {
      /** Half the width of the interval that the figure is known to, written behind it. */
      readonly half?: Shown | undefined;
    });

interface Shown {
  readonly of: string;
  readonly raw: number;
  readonly text: string;
  readonly factor?: number;
}

export interface TableData {
  readonly head: readonly string[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns after the first that hold words, not figures: they start at the left, and wrap. */
  readonly words?: readonly number[];
}

export function DataTable({ head, rows, words = [], caption }: TableData & { readonly caption?: string }) {
  const css = (column: number) => (words.includes(column) ? 'words' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={caption ?? head.join(', ')}>
      <table className="numbers">
        <thead>
          <tr>
            {head.map((cell, c) => (
              <th scope="col" key={cell} className={css(c)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], r) => (
            <tr key={r}>
              <th scope="row">{typeof first === 'object' ? <Content cell={first} /> : first}</th>
              {rest.map((cell, c) => (
                <td key={c} className={css(c + 1)}>
                  <Content cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Content({ cell }: { readonly cell: Cell }) {
  if (typeof cell === 'string') return cell;
  if ('input' in cell) return <span data-input>{cell.input}</span>;
  return (
    <>
      <One {...cell} />
      {cell.half && (
        <>
          {' ± '}
          <One {...cell.half} />
        </>
      )}
    </>
  );
}

function One({ of, raw, text, factor }: Shown) {
  return (
    <Figure of={of} raw={raw} {...(factor !== undefined && { factor })}>
      {text}
    </Figure>
  );
}

/** The table with full precision; RFC 4180, with a byte order mark so that spreadsheets read UTF-8. */
export function csvOf({ head, rows }: TableData): string {
  const field = (cell: Cell) => {
    const written = typeof cell === 'string' ? cell : 'input' in cell ? cell.input : undefined;
    const text = written ?? String((cell as Shown).raw);
    // A spreadsheet would run a text that starts like a formula.
    const safe = written !== undefined && /^[=+@\t]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${[head, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
