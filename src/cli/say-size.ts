/** Says what a sizing found: the cheapest configuration, its rivals, its memory, and accelerators over time. */
import type {
  ConfigurationLine,
  MemoryLine,
  PoolLine,
  ReplayedLine,
  SizeOutcome,
} from '../app/size-service.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { scanLines } from './say-trace.ts';
import { resampled, sparkline } from './sparkline.ts';
import { type Column, tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Rows of a table of configurations. */
const shownRows = 10;

/** Lines of the whole answer; `path` is the trace's. */
export function sizeLines(outcome: SizeOutcome, path: string | undefined, context: Context): string[] {
  const { style, terminal } = context;
  const paragraphs = [
    [...wrap(headline(outcome, context), terminal.width).map(style.bold), ...setting(outcome, path, context)],
    outcome.best ? bestLines(outcome.best, outcome, context) : [],
    fitLines(outcome.memory, context),
    outcome.replayed.length > 0 ? replayedLines(outcome, context) : [],
    outcome.front.length > 1 ? frontLines(outcome, context) : [],
    outcome.demand.length > 1 ? demandLines(outcome, context) : [],
    wrap(messages(context.language).serving.explain.words, terminal.width).map(style.dim),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i > 0 ? ['', ...lines] : lines));
}

function headline({ best, model, memory, requestsPerS }: SizeOutcome, context: Context): string {
  const { format, language } = context;
  const { size } = messages(language).serving;
  if (best) {
    const accelerators = format.and(unitsOf(best, context));
    return size.headline(accelerators, model, format.number(requestsPerS), format.money(best.usdPerHour));
  }
  return memory.some(({ fits }) => fits) ? size.none(model) : size.noneFits(model);
}

function setting(outcome: SizeOutcome, path: string | undefined, context: Context): string[] {
  const { format, language, terminal } = context;
  const { size } = messages(language).serving;
  const { objectives, scan } = outcome;
  const { number } = format;
  const from = path === undefined ? size.generated : size.fromTrace(path);
  const limits = [
    ...(objectives.ttftS === undefined ? [] : [size.ttft(milliseconds(objectives.ttftS, context))]),
    ...(objectives.tpotS === undefined ? [] : [size.tpot(milliseconds(objectives.tpotS, context))]),
  ];
  const sentences = [
    `${size
      .traffic(
        ...([outcome.requests, outcome.inputTokens, outcome.outputTokens, outcome.peakFactor].map(number) as [
          string,
          string,
          string,
          string,
        ]),
      )
      .replace(/\.$/, '')} (${from}).`,
    ...(outcome.sharedPrefix ? [size.prefix(format.percent(outcome.sharedPrefix))] : []),
    limits.length > 0
      ? size.objectives(format.and(limits), format.percent(objectives.percentile))
      : size.noObjectives,
    ...outcome.local.map(({ accelerator, decode, batch, prefill, rows }) =>
      size.recalibrated(accelerator, number(decode), number(batch), number(prefill), rows),
    ),
    size.searched(number(outcome.searched), number(outcome.feasible), number(outcome.replayed.length)),
  ];
  return [
    ...sentences.flatMap((sentence) => wrap(sentence, terminal.width)),
    ...(scan ? scanLines(scan, context) : []),
  ];
}

