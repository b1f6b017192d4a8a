/** Serving in words, in English: sizing, traces, and where rates come from. */

const obtained = {
  measured: 'measured',
  given: 'given',
  calibrated: 'calibrated',
  modelled: 'modelled',
  assumed: 'assumed',
};

const steps = {
  'input-tokens': 'input tokens per request',
  'output-tokens': 'output tokens per request',
  concurrency: 'requests at a time, replica',
  'replica-output': 'output tokens/s, replica',
  'replica-accelerators': 'accelerators per replica',
  'accelerator-output': 'output tokens/s, accelerator',
  'counted-tokens': 'tokens/s that the unit counts',
  rate: (unit: string) => `${unit} per accelerator`,
  peak: 'peak over mean',
  'it-power': 'kW per accelerator',
  'hardware-cost': 'hardware, USD/h',
  'energy-cost': 'electricity, USD/h',
  'unit-cost': (unit: string) => `both, ${unit}`,
};

const explain = {
  headline: (workload: string, demand: string, unit: string, quarter: string) =>
    `${workload} asks for ${demand} ${unit} per hour in ${quarter}.`,
  perSecond: (tokens: string) => `That is ${tokens} tokens per second.`,
  served: (served: string, accelerators: string, power: string) =>
    `The plan serves ${served} of it with ${accelerators} accelerators and ${power}.`,
  chain: 'From tokens to accelerators, MW and USD',
  range: 'of which 80 % lie within',
  deployment: 'layout, weights',
  alone: 'If one kind alone served all of it at its peak',
  accelerators: 'accelerators',
  power: 'IT MW',
  cost: 'USD per hour',
  plan: 'What the plan runs in that quarter',
  units: (unit: string) => `${unit} per hour`,
  obtained: 'Obtained',
  model: (name: string, engine: string) => `Rates from the model: ${name} on ${engine}.`,
  words:
    'measured: by you. given: stands in the portfolio. calibrated: from measurements of this hardware and format. modelled: carried over from other systems. assumed: nobody measured it.',
  efficiency: (factor: string) => `Software serves ${factor} times as much per accelerator as today.`,
};

const size = {
  headline: (accelerators: string, model: string, rate: string, cost: string) =>
    `${accelerators} at ${cost} an hour: the cheapest that serves ${model} at ${rate} requests a second.`,
  none: (model: string) => `No configuration serves ${model} within the objectives.`,
  noneFits: (model: string) => `${model} does not fit on these accelerators.`,
  traffic: (requests: string, input: string, output: string, peak: string) =>
    `Traffic: ${requests} requests, ${input} tokens in and ${output} out on average, busiest minute ${peak} times the mean.`,
  generated: 'generated from the shipped profile of conversations',
  fromTrace: (path: string) => `from ${path}`,
  prefix: (share: string) => `${share} of the input tokens repeat an earlier prefix.`,
  objectives: (parts: string, share: string) => `Objectives: ${parts} for ${share} of the requests.`,
  noObjectives:
    'No objectives were given: the most tokens for the money counts (--ttft 1s --tpot 50ms set some).',
  ttft: (time: string) => `first token within ${time}`,
  tpot: (time: string) => `${time} per token after it`,
  searched: (searched: string, feasible: string, replayed: string) =>
    `Searched ${searched} configurations; ${feasible} fit and can keep them; replayed the cheapest ${replayed} on the traffic.`,
  best: 'The cheapest',
  configuration: 'configuration',
  prompts: 'replicas for prompts',
  answers: 'replicas for answers',
  configurationOf: (pools: string, weights: string, cache: string) =>
    `${pools}, weights ${weights}, cache ${cache}`,
  poolOf: (replicas: string, layout: string) => `${replicas} × (${layout})`,
  limits: 'engine limits',
  limitsOf: (tokens: string, sequences: string) => `${tokens} tokens per step, ${sequences} sequences`,
  latency: 'latency in the replay',
  latencyOf: (ttft: string, tpot: string, share: string) =>
    `${ttft} to the first token, ${tpot} per token (${share})`,
  memory: 'memory per accelerator',
  memoryOf: (weights: string, workspace: string, cache: string, usable: string) =>
    `weights ${weights}, workspace ${workspace}, cache ${cache} of ${usable} GB`,
  margin: 'margin',
  marginOf: (share: string, tokens: string) => `${share} is left for the cache: ${tokens} tokens of context`,
  power: 'IT power',
  powerOf: (kw: string) => `${kw} kW in the busiest minute`,
  cost: 'cost of ownership',
  costOf: (usd: string) => `${usd} per accelerator-hour`,
  inputPrice: 'M input tokens, fully loaded',
  outputPrice: 'M output tokens, fully loaded',
  priceOf: (value: string, low: string, high: string) => `${value} USD (80 % within ${low} to ${high})`,
  idle: 'on this traffic',
  idleOf: (input: string, output: string) => `${input} in, ${output} USD out, idle time included`,
  replayed: 'Replayed on the traffic, cheapest first',
  front: 'Trade-offs in the steady state (means)',
  accelerators: 'Accelerators',
  layout: 'Layout',
  weights: 'Weights',
  limitsTitle: 'Tokens/seqs',
  usdPerHour: 'USD/h',
  perInput: 'USD/M in',
  perOutput: 'out',
  ttftTitle: 'TTFT ms',
  tpotTitle: 'TPOT ms',
  keeps: 'Keeps',
  yes: 'yes',
  no: 'no',
  fit: 'Does it fit?',
  fitWeights: 'Weights GB',
  fitWorkspace: 'Work GB',
  fitCache: 'Cache GB',
  fitMargin: 'Margin',
  fitTokens: 'Tokens',
  fits: 'fits',
  missing: 'does not fit',
  overTime: 'If replicas follow the demand, by minute',
  acceleratorsOver: 'accelerators',
  powerOver: 'IT kW',
  recalibrated: (accelerator: string, decode: string, batch: string, prefill: string, rows: number) =>
    `Recalibrated by ${rows === 1 ? '1 row' : `${rows} rows`} of yours on ${accelerator}: decode steps × ${decode}, their growth with the batch × ${batch}, prompts × ${prefill}.`,
};

