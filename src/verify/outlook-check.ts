/**
 * The tree against the portfolio that it stands for, by code that shares nothing with what makes trees: its shape, and
 * per quarter the mean and range of every series and the probability of every event (T1, T2).
 *
 * A tree of a given shape keeps means to rounding; one that was reduced from N paths keeps those of the paths, which
 * differ from the outlook's by chance: five standard errors of N independent paths are allowed.
 */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import { firstQuarterOf, type Portfolio } from '../domain/portfolio.ts';
import { formatQuarter } from '../units/quarter.ts';
import { expectedEvents } from './expected-events.ts';
import { expectedSeries } from './expected-series.ts';
import type { Checks } from './report.ts';

const rounding = 1e-8;
/** A reduced tree holds equal values apart by a billionth per place, so that they stay in order. */
const ordering = 1e-5;
const standardErrors = 5;

/** Checks a tree against the portfolio; what a reduced tree may be off by follows from its number of paths. */
export function checkOutlook(portfolio: Portfolio, tree: ScenarioTree, checks: Checks): void {
  checks.reach('outlook');
  if (!checkShape(portfolio, tree, checks)) return;
  const levels = Array.from({ length: portfolio.calendar.horizonQuarters }, (): number[] => []);
  for (const [n, t] of tree.depth.entries()) levels[t]!.push(n);
  const { nodes, paths } = portfolio.uncertainty;
  const draws = nodes === undefined ? Infinity : paths;
  const apart = nodes === undefined ? rounding : ordering;
  const series = expectedSeries(portfolio);
  const events = expectedEvents(portfolio);
  const eventNames = nodes === undefined ? [] : portfolio.events.map(({ id }) => `event:${id}`);
  const names = [...series.keys(), ...eventNames].sort().join();
  checks.same('outlook', ['tree', 'values'], [...tree.values.keys()].sort().join(), names);
  for (const [name, quarters] of series) {
    const values = tree.values.get(name);
    if (!values) continue;
    for (const [t, alone] of quarters.entries()) {
      const factors = events.factors(name, t);
      if (!factors) continue;
      const mean = alone.mean * factors.mean;
      const variance = Math.max(0, alone.meanSquare * factors.meanSquare - mean ** 2);
      const tolerance = rounding * mean + standardErrors * Math.sqrt(variance / draws);
      checks.equal('outlook', meanPath(name, t), meanOf(tree, levels[t]!, values), mean, tolerance);
      const [least, most] = [alone.least * factors.least, alone.most * factors.most];
      for (const n of levels[t]!) {
        const path = ['tree', 'values', name, n];
        checks.atLeast('outlook', path, values[n]!, least, apart * mean);
        checks.atMost('outlook', path, values[n]!, most, apart * mean);
      }
    }
  }
  for (const [id, probabilities] of nodes === undefined ? [] : events.active) {
    const values = tree.values.get(`event:${id}`);
    const influenced = portfolio.events.find((event) => event.id === id)!.influences.length > 0;
    for (const [t, probability] of values ? probabilities.entries() : []) {
      // Where it begins on no path of a quarter, its probability may be missed by one path; influences follow the paths.
      const chance = influenced ? standardErrors * Math.sqrt((probability * (1 - probability)) / draws) : 0;
      const tolerance = rounding + chance + t / draws;
      checks.equal(
        'outlook',
        meanPath(`event:${id}`, t),
        meanOf(tree, levels[t]!, values!),
        probability,
        tolerance,
      );
      for (const n of levels[t]!) {
        checks.atLeast('outlook', ['tree', 'values', `event:${id}`, n], values![n]!, 0, 0);
        checks.atMost('outlook', ['tree', 'values', `event:${id}`, n], values![n]!, 1, rounding);
      }
    }
  }
}

const meanPath = (name: string, quarter: number) => ['tree', 'values', name, 'mean', quarter];

function meanOf({ probability }: ScenarioTree, level: readonly number[], values: Float64Array): number {
  return level.reduce((sum, n) => sum + probability[n]! * values[n]!, 0);
}

/** Quarters follow each other from the root to the horizon on every path; probabilities add up; children as many as asked for. */
function checkShape(portfolio: Portfolio, tree: ScenarioTree, checks: Checks): boolean {
  const { parent, depth, probability } = tree;
  const { branching, nodes } = portfolio.uncertainty;
  const horizon = portfolio.calendar.horizonQuarters;
  const first = formatQuarter(firstQuarterOf(portfolio));
  let sound = checks.same('outlook', ['tree', 'firstQuarter'], formatQuarter(tree.firstQuarter), first);
  const below = Array.from(parent, (): number[] => []);
  for (const [n, up] of parent.entries()) {
    const precedes = n === 0 ? up === -1 : up >= 0 && up < n;
    sound = checks.same('outlook', ['tree', 'parent', n], precedes, true) && sound;
    if (!precedes || n === 0) continue;
    below[up]!.push(n);
    sound = checks.same('outlook', ['tree', 'depth', n], depth[n], depth[up]! + 1) && sound;
  }
  sound = checks.equal('outlook', ['tree', 'probability', 0], probability[0]!, 1, 1e-12) && sound;
  if (!sound) return false;
  for (const [n, children] of below.entries()) {
    const path = ['tree', 'probability', n];
    sound =
      checks.same('outlook', ['tree', 'parent', n], children.length === 0, depth[n] === horizon - 1) && sound;
    if (probability[n]! <= 0)
      sound = checks.atLeast('outlook', path, probability[n]!, Number.MIN_VALUE, 0) && sound;
    if (children.length === 0) continue;
    const sum = children.reduce((total, child) => total + probability[child]!, 0);
    sound = checks.equal('outlook', path, sum, probability[n]!, 1e-9 * probability[n]!) && sound;
    if (nodes !== undefined) continue;
    const year = depth[n] === 0 ? 0 : (depth[n]! + 1) / 4;
    checks.same('outlook', ['tree', 'branches', n], children.length, branching[year] ?? 1);
    for (const child of children) {
      const share = probability[n]! / children.length;
      checks.equal('outlook', ['tree', 'probability', child], probability[child]!, share, 1e-9 * share);
    }
  }
  if (nodes !== undefined) checks.atMost('outlook', ['tree', 'nodes'], parent.length, nodes, 0);
  return sound;
}
