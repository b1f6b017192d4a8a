/** Axes: quarters with their fiscal years, and values on a grid. */
import { addQuarters } from '../../../src/units/quarter.ts';
import { runsOfYears } from '../../../src/views/plan-facts.ts';
import { type QuarterAxis, quarterAxis, round, type Scale } from '../../../src/views/scale.ts';
import { useShown } from '../state/shown.ts';

/** Room for values at the left of a chart. */
export const LEFT = 52;

/** Width of a letter of a label, and of the swatch before it with its margins, in pixels. */
const LETTER = 6.7;
const SWATCH = 30;

/** Room for labels at the right end: as much as the longest takes, and at most a third of a narrow page. */
export function labelRoom(width: number, labels: readonly string[] = []): number {
  const longest = Math.max(0, ...labels.map(({ length }) => length)) * LETTER + SWATCH;
  return Math.min(Math.max(width < 560 ? 84 : 132, longest), Math.max(84, width * 0.3));
}

/** A label cut to the room that it has; a short last word stays, as it tells labels apart that begin alike. */
export function fitted(label: string, room: number): string {
  const letters = Math.max(1, Math.floor((room - SWATCH) / LETTER));
  if (label.length <= letters + 1) return label;
  const last = label.slice(label.lastIndexOf(' '));
  const kept = last.length < Math.min(10, letters / 2) ? last : '';
  return `${label.slice(0, letters - kept.length).trimEnd()}…${kept}`;
}

/** Where the reading line of a chart over quarters stands; `labels` are those at its right end. */
export function quarterCursor(
  count: number,
  labels: readonly string[] = [],
  past = 0,
): (position: number, width: number) => number {
  return (position, width) =>
    quarterAxis(LEFT, width - labelRoom(width, labels), count + past).x(past + position + 0.5);
}

interface QuarterTicksProps {
  readonly axis: QuarterAxis;
  readonly y: number;
  /** Quarters before the plan's first that the axis begins with. */
  readonly past?: number;
}

/** Quarters as `Q2`, fiscal years bracketed below; 36 high from `y`. */
export function QuarterTicks({ axis, y, past = 0 }: QuarterTicksProps) {
  const { facts } = useShown();
  const every = axis.step > 24 ? 1 : axis.step > 12 ? 2 : 4;
  const first = facts.quarters[0]!;
  const before = Array.from({ length: past }, (_, i) => addQuarters(first, i - past));
  const quarters = [...before, ...facts.quarters];
  const years =
    past === 0 ? facts.fiscalYears : runsOfYears(quarters, facts.portfolio.calendar.fiscalYearStartMonth);
  return (
    <g>
      {quarters.map((quarter, t) =>
        t % every === 0 ? (
          <text key={quarter} className="tick" x={round(axis.x(t + 0.5))} y={y + 13} textAnchor="middle">
            Q{(quarter % 4) + 1}
          </text>
        ) : null,
      )}
      {years.map(({ year, from, count }) => {
        const [x1, x2] = [round(axis.x(from) + 2), round(axis.x(from + count) - 2)];
        return (
          <g key={year}>
            <path className="bracket" d={`M${x1} ${y + 18}v3H${x2}v-3`} />
            {count * axis.step > 18 && (
              <text className="tick strong" x={round((x1 + x2) / 2)} y={y + 34} textAnchor="middle">
                {count * axis.step > 46 ? facts.say.chart.fiscalYear(year) : `’${year % 100}`}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

export interface ValueGridProps {
  readonly scale: Scale;
  readonly left: number;
  readonly right: number;
  write(value: number): string;
  /** Unit of the axis, above it. */
  readonly unit?: string;
}

/** Horizontal grid lines with their values at the left; the line at 0 is stronger. */
export function ValueGrid({ scale, left, right, write, unit }: ValueGridProps) {
  return (
    <g>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'zero' : 'grid'}
            x1={left}
            x2={right}
            y1={round(scale(tick))}
            y2={round(scale(tick))}
          />
          <text className="tick" x={left - 6} y={round(scale(tick)) + 4} textAnchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
      {unit && (
        <text className="tick" x={0} y={11}>
          {unit}
        </text>
      )}
    </g>
  );
}

/** Moves labels apart downwards so that none lies on another. */
export function spread<Label extends { readonly y: number }>(labels: readonly Label[], gap: number): Label[] {
  let last = -Infinity;
  return labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      last = Math.max(label.y, last + gap);
      return { ...label, y: last };
    });
}
