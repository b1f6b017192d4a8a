/** Puts plans into the store of a directory for as long as it lives, and prints the hash of each one that is acknowledged. */
import { writeSync } from 'node:fs';
import { openPglite } from '../../src/adapters/pglite/open-pglite.ts';
import { noise, samplePlan } from './sample-documents.ts';

const [directory, name, large] = process.argv.slice(2);
const store = await openPglite(directory!, () => new Date());
for (let seed = 1; ; seed++) {
  const filler = large === 'large' && seed % 3 === 0 ? noise(60_000 + seed) : [];
  const plan = samplePlan(name!, seed, filler);
  await store.putPlan(plan, 'writer');
  const made = await store.addVersion({ planId: plan.provenance.planHash, by: 'writer' });
  // Written at once: what a pipe holds back would count as never acknowledged.
  if (made.status === 'done') writeSync(1, `${plan.provenance.planHash}\n`);
}
