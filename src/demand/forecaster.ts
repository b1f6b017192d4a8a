/** The port behind which a forecasting library stands; adapters implement it. */

/** A forecast with central intervals, shape `[step]`, step 0 the first period after the data. */
export interface IntervalForecast {
  readonly point: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** A method that continues an evenly spaced series. Values may be any finite numbers. */
export interface Forecaster {
  /** Name for reports, such as `ets`. */
  readonly name: string;
  /**
   * Continues `values` (oldest first) by `steps` ≥ 1 with central intervals that hold `level` (0…1) of the
   * probability. `undefined` where the method cannot say anything, such as with too few values.
   */
  forecast(values: readonly number[], steps: number, level: number): IntervalForecast | undefined;
}
