import { solve } from './least-squares.ts';
import { type Observation, predict, type ServingFit } from './serving-fit.ts';

/** A prediction of an observation's times. */
export type Predictor = (o: Observation) => { ttftS: number; tpotS: number };

/** Standard deviations of the effects (log) and of one row's noise. */
const spread = 0.05;
const rowNoise = 0.15;

/** The names that rows of a kind share: engine, system, model, precision and pairs of them. */
function effectsOf({ point }: Observation): string[] {
  const { engine, system, modelName } = point;
  const weights = point.deployment.precision.weights;
  return [
    engine,
    system,
    modelName,
    weights,
    `${engine}|${modelName}`,
    `${engine}|${system}`,
    `${system}|${modelName}`,
    `${engine}|${weights}`,
  ];
}

/**
 * The alternative that was tried: the physical fit times crossed random effects on TPOT, found from the
 * training rows' residuals by ridge regression (each group weighs at most 15 rows, residuals are clipped at 0.4).
 *
 * Effects of unseen names are zero, so that an unknown model on an unknown system gets the physical answer.
 */
export function withRandomEffects(fit: ServingFit, rows: readonly Observation[]): Predictor {
  const index = new Map<string, number>();
  for (const row of rows)
    for (const name of effectsOf(row)) if (!index.has(name)) index.set(name, index.size);
  const size = new Map<string, number>();
  for (const { point } of rows) size.set(point.group, (size.get(point.group) ?? 0) + 1);
  const normal = Array.from({ length: index.size }, (_, i) => {
    const row = new Array<number>(index.size).fill(0);
    row[i] = 1 / spread ** 2;
    return row;
  });
  const right = new Array<number>(index.size).fill(0);
  for (const o of rows) {
    const error = Math.log(o.point.tpotS / predict(fit, o).tpotS);
    const residual = Math.max(-0.4, Math.min(0.4, error));
    const weight = Math.min(1, 15 / size.get(o.point.group)!) / rowNoise ** 2;
    const at = effectsOf(o).map((name) => index.get(name)!);
    for (const i of at) {
      right[i] += weight * residual;
      for (const j of at) normal[i][j] += weight;
    }
  }
  const effect = solve(normal, right);
  return (o) => {
    const times = predict(fit, o);
    const sum = effectsOf(o).reduce(
      (total, name) => total + (index.has(name) ? effect[index.get(name)!] : 0),
      0,
    );
    return { ttftS: times.ttftS, tpotS: times.tpotS * Math.exp(sum) };
  };
}
