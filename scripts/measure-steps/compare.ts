/** Prints measured steps beside the serving model's kernels: `npx tsx scripts/measure-steps/compare.ts`. */
import { compareSteps, measuredRows, ratioQuantiles, type StepComparison } from './step-times.ts';

const groups = new Map<string, StepComparison[]>();
for (const step of compareSteps()) {
  const what = step.hasExperts ? 'experts' : 'dense';
  const name = `${step.accelerator.padEnd(10)}${what.padEnd(9)}${step.weights.padEnd(6)}${step.kind.padEnd(9)}`;
  groups.set(name, [...(groups.get(name) ?? []), step]);
}
console.log(`${''.padEnd(34)}steps   modelled / measured: 10 %, median, 90 %`);
for (const [name, steps] of groups) {
  const quantiles = ratioQuantiles(steps).map((ratio) => ratio.toFixed(2).padStart(7));
  console.log(`${name}${String(steps.length).padStart(5)}${quantiles.join('')}`);
}
console.log('\nwatts of the board');
for (const row of measuredRows('power')) {
  const load = `${row['decodes']} × ${row['context']} + ${row['prompts']} × ${row['prompt_tokens']}`;
  console.log(
    `${row['accelerator'].padEnd(10)}${row['model'].padEnd(17)}${row['weights'].padEnd(6)}${load.padEnd(20)}${row['watts'].padStart(7)} W ${row['sm_mhz']} MHz`,
  );
}
