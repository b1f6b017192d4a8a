import { expect, it } from 'vitest';
import { hashOf, samplePlan } from '../../../test/store/sample-documents.ts';
import { planStoreConformance } from '../../store/plan-store.conformance.ts';
import { MemoryPlanStore } from './memory-plan-store.ts';

planStoreConformance('memory', async (now) => new MemoryPlanStore({ now }));

it('forgets the oldest plans above its limit, but none that a version names', async () => {
  const store = new MemoryPlanStore({ now: () => new Date(0), mostKept: 3 });
  for (const seed of [1, 2, 3]) await store.putPlan(samplePlan('many', seed), 'ada');
  await store.addVersion({ planId: hashOf('plan many 1'), by: 'ada' });
  for (const seed of [4, 5]) await store.putPlan(samplePlan('many', seed), 'ada');
  const kept = (await store.plans()).map(({ id }) => id);
  expect(kept).toEqual([1, 4, 5].map((seed) => hashOf(`plan many ${seed}`)));
});
