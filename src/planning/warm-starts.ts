/** Where the relaxation of a problem starts from: what was found of the nearest problem of the same shape. */
import type { PlanningProblem } from './planning-problem.ts';
import type { WarmStart } from './restricted-master.ts';
import { haveSameShape } from './same-shape.ts';

/** Relaxations kept; the one that served longest ago goes first. Each holds a problem's figures, some 3 MB on a large portfolio. */
const MOST = 4;

/** What the relaxation of a problem has left, if it came to one. */
interface Relaxed {
  readonly problem: PlanningProblem;
  readonly warm: WarmStart | undefined;
}

/**
 * What relaxations of problems left that differ in figures only. A search that is cut short leaves little or nothing, and the changed problems of a what-if
 * start again and again from one that was relaxed before.
 */
export class WarmStarts {
  #kept: Relaxed[] = [];

  keep(relaxed: Relaxed): void {
    if (relaxed.warm) this.#kept = [relaxed, ...this.#kept].slice(0, MOST);
  }

  /** Of the kept ones and `last`, which was cut short, the start that was found for the problem most like this one. */
  nearest(problem: PlanningProblem, last: Relaxed | undefined): WarmStart | undefined {
    this.#kept = this.#kept.filter((one) => haveSameShape(one.problem, problem));
    const isStart = last?.warm !== undefined && haveSameShape(last.problem, problem);
    let nearest: Relaxed | undefined;
    let least = Infinity;
    for (const one of isStart ? [...this.#kept, last] : this.#kept) {
      const apart = distance(one.problem, problem);
      if (apart < least) [nearest, least] = [one, apart];
    }
    const at = this.#kept.indexOf(nearest!);
    if (at > 0) this.#kept.unshift(...this.#kept.splice(at, 1));
    return nearest?.warm;
  }
}

/** How far apart the figures of two problems of one shape are: the sum of what each kind of figure has changed by, as a share, in the mean. */
function distance(a: PlanningProblem, b: PlanningProblem): number {
  return (
    change(a.columns.profit, b.columns.profit) +
    change(a.columns.coefficients, b.columns.coefficients) +
    change(a.columns.lower, b.columns.lower) +
    change(a.columns.upper, b.columns.upper) +
    change(a.rowLower, b.rowLower) +
    change(a.rowUpper, b.rowUpper)
  );
}

/** From 0 where all figures are the same to 1 where none is like the other. */
function change(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return 1;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const share = Math.abs(a[i]! - b[i]!) / (Math.abs(a[i]!) + Math.abs(b[i]!));
    sum += Number.isNaN(share) ? 1 : share;
  }
  return sum / Math.max(1, a.length);
}
