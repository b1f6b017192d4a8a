import { describe, expect, it } from 'vitest';
import { sparkline } from './sparkline.ts';
import { tableLines } from './table.ts';
import { styleFor, terminalOf } from './terminal.ts';

const plain = styleFor({ colour: false });
const columns = [{ title: 'Name' }, { title: 'MW', align: 'right' as const }];

describe('a table', () => {
  it('aligns words left and numbers right, without trailing blanks', () => {
    const lines = tableLines(
      columns,
      [
        ['Rüsselsheim', '30'],
        ['Newark', '1,200'],
      ],
      100,
      plain,
    );
    expect(lines).toEqual(['Name            MW', 'Rüsselsheim     30', 'Newark       1,200']);
  });

  it('cuts the widest words, never numbers, to fit', () => {
    const lines = tableLines(columns, [['A very long name of a project', '1,200']], 20, plain);
    expect(lines[1]).toBe('A very long …  1,200');
  });

  it('pads before it paints, so that colours do not move columns', () => {
    const painted = tableLines(
      [{ title: 'A', style: (text) => `<${text}>` }, { title: 'B' }],
      [['x', 'y']],
      100,
      plain,
    );
    expect(painted[1]).toBe('<x>  y');
  });
});

it('a table cuts other columns before one that is typed again', () => {
  const [, row] = tableLines(
    [{ title: 'id', isWhole: true }, { title: 'what it says' }],
    [['cowen-2025-02-21-cancelled-leases', 'a text that is shorter']],
    44,
    plain,
  );
  expect(row).toBe('cowen-2025-02-21-cancelled-leases  a text t…');
});

describe('a sparkline', () => {
  it('spans the blocks from 0 to the highest and marks what is unknown', () => {
    expect(sparkline([0, 50, 100, Number.NaN, 200], 100)).toBe('▁▅█–█');
    expect(sparkline([0, 0], 0)).toBe('▁▁');
  });
});

describe('a terminal', () => {
  const stream = (isTTY: boolean) => ({ write: () => true, isTTY, columns: 140 });
  const terminal = (tty: boolean, env: Record<string, string>) =>
    terminalOf({ stdout: stream(tty), stderr: stream(tty), env });

  it('has colours only where they can be seen and are wanted', () => {
    expect(terminal(true, {}).colour).toBe(true);
    expect(terminal(false, {}).colour).toBe(false);
    expect(terminal(true, { NO_COLOR: '1' }).colour).toBe(false);
    expect(terminal(true, { NO_COLOR: '' }).colour).toBe(true);
    expect(terminal(true, { TERM: 'dumb' })).toMatchObject({ colour: false, live: false });
  });

  it('is filled to 100 columns at most', () => {
    expect(terminal(true, {}).width).toBe(100);
  });

  it('paints with escapes, or not at all', () => {
    expect(styleFor({ colour: true }).action('cancel', 'x')).toBe('\u001b[31mx\u001b[0m');
    expect(plain.bold('x')).toBe('x');
  });
});
