/**
 * One share of the draws, in a process of its own: `draw.ts FILE FIRST LAST`. Appends a line of JSON per draw to FILE.
 */
import { appendFile, readFile } from 'node:fs/promises';
import { readPortfolioPath } from '../../src/adapters/files/read-portfolio.ts';
import { drawPortfolio } from '../../src/domain/portfolio.ts';
import { randomStream } from '../../src/units/random.ts';
import { keptMegawatts } from './plan-figures.ts';
import { relaxedWorld } from './relaxed-world.ts';
import { small } from './worlds.ts';

/** What is kept of a draw. */
export interface Draw {
  readonly draw: number;
  readonly boundUsd: number;
  /** Action of the first quarter by option. */
  readonly first: Readonly<Record<string, string>>;
  readonly keptMw: ReturnType<typeof keptMegawatts>;
}

/** Draws that a file holds, each once; none where there is no file. */
export async function drawsIn(file: string): Promise<Draw[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  const drawn = lines.map((line) => JSON.parse(line) as Draw);
  return [...new Map(drawn.map((one) => [one.draw, one])).values()];
}

async function drawRange(file: string, first: number, last: number): Promise<void> {
  const example = new URL('../../examples/cadence-2025/portfolio.yaml', import.meta.url);
  const reading = await readPortfolioPath(example.pathname);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
  const done = new Set((await drawsIn(file)).map(({ draw }) => draw));
  for (let draw = first; draw <= last; draw++) {
    if (done.has(draw)) continue;
    const portfolio = drawPortfolio(reading.document, randomStream(draw, 'backtest'));
    const world = await relaxedWorld(small(portfolio));
    const result: Draw = {
      draw,
      boundUsd: world.boundUsd,
      first: Object.fromEntries([...world.first].map(([id, { action }]) => [id, action])),
      keptMw: keptMegawatts(portfolio, world.kept),
    };
    world.dispose();
    await appendFile(file, `${JSON.stringify(result)}\n`);
  }
}

const [, script, file, first, last] = process.argv;
if (script?.endsWith('draw.ts') && file) await drawRange(file, Number(first), Number(last));
