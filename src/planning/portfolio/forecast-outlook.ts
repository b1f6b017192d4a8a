/** Outlooks that are the forecast of a workload's history, turned into fans. */
import { forecastSeries } from '../../demand/forecast.ts';
import type { Forecaster } from '../../demand/forecaster.ts';
import { type QuarterlySeries, quarterlySeries, type SeriesHistory } from '../../demand/history.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { PortfolioDocument } from '../../domain/schema.ts';
import { formatQuarter, type Quarter, quarterOfDate } from '../../units/quarter.ts';

/** P10 of a fan that reaches down to 0, as a share of P50: outlooks are lognormal, so it must lie above 0. */
const lowestShare = 1e-3;

/**
 * `document` with every `demand: { forecast: history }` replaced by the fan that `forecaster` makes of the workload's
 * history as it was known on `asOf`, over the calendar's quarters. An observed value of the root's quarter stands as
 * known.
 */
export function resolveForecasts(document: PortfolioDocument, forecaster: Forecaster): PortfolioDocument {
  const first = quarterOfDate(document.asOf)!;
  const last = first + document.calendar.horizonQuarters - 1;
  const workloads = document.workloads.map((workload) => {
    if (!('forecast' in workload.demand)) return workload;
    const history = workloadSeries(document, workload.id);
    const ahead = last - history.points.at(-1)!.quarter;
    const result = ahead > 0 ? forecastSeries(history, ahead, forecaster) : undefined;
    if (result?.kind === 'refused') throw new RangeError(`no forecast of ${workload.id}`);
    const observed = history.points.map(({ quarter, value }) => ({
      ...{ quarter, p10: value, p50: value, p90: value },
    }));
    const fan = [...observed, ...(result?.forecast.fan.points ?? [])]
      .filter(({ quarter, p50 }) => quarter >= first && p50 > 0)
      .map(({ quarter, p10, p50, p90 }) => ({
        ...{ quarter, p10: certain(Math.max(p10, p50 * lowestShare)), p50: certain(p50), p90: certain(p90) },
      }));
    return { ...workload, demand: { fan } };
  });
  return { ...document, workloads };
}

/** The history of a workload as it was known on `asOf`, by quarters. */
export function workloadSeries(
  document: PortfolioDocument,
  workload: string,
  asOf = document.asOf,
): QuarterlySeries {
  return quarterlySeries(workloadHistory(document, workload), 'mean', asOf);
}

/** All vintages of a workload's history, by quarter, then by the date on which they became known. */
function workloadHistory({ demandHistory }: PortfolioDocument, workload: string): SeriesHistory {
  const observations = demandHistory.flatMap(({ workload: of, quarter, value, knownOn }, i) =>
    of === workload
      ? [
          {
            ...{ quarter, span: 'quarter' as const, period: formatQuarter(quarter) },
            ...{ value: value.typical, knownAt: knownOn, line: i + 1 },
          },
        ]
      : [],
  );
  return {
    name: workload,
    observations: observations.sort((a, b) => order(a.quarter, b.quarter) || order(a.knownAt, b.knownAt)),
  };
}

const order = (a: Quarter | string, b: Quarter | string) => (a < b ? -1 : a > b ? 1 : 0);

const certain = (typical: number): Quantity => ({ typical, low: typical, high: typical, assumed: false });
