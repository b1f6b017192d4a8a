/** Demand that can be drawn and served: fans, correlations, branching, pools and accelerators. */
import { type Problem, problem } from '../../units/problem.ts';
import { formatQuarter } from '../../units/quarter.ts';
import { nearest } from '../nearest.ts';
import type { PortfolioDocument } from '../schema.ts';
import { type SeriesKind, seriesKinds, seriesName } from '../uncertain-series.ts';
import type { Facts } from './facts.ts';

/** More nodes than this cannot be planned on one machine. */
const nodeLimit = 20_000;

/** Quantiles rise from p10 to p90 and quarters from one point of a fan to the next. */
export function fans(facts: Facts): Problem[] {
  return facts.entries('workloads').flatMap(([{ demand }, path]) => {
    if (!('fan' in demand)) return [];
    return demand.fan.flatMap((point, i) => {
      const at = [...path, 'demand', 'fan', i];
      const problems: Problem[] = [];
      const [p10, p50, p90] = [point.p10.typical, point.p50.typical, point.p90.typical];
      if (!(p10 <= p50 && p50 <= p90)) problems.push(problem('fan-order', at, { p10, p50, p90 }, {}));
      const before = demand.fan[i - 1]?.quarter;
      if (before !== undefined && point.quarter <= before) {
        const params = { before: formatQuarter(before) };
        problems.push(problem('quarter-order', [...at, 'quarter'], formatQuarter(point.quarter), params));
      }
      return problems;
    });
  });
}

/** Every workload has a pool that it may use and an accelerator that serves it. */
export function servable(facts: Facts): Problem[] {
  if (!facts.complete('pools', 'accelerators')) return [];
  const kinds = new Set(facts.entries('pools').map(([pool]) => pool.kind));
  return facts.entries('workloads').flatMap(([workload, path]): Problem[] => {
    const training = workload.kind === 'pre-training' || workload.kind === 'post-training';
    if (!workload.pools && training && !kinds.has('campus')) {
      return [problem('unservable', path, workload.kind, { why: 'no pool' })];
    }
    const { served, ratePerAcceleratorHour: given } = workload;
    const rates = [...Object.values(given ?? {}), ...Object.values(served?.measuredTokensPerS ?? {})];
    if (rates.some((rate) => rate.typical > 0)) return [];
    if (served?.model === undefined) {
      const at = [...path, served ? 'served' : 'ratePerAcceleratorHour'];
      return [problem('unservable', at, given && Object.keys(given), { why: 'no accelerator' })];
    }
    if (facts.entries('accelerators').some(([{ hardware }]) => hardware !== undefined)) return [];
    return [problem('unservable', [...path, 'served', 'model'], served.model, { why: 'no hardware' })];
  });
}

/** The tree has one form: a shape whose first year does not branch and that fits the horizon, or a size that it can have. */
export function branching(facts: Facts): Problem[] {
  if (!facts.complete('calendar', 'uncertainty')) return [];
  const { branching: branches, nodes: size, paths } = facts.document.uncertainty;
  const quarters = facts.document.calendar.horizonQuarters;
  const path = ['uncertainty', 'branching'];
  const years = Math.ceil(quarters / 4);
  const problems: Problem[] = [];
  if (size !== undefined) {
    const at = ['uncertainty', 'nodes'];
    if (branches.length > 0) problems.push(problem('tree-form', at, size, { rule: 'branching and nodes' }));
    if (size < quarters) problems.push(problem('range', at, size, { minimum: quarters, maximum: 5000 }));
  }
  if (paths % 2 !== 0) problems.push(problem('step', ['uncertainty', 'paths'], paths, { step: 2 }));
  if (branches.length > 0 && branches[0] !== 1) {
    problems.push(problem('branching-root', [...path, 0], branches[0], {}));
  }
  if (branches.length > years) {
    problems.push(problem('branching-length', path, branches, { years, quarters }));
  }
  const nodes = nodesOf(branches, quarters);
  if (nodes > nodeLimit) problems.push(problem('tree-size', path, branches, { nodes, limit: nodeLimit }));
  return problems;
}

/** Nodes of the tree: per year, its quarters times the branches so far; the last year may be cut. */
export function nodesOf(branches: readonly number[], quarters: number): number {
  let worlds = 1;
  let nodes = 0;
  for (let year = 0; year * 4 < quarters; year++) {
    worlds *= branches[year] ?? 1;
    nodes += worlds * Math.min(4, quarters - year * 4);
  }
  return nodes;
}

/** The series that a tree may hold, by name. */
export function seriesNames(facts: Facts): readonly string[] {
  const rentedOut = facts.entries('rentOuts').map(([{ accelerator }]) => accelerator);
  return (Object.keys(seriesKinds) as SeriesKind[]).flatMap((kind) => {
    const ids = kind === 'rent-out' ? rentedOut : facts.ids(seriesKinds[kind]);
    return ids.map((id) => seriesName(kind, id));
  });
}

/** Correlations name two different series that exist, no pair twice, and are possible together. */
export function correlations(facts: Facts): Problem[] {
  if (!facts.complete('uncertainty')) return [];
  const pairs = facts.document.uncertainty.correlations;
  const series = seriesNames(facts);
  const seen = new Map<string, readonly (string | number)[]>();
  const problems = pairs.flatMap(({ between }, i): Problem[] => {
    const path = ['uncertainty', 'correlations', i, 'between'];
    const unknown = between.flatMap((name, j) =>
      series.includes(name)
        ? []
        : [
            problem('reference', [...path, j], name, {
              collection: 'series',
              nearest: nearest(name, series),
            }),
          ],
    );
    if (between[0] === between[1]) return [...unknown, problem('correlation-self', path, between, {})];
    const key = [...between].sort().join(' ');
    const first = seen.get(key);
    if (first) return [...unknown, problem('duplicate-entry', path, between, { first })];
    seen.set(key, path);
    return unknown;
  });
  if (problems.length > 0) return problems;
  const names = [...new Set(pairs.flatMap(({ between }) => between))];
  if (isSemidefinite(matrixOf(pairs, names))) return [];
  const got = pairs.map(({ correlation }) => correlation.typical);
  return [problem('correlation-matrix', ['uncertainty', 'correlations'], got, { series: names })];
}

function matrixOf(
  pairs: PortfolioDocument['uncertainty']['correlations'],
  names: readonly string[],
): number[][] {
  const matrix = names.map((_, i) => names.map((__, j): number => (i === j ? 1 : 0)));
  for (const { between, correlation } of pairs) {
    const [i, j] = between.map((name) => names.indexOf(name)) as [number, number];
    matrix[i]![j] = matrix[j]![i] = correlation.typical;
  }
  return matrix;
}

/** Whether no direction has negative variance: elimination meets no negative pivot (Golub and Van Loan, §4.2.8). */
function isSemidefinite(matrix: readonly (readonly number[])[], tolerance = 1e-9): boolean {
  const rest = matrix.map((row) => [...row]);
  for (let k = 0; k < rest.length; k++) {
    const pivot = rest[k]![k]!;
    if (pivot < -tolerance) return false;
    for (let i = k + 1; i < rest.length; i++) {
      if (pivot <= tolerance) {
        if (Math.abs(rest[i]![k]!) > Math.sqrt(tolerance)) return false;
        continue;
      }
      const factor = rest[i]![k]! / pivot;
      for (let j = k; j < rest.length; j++) rest[i]![j]! -= factor * rest[k]![j]!;
    }
  }
  return true;
}
