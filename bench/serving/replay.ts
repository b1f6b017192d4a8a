/** Measures the replay of a trace and the search: `npx tsx bench/serving/replay.ts [shared]`. Times are CPU seconds. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readTraceFile } from '../../src/adapters/traces/trace-file.ts';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import { readModelConfig } from '../../src/serving/model-config.ts';
import { makeService } from '../../src/serving/service.ts';
import { simulate } from '../../src/serving/simulation/simulate.ts';
import { sizeService } from '../../src/serving/sizing.ts';

const shared = join(resolve(process.argv[2] ?? process.env['KADENZ_SHARED'] ?? '../shared'), 'data');
const config = readFileSync(
  join(shared, 'serving', 'model_configs', 'meta-llama--Meta-Llama-3.1-8B_config.json'),
  'utf8',
);
const model = readModelConfig(JSON.parse(config));
const bf16 = { weights: 'bf16', kvCache: 'bf16' } as const;

function report(label: string, from: NodeJS.CpuUsage, startedMs: number): void {
  const used = process.cpuUsage(from);
  const cpu = ((used.user + used.system) / 1e6).toFixed(2);
  const memoryMb = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `${label.padEnd(46)} ${cpu} CPU s, ${((Date.now() - startedMs) / 1000).toFixed(2)} s, peak ${memoryMb} MB`,
  );
}

async function main(): Promise<void> {
  let [cpu, wall] = [process.cpuUsage(), Date.now()];
  const { trace } = await readTraceFile(join(shared, 'traces', 'AzureLLMInferenceTrace_conv.csv'));
  report('read the Azure conversation trace', cpu, wall);
  for (const id of ['a100', 'h100']) {
    [cpu, wall] = [process.cpuUsage(), Date.now()];
    const layout = { tensor: 1, pipeline: 1, data: 1, expert: 1 };
    const result = simulate(
      makeService({ model, precision: bf16, unit: acceleratorById(id), layout }),
      trace,
    );
    report(`replay on one ${id} (${result.counters[0].steps} steps)`, cpu, wall);
  }
  [cpu, wall] = [process.cpuUsage(), Date.now()];
  const result = sizeService({
    model,
    trace,
    objectives: { ttftS: 1, tpotS: 0.05 },
    accelerators: ['a100', 'h100', 'h200', 'b200'].map(acceleratorById),
    precisions: [bf16, { weights: 'fp8', kvCache: 'fp8' }],
    maxAccelerators: 8,
  });
  report(`search ${result.searched}, replay ${result.replayed.length}`, cpu, wall);
}

await main();
