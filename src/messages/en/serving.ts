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

export const serving = { obtained, steps, explain };