const trace = {
  headline: (requests: string, duration: string, rate: string) =>
    `${requests} requests in ${duration}: ${rate} a second.`,
  skipped: (count: string) => `${count} rows could not be read and were skipped:`,
  skippedMore: (count: string) => `… and ${count} more`,
  outOfOrder: (count: string) =>
    `${count} rows come before an earlier row’s time; they are sorted when replayed.`,
  lengths: 'Tokens per request',
  mean: 'mean',
  highest: 'max',
  input: 'input',
  output: 'output',
  shape: 'Arrivals',
  perMinute: 'requests per minute',
  peak: 'busiest minute over mean',
  burstiness: 'variance of gaps over Poisson',
  prefix: 'input tokens with a known prefix',
  simulated: (requests: string, accelerators: string, seconds: string) =>
    `${requests} requests on ${accelerators} end after ${seconds}.`,
  percentiles: 'Seconds by percentile',
  ttft: 'first token',
  tpot: 'per token after it',
  endToEnd: 'whole answer',
  work: 'Work',
  throughput: 'output tokens/s',
  throughputIn: 'input tokens/s',
  perAccelerator: 'output tokens/s, accelerator',
  utilisation: 'time at work',
  steps: 'steps',
  preemptions: 'preemptions',
  cached: 'prompt tokens from the cache',
  neverFit: 'requests that never fit',
  power: 'IT kW, mean',
  perMillion: 'USD/M tokens, in and out',
  written: (requests: string, path: string) => `${requests} requests written to ${path}.`,
  profileOf: (path: string) => `The same rate, lengths and prefixes as ${path}, but no request of it.`,
  hours: 'h',
  minutes: 'min',
  seconds: 's',
};

