/** Options of {@link fitLeastSquares}. */
export interface FitOptions {
  /** Prior means of the parameters, where the search also starts. */
  readonly prior: readonly number[];
  /** Prior standard deviations; Infinity for none. */
  readonly spread: readonly number[];
  readonly iterations?: number;
  /** How residuals count: `huber` (default), or `cauchy`, under which rows that do not fit at all hardly do. */
  readonly loss?: Loss;
}

type Loss = 'huber' | 'cauchy';

/**
 * Minimises Σ loss(residual) + Σ ((θ − prior)/spread)² by Levenberg–Marquardt with numerical derivatives.
 *
 * `residuals` maps θ to residuals already divided by their noise; Huber's loss (k = 1.5) or Cauchy's, ln(1 + r²),
 * keeps outliers from steering. Returns θ and its covariance from the last normal matrix.
 */
export function fitLeastSquares(
  residuals: (theta: readonly number[]) => Float64Array,
  options: FitOptions,
): { theta: number[]; covariance: number[][]; cost: number } {
  const { prior, spread } = options;
  const loss = options.loss ?? 'huber';
  let theta = [...prior];
  let base = residuals(theta);
  let cost = penalised(base, theta, prior, spread, loss);
  let damping = 1e-2;
  let normal: number[][] = [];
  for (let iteration = 0; iteration < (options.iterations ?? 40); iteration++) {
    const system = normalEquations(residuals, theta, base, options);
    normal = system.matrix;
    let improved = false;
    for (let attempt = 0; attempt < 8; attempt++) {
      const damped = normal.map((row, i) => row.map((v, j) => (i === j ? v * (1 + damping) + 1e-12 : v)));
      const step = solve(damped, system.gradient);
      const candidate = theta.map((value, i) => value - Math.max(-0.7, Math.min(0.7, step[i])));
      const trial = residuals(candidate);
      const trialCost = penalised(trial, candidate, prior, spread, loss);
      if (trialCost < cost) {
        improved = cost - trialCost > 1e-7 * cost;
        [theta, base, cost] = [candidate, trial, trialCost];
        damping = Math.max(damping / 5, 1e-9);
        break;
      }
      damping *= 4;
    }
    if (!improved) break;
  }
  return { theta, covariance: invert(normal), cost };
}

function penalised(
  r: Float64Array,
  theta: readonly number[],
  prior: readonly number[],
  spread: readonly number[],
  loss: Loss,
) {
  let sum = 0;
  for (const value of r) sum += loss === 'huber' ? huber(value) : Math.log1p(value * value);
  theta.forEach((value, i) => {
    sum += ((value - prior[i]) / spread[i]) ** 2;
  });
  return sum;
}

const knee = 1.5;

function huber(residual: number): number {
  const size = Math.abs(residual);
  return size <= knee ? size * size : 2 * knee * size - knee * knee;
}

function normalEquations(
  residuals: (theta: readonly number[]) => Float64Array,
  theta: readonly number[],
  base: Float64Array,
  { prior, spread, loss }: FitOptions,
) {
  const step = 1e-4;
  const columns = theta.map((value, j) => {
    const moved = [...theta];
    moved[j] = value + step;
    const shifted = residuals(moved);
    return shifted.map((v, i) => (v - base[i]) / step);
  });
  const weights = base.map((r) =>
    loss === 'cauchy' ? 1 / (1 + r * r) : Math.abs(r) <= knee ? 1 : knee / Math.abs(r),
  );
  const matrix = theta.map(() => new Array<number>(theta.length).fill(0));
  const gradient = theta.map((value, i) => (value - prior[i]) / spread[i] ** 2);
  for (let a = 0; a < theta.length; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = a === b ? 1 / spread[a] ** 2 : 0;
      for (let i = 0; i < base.length; i++) sum += weights[i] * columns[a][i] * columns[b][i];
      matrix[a][b] = sum;
      matrix[b][a] = sum;
    }
    for (let i = 0; i < base.length; i++) gradient[a] += weights[i] * columns[a][i] * base[i];
  }
  return { matrix, gradient };
}

/** Solves a symmetric positive definite system by Cholesky; throws a RangeError if it is not. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const lower = cholesky(matrix);
  const n = right.length;
  const y = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    let sum = right[i];
    for (let k = 0; k < i; k++) sum -= lower[i][k] * y[k];
    y[i] = sum / lower[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) y[i] -= lower[k][i] * y[k];
    y[i] /= lower[i][i];
  }
  return y;
}

/** The inverse of a symmetric positive definite matrix. */
export function invert(matrix: readonly (readonly number[])[]): number[][] {
  const columns = matrix.map((_, j) =>
    solve(
      matrix,
      matrix.map((_row, i) => (i === j ? 1 : 0)),
    ),
  );
  return matrix.map((_, i) => columns.map((column) => column[i]));
}

function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const lower = matrix.map(() => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      if (i === j) {
        if (!(sum > 0)) throw new RangeError(`matrix is not positive definite at ${i}: ${sum}`);
        lower[i][i] = Math.sqrt(sum);
      } else lower[i][j] = sum / lower[j][j];
    }
  }
  return lower;
}
