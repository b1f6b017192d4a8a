/** Exponential smoothing with automatic choice of error and trend, from the library augurs (WASM). */
import init, { AutoETS } from '@bsull/augurs/ets';
import type { Forecaster } from '../../demand/forecaster.ts';

/** Below this the library finds no model, or one that hangs on a single value. */
const MINIMUM_VALUES = 8;

/**
 * A forecaster on augurs' automatic ETS without seasons.
 *
 * @param wasm the bytes of the package's `ets_bg.wasm`, or a compiled module: Node reads them from the file, a
 *   browser fetches them. Later calls share the first call's module.
 */
export async function etsForecaster(wasm: BufferSource | WebAssembly.Module): Promise<Forecaster> {
  await init({ module_or_path: wasm });
  return { name: 'ets', forecast };
}

const forecast: Forecaster['forecast'] = (values, steps, level) => {
  if (values.length < MINIMUM_VALUES) return undefined;
  using model = new AutoETS(1, 'ZZN');
  try {
    model.fit(Float64Array.from(values));
  } catch {
    // The search found no model, as for a series of equal values; another method has to do.
    return undefined;
  }
  const { point, intervals } = model.predict(steps, level);
  const sound = intervals && [...point, ...intervals.lower, ...intervals.upper].every(Number.isFinite);
  return sound ? { point, lower: intervals.lower, upper: intervals.upper } : undefined;
};
