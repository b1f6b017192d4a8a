/** The plan's tree is the one that the portfolio and the seed generate, and its periods follow T4. */
import { formatQuarter } from '../units/quarter.ts';
import type { CheckedPlan } from './plan-form.ts';
import type { Checks } from './report.ts';
import type { Timeline } from './timeline.ts';

/** Numbers of the tree agree to this share: twelve digits are what its generator states. */
const rounding = 1e-12;

/** Checks the plan's tree node by node against the expected one. */
export function checkTree({ tree }: CheckedPlan, { tree: expected }: Timeline, checks: Checks): void {
  checks.reach('tree');
  const first = formatQuarter(expected.firstQuarter);
  checks.same('tree', ['tree', 'firstQuarter'], tree.firstQuarter, first);
  for (const [n, parent] of expected.parent.entries()) {
    checks.same('tree', ['tree', 'parent', n], tree.parent[n], parent);
    const probability = expected.probability[n]!;
    const path = ['tree', 'probability', n];
    checks.equal('tree', path, tree.probability[n]!, probability, rounding * probability);
  }
  const names = [...expected.values.keys()].sort().join();
  checks.same('tree', ['tree', 'values'], Object.keys(tree.values).sort().join(), names);
  for (const [name, values] of expected.values) {
    const stated = tree.values[name];
    for (const [n, value] of stated ? values.entries() : []) {
      checks.equal('tree', ['tree', 'values', name, n], stated![n]!, value, rounding * Math.abs(value));
    }
  }
}

/** Checks which period each node belongs to. */
export function checkPeriods({ tree }: CheckedPlan, { periods, periodOf }: Timeline, checks: Checks): void {
  checks.reach('periods');
  for (const [n, p] of periodOf.entries()) {
    checks.same('periods', ['tree', 'periodHead', n], tree.periodHead[n], periods[p]!.head);
  }
}
