/** What the commands that value decisions say, in English: `evaluate` and `backtest`. */

const commands = {
  evaluate:
    'Value your own decisions in the model of the plan: what they are worth, and what each of them costs',
};

const options = {
  rest: 'what is not named: optimal (at its best), or continue (as last named, else full speed)',
  output: 'write the plan that your decisions make here',
  observed: 'table of the actions that were seen, to hold against the plan',
  hindsight: 'portfolio as it was known later: what then was right',
  format:
    'mps: the optimisation problem of a portfolio; xlsx: the portfolio as a workbook; decisions: a table of what a plan decides',
};

const arguments_ = {
  decisions:
    'table of decisions (CSV or a workbook: option, action; quarter, node and condition where wanted)',
  exported: 'portfolio file, or for decisions a plan file',
};

const errors = {
  infeasible: (file: string) => `The decisions in ${file} cannot be taken together.`,
  conflict: (rules: string) => `They break ${rules}. Change a decision, or relax the rule.`,
  whole: 'The rules could be kept by halves of decisions only. Change a decision, or relax a budget.',
  restHint: ' With --rest optimal, what is not named gives way.',
  noneFound: 'no plan with these decisions was found in time; allow more with --time-limit',
};

const evaluate = {
  asGood: (value: string) => `Your decisions are worth ${value}, as much as the best plan found.`,
  worth: (value: string, best: string, by: string) =>
    `Your decisions are worth ${value}, the best plan found ${best}: ${by} more.`,
  better: (value: string, best: string, by: string) =>
    `Your decisions are worth ${value}, ${by} more than the plan that was found (${best}).`,
  proven: (low: string, high: string) =>
    `Proven: they cost ${low} to ${high} against the best plan possible.`,
  rest: {
    optimal: 'What they do not name is decided at its best, the fleet always.',
    continue:
      'What they do not name goes on as last named, else at full speed; the fleet is decided at its best.',
  },
  plans: 'Plans',
  plan: 'Plan',
  value: 'Value',
  capex: 'Capex',
  idle: 'Idle MW-years',
  idleUsd: 'cost',
  short: 'Short MW-years',
  shortUsd: 'miss',
  names: { given: 'yours', plan: 'the plan', fullSpeed: 'full speed', retreat: 'retreat' },
  note: 'Idle: powered MW that nothing uses, and what holding them costs. Short: MW that unserved demand would need, and the revenue missed and penalties paid on it. Expected; present values.',
  costs: (unit: string) => `What each decision that differs costs, freed alone, ${unit}`,
  line: 'Line',
  option: 'Option',
  quarter: 'Quarter',
  yours: 'Yours',
  planned: 'Plan',
  instead: 'Freed',
  cost: 'Costs',
  costsNote:
    'Costs: what the best plan found with that one decision free, all other options kept, is worth more; they do not add up.',
  none: 'No decision that is named differs from the plan.',
  more: (count: number) => `… and ${count} more (--json lists them)`,
  unweighed: (count: number) =>
    count === 1
      ? 'The cost of one more decision that differs was not worked out in time; allow more with --time-limit.'
      : `The costs of ${count} more decisions that differ were not worked out in time; allow more with --time-limit.`,
  written: (path: string) => `The plan that your decisions make is written to ${path}.`,
  exported: (path: string, rows: number) => `${rows} decisions written to ${path}.`,
};

const backtest = {
  observed: (cost: string) => `By what was known, the actions seen cost ${cost} against the plan.`,
  observedBetter: (gain: string) =>
    `By what was known, the actions seen are worth ${gain} more than the plan found.`,
  hindsight: (plan: string) =>
    `By what was known later, the plan's first decisions lose ${plan} against the best.`,
  both: (plan: string, observed: string) =>
    `By what was known later, the plan's first decisions lose ${plan} against the best, the actions seen ${observed}.`,
  proven: (day: string) => `Proven: by what was known the actions seen cost ${day} or more.`,
  provenBoth: (day: string, later: string) =>
    `Proven: the actions seen cost ${day} or more by what was known, ${later} or more by what was known later.`,
  dayTable: (asOf: string) => `As known on ${asOf}`,
  laterTable: 'As known later',
  names: { plan: 'the plan', observed: 'actions seen', hindsight: 'hindsight' },
  differ: 'Decisions of the first quarter that differ',
  firstOnly:
    'Each holds the decisions of the first quarter; all later ones, and the fleet, are decided at their best in that world.',
  left: (names: string) => `Not in the portfolio of later knowledge, left out: ${names}.`,
  otherStart: (day: string, later: string) =>
    `the portfolio of later knowledge starts in ${later}, the plan in ${day}; both must start in the same quarter`,
};

/** Under `decisions` of the catalogue: the form that every other language has to fill. */
export const decisions = { commands, options, arguments: arguments_, errors, evaluate, backtest };
