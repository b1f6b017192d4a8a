/** A fan over quarters with lines and areas, labelled at its right end. */
import type { Quantiles } from '../../../src/domain/plan-file.ts';
import { bandPath, linearScale, linePath, round, stepPoints } from '../../../src/views/scale.ts';
import { LEFT, labelRoom, QuarterTicks, quarterAxis, spread, ValueGrid } from './axes.tsx';

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
  write,
  unit,
}: FanChartProps) {
  const count = (fan?.p50 ?? lines[0]?.values ?? []).length;
  const axis = quarterAxis(LEFT, width - labelRoom(width), count);
  const bottom = height - 38;
  const y = linearScale(
    [
      0,
      Math.max(
        1e-9,
        ...(fan?.p90 ?? []),
        ...lines.flatMap(({ values }) => values),
        ...areas.flatMap(({ values }) => values),
      ),
    ],
    [bottom, 22],
    bottom > 180 ? 5 : 3,
  );
  const middle = (series: readonly number[]) =>
    series.map((value, t) => [axis.x(t + 0.5), y(value)] as const);
  const edges = Array.from({ length: count }, (_, t) => axis.x(t));
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
      <QuarterTicks axis={axis} y={bottom} />
    </>
  );
}

/** Where the reading line of a chart over quarters stands. */
export function quarterCursor(count: number): (position: number, width: number) => number {
  return (position, width) => quarterAxis(LEFT, width - labelRoom(width), count).x(position + 0.5);
}