const errors = {
  'unknown-model': (got: string, known: string) =>
    `there is no known model ${got}; known are ${known}, or give the path of a config.json`,
  'model-missing': (got: string) =>
    `${got}: no such file; give a known model’s name or the path of its config.json`,
  'model-not-json': (got: string) =>
    `${got}: not valid JSON; give the config.json as published with the model`,
  'unknown-architecture': (got: string, known: string) =>
    `model_type ${got}: not an architecture whose cost is known; known are ${known}. Describe the model by one of them`,
  'missing-key': (path: string) =>
    `${path} is missing in the configuration; add it as published with the model`,
  'bad-value': (path: string, got: string) =>
    `${path}: got ${got}; must be a number ≥ 0. Use the published configuration unchanged`,
  'unknown-accelerator': (got: string, known: string) => `there is no accelerator ${got}; known are ${known}`,
  'unsupported-precision': (got: string) => `${got}: this accelerator cannot compute in that format`,
  'bad-layout': (got: string) =>
    `layout ${got}: must be such as TP4, TP4-PP2 or DP8-EP8, and divide the model’s heads and experts`,
  'empty-trace': (path: string) => `${path} holds no request that could be read`,
  'measured-missing': (got: string) => `${got}: no such file; --measured needs a CSV of your measurements`,
  'measured-column': (name: string, columns: string) =>
    `the column ${name} is missing; columns are ${columns}`,
  'measured-row': (place: string, got: string) =>
    `${place}: got ${got || 'nothing'}; must be a value above 0 or a known name`,
  traceFields: (line: string, got: string) =>
    `line ${line}: got ${got}; must be TIMESTAMP,ContextTokens,GeneratedTokens or one JSON object`,
  traceTime: (line: string, name: string, got: string) =>
    `line ${line}, ${name}: got ${got}; must be a date with time, or a number ≥ 0`,
  traceTokens: (line: string, name: string, got: string) =>
    `line ${line}, ${name}: got ${got}; must be a whole number of tokens ≥ 1`,
  traceHashes: (line: string, got: string) =>
    `line ${line}, hash_ids: got ${got}; must be a list of whole numbers`,
  lenient: 'correct it, or add --lenient to skip and count such rows',
  tooLong: 'the trace is longer than 33 hours; replay a part of it with --limit',
  duration: 'a time such as 800ms or 1.5s',
  positive: 'a number above 0',
  traceOutput: 'a file that ends in .csv or .jsonl',
};

const options = {
  on: 'accelerators to choose from, such as h100-sxm,h200-sxm',
  onOne: 'accelerator, such as h100-sxm',
  precision: 'formats of the weights to choose from: bf16, fp8, fp4, int8, int4 (default: as published)',
  kv: 'format of the KV cache: bf16, fp8, int8',
  engine: 'vllm, trtllm or sglang',
  trace: 'trace of requests: Azure CSV, Mooncake JSONL (also .gz) or Parquet',
  rate: 'requests per second of generated traffic (default 5.5)',
  input: 'mean input tokens of generated traffic',
  output: 'mean output tokens of generated traffic',
  ttft: 'longest time to the first token, such as 1s',
  tpot: 'longest time per token after it, such as 50ms',
  percentile: 'share of the requests that keep the objectives (default 0.9)',
  maxAccelerators: 'most accelerators of one replica (default: one scale-up domain, at most 16)',
  aggregated: 'only replicas that serve whole requests, none for prompts or answers alone',
  replays: 'configurations to replay (default 20)',
  measured: 'CSV of own measurements that recalibrate the model',
  lenient: 'skip and count rows that cannot be read',
  limit: 'requests to read or to generate',
  model: 'known model or path of a config.json',
  layout: 'layout of a replica: TP4, TP4-PP2, DP8-EP8 (default: the smallest that fits)',
  replicas: 'replicas behind the router',
  router: 'round-robin or least-loaded',
  disaggregate: 'replicas for prompts and for answers apart, such as 1:2',
  stepByStep: 'advance one step at a time: the same results, slower',
  like: 'trace whose rate, lengths and prefixes are imitated',
  generated: 'file to write: .csv, or .jsonl with prefix hashes',
};

const commands = {
  size: 'Size a service: the cheapest accelerators, layout and limits for a model, traffic and objectives',
  trace: 'Look at a trace of requests, replay it, or generate one',
  stats: 'Describe a trace: rate, lengths, bursts, shared prefixes',
  simulate: 'Replay a trace on accelerators with continuous batching',
  generate: 'Write a trace like the shipped profile or like another trace',
};

const arguments_ = {
  model: 'known model (llama-3.1-70b) or path of a config.json',
  file: 'trace: Azure CSV, Mooncake JSONL (also .gz) or Parquet',
};

/** Under `serving` of the catalogue: the form that every other language has to fill. */
export const serving = {
  obtained,
  steps,
  explain,
  size,
  trace,
  errors,
  options,
  commands,
  arguments: arguments_,
};
