/** Stacked bars over quarters or years, the layers labelled at the right. */
import { linearScale, quarterAxis, round } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { fitted, LEFT, labelRoom, QuarterTicks, spread, ValueGrid } from './axes.tsx';

export interface StackLayer {
  readonly id: string;
  readonly name: string;
  readonly values: readonly number[];
  /** Class of the style sheet. */
  readonly css: string;
  /** Beside the stack, outlined: never added to it. */
  readonly apart?: boolean;
}

export interface StackChartProps {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly StackLayer[];
  write(value: number): string;
  readonly unit: string;
  /** Names of the places when they are not quarters. */
  readonly places?: readonly string[];
  /** A mark per place, such as a budget. */
  readonly marks?: readonly (number | undefined)[];
  readonly markLabel?: string;
  /** The sum of each place, written above it. */
  totalOf?(place: number): {
    readonly of: string;
    readonly raw: number;
    readonly text: string;
    readonly factor: number;
  };
}

export function StackChart(props: StackChartProps) {
  const { width, height, layers, write, unit, places, marks, markLabel, totalOf } = props;
  const count = layers[0]?.values.length ?? places?.length ?? 0;
  const room = labelRoom(
    width,
    layers.map(({ name }) => name),
  );
  const axis = quarterAxis(LEFT, width - room, count);
  const bottom = height - 38;
  const stacked = layers.filter(({ apart }) => !apart);
  const sums = Array.from({ length: count }, (_, t) =>
    stacked.reduce((sum, { values }) => sum + values[t]!, 0),
  );
  const known = marks?.filter((mark) => mark !== undefined) ?? [];
  const aparts = layers.filter(({ apart }) => apart).flatMap(({ values }) => values);
  const y = linearScale(
    [0, Math.max(1e-9, ...sums, ...known, ...aparts) * (totalOf ? 1.05 : 1)],
    [bottom, 24],
    4,
  );
  const hasApart = aparts.some((value) => value > 0);
  const gap = places ? Math.max(6, axis.step * 0.2) : Math.min(2, axis.step * 0.12);
  const whole = Math.max(1, axis.step - gap);
  const bar = hasApart ? whole * 0.66 : whole;
  const bars = sums.map((sum, t) => {
    let below = 0;
    const x = axis.x(t) + gap / 2;
    const total = totalOf?.(t);
    return (
      <g key={t}>
        {layers.map(({ id, values, css, apart }) => {
          const value = values[t]!;
          if (value <= 0) return null;
          const [from, to] = apart ? [y(0), y(value)] : [y(below), y(below + value)];
          if (!apart) below += value;
          return (
            <rect
              key={id}
              className={css}
              x={round(apart ? x + bar + 1 : x)}
              y={round(to)}
              width={round(apart ? Math.max(1, whole - bar - 1) : bar)}
              height={round(Math.max(0, from - to))}
            />
          );
        })}
        {marks?.[t] !== undefined && (
          <line
            className="budget"
            x1={round(x - 5)}
            x2={round(x + whole + 5)}
            y1={round(y(marks[t]))}
            y2={round(y(marks[t]))}
          />
        )}
        {total && sum > 0 && (
          <text
            className="label strong"
            x={round(x + bar / 2)}
            y={round(totalTop(y(sum), marks?.[t] === undefined ? undefined : y(marks[t]))) - 6}
            textAnchor="middle"
            {...figureOf(total.of, total.raw, total.factor)}
          >
            {total.text}
          </text>
        )}
        {places && (
          <text className="tick" x={round(x + whole / 2)} y={bottom + 17} textAnchor="middle">
            {places[t]}
          </text>
        )}
      </g>
    );
  });
  return (
    <>
      <ValueGrid scale={y} left={axis.left} right={axis.right} write={write} unit={unit} />
      {bars}
      <StackLabels
        layers={layers}
        x={axis.right + 8}
        room={room}
        y={y}
        {...(known.length > 0 && markLabel && { markLabel })}
      />
      {!places && <QuarterTicks axis={axis} y={bottom} />}
    </>
  );
}

/** A swatch and a name per layer, from top to bottom as they are stacked. */
function StackLabels({
  layers,
  x,
  room,
  y,
  markLabel,
}: {
  readonly layers: readonly StackLayer[];
  readonly x: number;
  readonly room: number;
  readonly y: (value: number) => number;
  readonly markLabel?: string;
}) {
  let below = 0;
  const at = layers.map(({ id, name, css, values, apart }) => {
    const last = values.at(-1) ?? 0;
    const middle = apart ? last / 2 : below + last / 2;
    if (!apart) below += last;
    return { id, name, css, y: y(middle) };
  });
  const bottom = y(0) - 4;
  const placed = spread(at, 17);
  const over = Math.max(0, (placed.at(-1)?.y ?? 0) - bottom);
  return (
    <g>
      {markLabel && (
        <>
          <line className="budget" x1={x} x2={x + 10} y1={16} y2={16} />
          <text className="label" x={x + 15} y={20}>
            {markLabel}
          </text>
        </>
      )}
      {placed.map(({ id, name, css, y: middle }) => (
        <g key={id}>
          <rect className={css} x={x} y={round(middle - over) - 5} width={10} height={10} />
          <text className="label" x={x + 15} y={round(middle - over) + 4}>
            {fitted(name, room)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Where a total stands: above the bar, or above the mark where that would run through the figure. */
function totalTop(bar: number, mark: number | undefined): number {
  if (mark === undefined) return bar;
  const above = bar - mark;
  return above > -2 && above < 20 ? Math.min(bar, mark) : bar;
}