function bestLines(best: ReplayedLine, { objectives }: SizeOutcome, context: Context): string[] {
  const { format, language, style, terminal } = context;
  const { size, obtained } = messages(language).serving;
  const { number } = format;
  const { memory, usdPerMillionInput: input, usdPerMillionOutput: output } = best;
  const gigabytes = (bytes: number) => number(bytes / 1e9);
  const price = ({ value, low, high }: ReplayedLine['usdPerMillionInput']) =>
    size.priceOf(number(value), number(low), number(high));
  const pool = (line: PoolLine) => {
    const units = `${number(line.acceleratorsPerReplica)} × ${shortName(line.accelerator)}`;
    return size.poolOf(number(line.replicas), `${units}, ${line.layout}`);
  };
  const { ttftS, tpotS } = best;
  const rows: string[][] = [
    ...(best.prefill ? [[size.prompts, pool(best.prefill), obtained[best.obtained]]] : []),
    [
      best.prefill ? size.answers : size.configuration,
      size.configurationOf(pool(best), best.weights, best.kvCache),
      obtained[best.obtained],
    ],
    [
      size.limits,
      size.limitsOf(format.exact((best.prefill ?? best).maxBatchedTokens), format.exact(best.maxSequences)),
      '',
    ],
    [
      size.latency,
      size.latencyOf(
        milliseconds(ttftS, context),
        milliseconds(tpotS, context),
        percentileName(objectives.percentile),
      ),
      obtained[best.obtained],
    ],
    [
      size.memory,
      size.memoryOf(
        gigabytes(memory.weightBytes),
        gigabytes(memory.workspaceBytes),
        gigabytes(memory.cacheBytes),
        gigabytes(memory.usableBytes),
      ),
      obtained.assumed,
    ],
    [size.margin, size.marginOf(format.percent(memory.marginShare), number(memory.tokenCapacity)), ''],
    [size.power, size.powerOf(number(best.itKw)), obtained.assumed],
    [
      size.cost,
      size.costOf(format.money(best.usdPerHour / best.accelerators)),
      best.costBasis === 'assumed' ? obtained.assumed : obtained.given,
    ],
    [size.inputPrice, price(input), obtained[input.obtained]],
    [size.outputPrice, price(output), obtained[output.obtained]],
    [
      size.idle,
      size.idleOf(number(input.value * best.idleFactor), number(output.value * best.idleFactor)),
      obtained[output.obtained],
    ],
  ];
  return [style.bold(size.best), ...tableLines(blank(3), rows, terminal.width, style).slice(1)];
}

function blank(columns: number): Column[] {
  return Array.from({ length: columns }, () => ({ title: '' }));
}

function fitLines(memory: readonly MemoryLine[], context: Context): string[] {
  const { format, language, style, terminal } = context;
  const { size } = messages(language).serving;
  const { number } = format;
  const right = (title: string): Column => ({ title, align: 'right' });
  return [
    style.bold(size.fit),
    ...tableLines(
      [
        ...[{ title: size.accelerators }, { title: size.weights }, right(size.fitWeights)],
        ...[right(size.fitWorkspace), right(size.fitCache), right(size.fitMargin), right(size.fitTokens)],
        { title: '' },
      ],
      memory.map((line) => [
        `${number(line.accelerators)} × ${shortName(line.accelerator)} ${line.layout}`,
        line.weights,
        number(line.weightBytes / 1e9),
        number(line.workspaceBytes / 1e9),
        number(line.cacheBytes / 1e9),
        format.percent(line.marginShare),
        number(line.tokenCapacity),
        line.fits ? size.fits : size.missing,
      ]),
      terminal.width,
      style,
    ),
  ];
}

function replayedLines({ replayed, objectives }: SizeOutcome, context: Context): string[] {
  const { format, language, style, terminal } = context;
  const { size } = messages(language).serving;
  const rows = bestLimits(replayed).slice(0, shownRows);
  return [
    style.bold(`${size.replayed} (${percentileName(objectives.percentile)})`),
    ...tableLines(
      [
        ...configurationColumns(size),
        { title: size.perInput, align: 'right' },
        { title: size.perOutput, align: 'right' },
        { title: size.ttftTitle, align: 'right' },
        { title: size.tpotTitle, align: 'right' },
        { title: size.keeps },
      ],
      rows.map((line) => [
        ...configurationCells(line, context),
        format.number(line.usdPerMillionInput.value),
        format.number(line.usdPerMillionOutput.value),
        format.number(line.ttftS * 1000),
        format.number(line.tpotS * 1000),
        line.meetsObjectives ? size.yes : size.no,
      ]),
      terminal.width,
      style,
    ),
  ];
}

