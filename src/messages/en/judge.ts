/** What the commands that judge plans say, in English. */

const commands = {
  whatif: 'Say what a change of the inputs would do to the plan: value, decisions and figures',
  backtest: 'Plan with what was known on a date; anything known later, or of unknown date, is an error',
  simulate:
    'Try a plan on futures that it was not made for, to the letter and with orders that follow demand, against other ways to decide',
  diff: 'Say how two plans differ: inputs, decisions and why, figures',
};

const options = {
  set: 'change a value, as in contracts.anchor.terms=none or budget.2026.capexUsd=+10 %; may be repeated',
  base: 'plan of the portfolio as it stands, so that it need not be planned again',
  whatIfOutput: 'write the plan of the changed portfolio here',
  asOf: 'date of knowledge: sources, evidence and history after it are refused',
  paths: 'fresh futures (default 1000)',
  hindsightPaths: 'futures that are also planned in hindsight (default 50)',
  timeLimit: 'seconds for the searches; what is known by then is shown',
  portfolios: 'portfolios of the two plans, to list every input that differs',
};

const arguments_ = {
  before: 'plan file to compare with',
  now: 'plan file that is compared',
};

const errors = {
  noSetting: '--set is missing; for example --set budget.2026.capexUsd=+10%',
  otherBase: (base: string, path: string) =>
    `${base} is not a plan of ${path} as it stands; plan it again, or leave out --base`,
  noPlan: (which: 'base' | 'changed') =>
    which === 'base' ? 'The portfolio as it stands has no plan' : 'The changed portfolio has no plan',
  settings: 'the settings',
};

/** Names of figures, as rows of a table. */
const figures = {
  value: 'Value',
  gap: 'Gap, proven',
  npv: 'NPV, expected',
  cvar: 'CVaR',
  capex: 'Capex, expected',
  roic: 'ROIC, last year',
  irr: 'IRR',
  payback: 'Payback, years',
  runway: 'Runway, quarters',
  'over-build': 'Over-build, P90 at most, MW',
  'under-build': 'Under-build, P90 at most, MW',
  waiting: 'Waiting for accelerators, P90 at most, MW',
  reversible: 'Reversible now',
  emissions: 'Emissions, tCO₂e',
};

const difference = {
  better: (usd: string) => `The plan is worth ${usd} more`,
  worse: (usd: string) => `The plan is worth ${usd} less`,
  same: 'The plan is worth the same',
  interval: (low: string, high: string) =>
    `; with both gaps counted, the best plans differ by ${low} to ${high}.`,
  unclear: ' The gaps do not tell in which direction: plan with a smaller --gap.',
  changes: 'What was changed',
  input: 'Input',
  before: 'Before',
  now: 'Now',
  decisions: 'Decisions now that differ',
  noDecisions: 'No decision of this quarter differs.',
  option: 'Option',
  worth: (unit: string) => `Worth ${unit}`,
  certainty: 'Certainty',
  because: (name: string, rules: string) => `${name}: bound by ${rules}`,
  later: (count: number, names: string, more: number) =>
    `${count === 1 ? '1 option decides' : `${count} options decide`} differently later: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
  otherTree: 'The scenario trees differ in shape, so later decisions are not compared.',
  figures: 'Figures',
  figure: 'Figure',
  change: 'Change',
  points: (number: string) => `${number} pp`,
  inputs: 'Inputs that differ, as far as plan files tell',
  noInputs: 'The plan files tell of no input that differs.',
  sameInputs: 'The portfolios do not differ.',
  more: (count: number) => `… and ${count} more (--json lists them)`,
  parts: {
    portfolio: 'portfolio',
    'as-of': 'as of',
    seed: 'seed',
    engine: 'engine version',
    nodes: 'nodes of the tree',
    quarters: 'quarters',
    root: 'now',
    horizon: 'expected at the horizon',
    option: 'option',
  },
  none: '–',
  rule: (rule: string, subject: string, worth: string) => `${rule} ${subject} (${worth})`,
  written: (path: string) => `Plan of the changed portfolio written to ${path}.`,
};

const simulate = {
  steps: { tree: 'judging in the tree', paths: 'following futures', hindsight: 'planning in hindsight' },
  progress: (step: string, done: number, of: number) =>
    `${step} · ${done} of ${of} · Ctrl-C shows what is known`,
  worth: (mean: string, low: string, high: string, futures: number, inTree: string) =>
    `Out of sample the plan is worth ${mean} (95 %: ${low} to ${high}, ${futures} futures); in its tree ${inTree}.`,
  none: 'Stopped before any future was followed.',
  stopped: (followed: number, asked: number) =>
    `Stopped before everything was done: ${followed} of ${asked} futures were followed, and this is what is known so far.`,
  broken: (count: number, of: number) =>
    `In ${count} of ${of} futures some way could not keep a service level; they are left out of all figures.`,
  unlike: (share: string) =>
    `The futures fall on other branches than the tree expects: ${share} of them would have to be elsewhere, so that part of the difference between tree and sample is due to where they fall.`,
  table: (unit: string) => `Ways to decide, ${unit}`,
  way: 'Way',
  inTree: 'In tree',
  mean: 'Mean',
  planMore: 'Plan gains',
  regret: 'Regret',
  regretP90: 'Regret P90',
  following: (mean: string, difference: string, half: string, isMore: boolean) =>
    `With orders that follow the demand seen it is worth ${mean}: ${difference} ${isMore ? 'more' : 'less'} (± ${half}).`,
  gainsNote:
    'Plan gains: what the plan is worth more, orders made alike, future by future, ± half the 95 % interval. Orders follow demand: in each period what is best for the demand and efficiency seen by then, if the rest comes as expected; sites as decided, today’s orders stand; no value in the tree.',
  regretNote: (futures: number) =>
    `Regret: what hindsight is worth more, mean and P90 over ${futures} futures.`,
  ways: {
    plan: 'the plan',
    'mean-rolled': 'mean plan, re-made',
    'mean-fixed': 'mean plan, kept',
    'full-speed': 'full speed',
    retreat: 'retreat',
    'plan-following': 'plan, orders follow demand',
    'mean-rolled-following': 'mean plan, orders follow demand',
  },
  hindsight: (value: string, bound: string) => `Hindsight: ${value} on average, at most ${bound} (proven).`,
  information: 'What looking ahead is worth, in the tree',
  proven: 'Proven to lie in',
  between: (low: string, high: string) => `${low} to ${high}`,
  noFigure:
    '–: no figure, as the fleet’s periods do not begin in the same quarters on all branches, or decisions made for one future break a rule in another.',
  measures: {
    vssRolled: 'over the mean plan, re-made at every news (VSS, rolled)',
    vssFixed: 'over the mean plan, kept (VSS)',
    adapting: 'of adapting, over the best fixed calendar',
    evpi: 'of knowing the future (EVPI)',
  },
};

/** Under `judge` of the catalogue: the form that every other language has to fill. */
export const judge = { simulate, commands, options, arguments: arguments_, errors, figures, difference };
