/** A fan over quarters with lines and areas, labelled at its right end. */
import type { Quantiles } from '../../../src/domain/plan-file.ts';
import { bandPath, linearScale, linePath, quarterAxis, round, stepPoints } from '../../../src/views/scale.ts';
import { LEFT, labelRoom, QuarterTicks, spread, ValueGrid } from './axes.tsx';

export interface FanLine {
  readonly values: readonly number[];
  readonly label: string;
  /** A class of the style sheet: `plan-line`, `served-line`. */
  readonly css: string;
  /** Levels that hold for their quarter are drawn as steps. */
  readonly steps?: boolean;
}

export interface FanArea {
  /** Top of the area, per quarter; the area below it is filled in steps. */
  readonly values: readonly number[];
  readonly css: string;
}

export interface FanChartProps {
  readonly width: number;
  readonly height: number;
  readonly fan?: Quantiles;
  readonly fanLabel?: string;
  /** Training is hatched. */
  readonly hatched?: boolean;
  readonly lines?: readonly FanLine[];
  /** Drawn in their order, the later over the earlier. */
  readonly areas?: readonly FanArea[];
  /** What was observed in the quarters before the plan's first, the oldest first, as points. */
  readonly observed?: readonly (number | undefined)[];
  /** Quarters before the plan's first that the axis begins with: at least those observed. */
  readonly past?: number;
  /** Marks on the axis of time, in quarters from the plan's first. */
  readonly markers?: readonly { readonly at: number; readonly text: string }[];
  write(value: number): string;
  readonly unit: string;
}

export function FanChart({
  width,
  height,
  fan,
  fanLabel,
  hatched,
  lines = [],
  areas = [],
  observed = [],
  past = observed.length,
  markers = [],
  write,
  unit,
}: FanChartProps) {
  const count = (fan?.p50 ?? lines[0]?.values ?? []).length;
  const axis = quarterAxis(LEFT, width - labelRoom(width), count + past);
  const bottom = height - 38;
  const y = linearScale(
    [
      0,
      Math.max(
        1e-9,
        ...(fan?.p90 ?? []),
        ...observed.map((value) => value ?? 0),
        ...lines.flatMap(({ values }) => values),
        ...areas.flatMap(({ values }) => values),
      ),
    ],
    [bottom, 22],
    bottom > 180 ? 5 : 3,
  );
  const middle = (series: readonly number[]) =>
    series.map((value, t) => [axis.x(past + t + 0.5), y(value)] as const);
  const edges = Array.from({ length: count }, (_, t) => axis.x(past + t));
  const steps = (series: readonly number[]) =>
    stepPoints(
      edges,
      series.map((value) => y(value)),
      axis.right,
    );
  const flat = steps(Array<number>(count).fill(0));
  const labels = spread(
    [
      ...(fan
        ? [
            { y: y(fan.p90.at(-1)!), text: 'P90', css: 'need' },
            { y: y(fan.p50.at(-1)!), text: fanLabel ?? 'P50', css: 'need strong' },
            { y: y(fan.p10.at(-1)!), text: 'P10', css: 'need' },
          ]
        : []),
      ...lines.map(({ values, label }) => ({ y: y(values.at(-1)!), text: label, css: 'strong' })),
    ],
    14,
  );
  return (
    <>
      <ValueGrid scale={y} left={axis.left} right={axis.right} write={write} unit={unit} />
      {areas.map(({ values, css }) => (
        <path key={css} className={`area ${css}`} d={bandPath(steps(values), flat)} />
      ))}
      {fan && (
        <>
          <path
            className={hatched ? 'band hatched' : 'band'}
            d={bandPath(middle(fan.p90), middle(fan.p10))}
          />
          <path className="line band-edge" d={linePath(middle(fan.p90))} />
          <path className="line band-edge" d={linePath(middle(fan.p10))} />
          <path className="line need-line" d={linePath(middle(fan.p50))} />
        </>
      )}
      {lines.map(({ values, css, steps: stepped }) => (
        <path key={css} className={`line ${css}`} d={linePath(stepped ? steps(values) : middle(values))} />
      ))}
      {labels.map(({ y: at, text, css }) => (
        <text key={text} className={`label ${css}`} x={axis.right + 8} y={round(at) + 4}>
          {text}
        </text>
      ))}
      {past > 0 && (
        <line className="today" x1={round(axis.x(past))} x2={round(axis.x(past))} y1={18} y2={bottom} />
      )}
      {observed.map((value, i) =>
        value === undefined ? null : (
          <circle
            key={i}
            className="observed"
            cx={round(axis.x(past - observed.length + i + 0.5))}
            cy={round(y(value))}
            r={3}
          />
        ),
      )}
      {markers.map(({ at, text }) => (
        <path
          key={text}
          className="evidence-mark"
          d={`M${round(Math.max(axis.left, axis.x(past + at)))} ${bottom}l-4 -8h8Z`}
        >
          <title>{text}</title>
        </path>
      ))}
      <QuarterTicks axis={axis} y={bottom} past={past} />
    </>
  );
}
