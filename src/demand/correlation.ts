/** Correlation matrices: checks, and the factor that turns independent shocks into correlated ones. */
import type { DemandFault } from './fault.ts';

/** A symmetric matrix with ones on its diagonal, shape `[series][series]`. */
export type CorrelationMatrix = readonly (readonly number[])[];

/** The correlation matrix of `size` independent series. */
export function independence(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

/**
 * The lower triangular L with L·Lᵀ = `matrix` (Cholesky), or `undefined` when the matrix is not positive
 * semidefinite. A series that others determine wholly gets a zero on the diagonal of L.
 */
export function choleskyFactor(matrix: CorrelationMatrix): number[][] | undefined {
  const factor = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i === j) {
        if (rest < -1e-9) return undefined;
        factor[i]![i] = rest > 1e-9 ? Math.sqrt(rest) : 0;
      } else if (factor[j]![j]! > 0) factor[i]![j] = rest / factor[j]![j]!;
      else if (Math.abs(rest) > 1e-4) return undefined;
    }
  }
  return factor;
}

/** All faults of `matrix` as the correlations of `size` series, with paths below `path`. */
export function correlationFaults(matrix: CorrelationMatrix, size: number, path: string): DemandFault[] {
  if (matrix.length !== size || matrix.some((row) => row.length !== size)) {
    return [{ code: 'demand.correlation.shape', path, value: matrix.length, params: { size } }];
  }
  const faults: DemandFault[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix[i]![j]!;
      const at = `${path}[${i}][${j}]`;
      if (i === j && value !== 1) faults.push({ code: 'demand.correlation.diagonal', path: at, value });
      else if (!(Math.abs(value) <= 1)) faults.push({ code: 'demand.correlation.range', path: at, value });
      else if (Math.abs(value - matrix[j]![i]!) > 1e-12) {
        faults.push({ code: 'demand.correlation.symmetry', path: at, value });
      }
    }
  }
  if (faults.length === 0 && !choleskyFactor(matrix)) {
    faults.push({ code: 'demand.correlation.impossible', path, value: size });
  }
  return faults;
}