function frontLines({ front }: SizeOutcome, context: Context): string[] {
  const { format, language, style, terminal } = context;
  const { size } = messages(language).serving;
  return [
    style.bold(size.front),
    ...tableLines(
      [
        ...configurationColumns(size),
        { title: 'kW', align: 'right' },
        { title: size.ttftTitle, align: 'right' },
        { title: size.tpotTitle, align: 'right' },
      ],
      evenly(front, shownRows).map((line) => [
        ...configurationCells(line, context),
        format.number(line.itKw),
        format.number(line.ttftS * 1000),
        format.number(line.tpotS * 1000),
      ]),
      terminal.width,
      style,
    ),
  ];
}

type SizeTexts = ReturnType<typeof messages>['serving']['size'];

function configurationColumns(size: SizeTexts): Column[] {
  return [
    ...[{ title: size.accelerators }, { title: size.layout }, { title: size.weights }],
    ...[{ title: size.limitsTitle }, { title: size.usdPerHour, align: 'right' as const }],
  ];
}

function configurationCells(line: ConfigurationLine, { format: { number } }: Context): string[] {
  const { prefill } = line;
  const layout = prefill
    ? `${number(prefill.replicas)} ${prefill.layout} → ${number(line.replicas)} ${line.layout}`
    : line.layout;
  return [
    unitsOf(line, { format: { number } }).join(' + '),
    ...[layout, line.weights, `${(prefill ?? line).maxBatchedTokens}/${line.maxSequences}`],
    number(line.usdPerHour),
  ];
}

/** How many accelerators of which kind, those for prompts first. */
function unitsOf(
  line: ConfigurationLine,
  { format }: { format: Pick<Context['format'], 'number'> },
): string[] {
  const units = new Map<string, number>();
  for (const pool of line.prefill ? [line.prefill, line] : [line]) {
    const name = shortName(pool.accelerator);
    units.set(name, (units.get(name) ?? 0) + pool.replicas * pool.acceleratorsPerReplica);
  }
  return [...units].map(([name, count]) => `${format.number(count)} × ${name}`);
}

function demandLines({ demand }: SizeOutcome, context: Context): string[] {
  const { format, language, style, terminal } = context;
  const { size } = messages(language).serving;
  const label = Math.max(size.acceleratorsOver.length, size.powerOver.length);
  const line = (name: string, values: readonly number[]) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const points = resampled(values, terminal.width - label - 20);
    return `${name.padEnd(label)}  ${sparkline(points, most)}  ${format.number(least)}–${format.number(most)}`;
  };
  return [
    style.bold(size.overTime),
    line(
      size.acceleratorsOver,
      demand.map(({ accelerators }) => accelerators),
    ),
    line(
      size.powerOver,
      demand.map(({ itKw }) => itKw),
    ),
  ];
}

/** Of configurations that differ only in the engine's limits, the first. */
function bestLimits(lines: readonly ReplayedLine[]): ReplayedLine[] {
  const seen = new Set<string>();
  const pool = ({ accelerator, layout, replicas }: PoolLine) => [accelerator, layout, replicas];
  return lines.filter((line) => {
    const key = [line.weights, line.kvCache, pool(line), line.prefill ? pool(line.prefill) : ''].join('|');
    return !seen.has(key) && seen.add(key);
  });
}

/** At most `count` of `items`, the first and the last among them. */
function evenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]!);
}

/** Without the maker and the memory, which everybody knows. */
function shortName(accelerator: string): string {
  return accelerator.replace(/^(NVIDIA|AMD Instinct) /, '').replace(/ \d+ GB$/, '');
}

function percentileName(share: number): string {
  return `P${Number((share * 100).toFixed(1))}`;
}

function milliseconds(seconds: number, { format }: Context): string {
  return seconds >= 1 ? `${format.number(seconds)} s` : `${format.number(seconds * 1000)} ms`;
}
