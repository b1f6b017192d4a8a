/** What studies of a plan say, in English: `whatif --draws`, `--tornado`, `--flips`, `--frontier`, and `plan --check-horizon`. */

const options = {
  draws: 'draw all uncertain inputs so many times: how often each decision holds, and the value',
  tornado: 'move each uncertain input to its ends: the widest swings of the value, and what flips',
  flips: 'move demand and prices until decisions flip, by planning again',
  frontier: 'expected NPV against CVaR for weights of CVaR, such as 0,0.25,0.5,0.99',
  gap: 'gap at which each plan ends, as a share of what is at stake (studies: 3 %)',
  checkHorizon: 'plan with a horizon two years shorter and longer too, and flag decisions that change',
};

const errors = {
  one: '--draws, --tornado, --flips and --frontier are asked one at a time',
  weights: 'weights of CVaR from 0 to 1, separated by commas',
  outputs: '-o goes with --set alone: a study makes many plans',
};

const progress = {
  plan: (seconds: number) =>
    `planning the portfolio as it stands · ${seconds} s · Ctrl-C takes the best plan so far`,
  screen: (done: number, of: number) => `screening inputs · ${done} of ${of} · Ctrl-C shows what is known`,
  cases: (done: number, of: number) => `planning again · ${done} of ${of} · Ctrl-C shows what is known`,
};

const study = {
  stopped: 'Stopped before everything was done: this is what is known so far.',
  nothing: 'Stopped before any plan was made.',
  gaps: (gap: string) =>
    `Each plan starts from the plan as it stands and ends within ${gap} of its stake, or where its search does.`,
  option: 'Option',
  now: 'Plan',
  none: '–',
};

const draws = {
  headline: (planned: number, low: string, median: string, high: string) =>
    `Under ${planned} draws of the uncertain inputs the plan is worth ${median} (P10 ${low}, P90 ${high}).`,
  infeasible: (count: number) => `Under ${count} draws no plan keeps all rules.`,
  unfinished: (count: number) => `${count} draws were stopped before their gap; they count nowhere.`,
  meanGap: (gap: string) => `Their gaps are ${gap} of the stake on average.`,
  table: 'How often each decision of this quarter holds',
  holds: 'Holds',
  half: '±',
  others: 'Else',
};

const tornado = {
  headline: (input: string, swing: string, inputs: number) =>
    `Of ${inputs} uncertain inputs, ${input} moves the value most: by ${swing} between its ends.`,
  none: 'No input has a range.',
  table: (unit: string) => `Value with one input at an end of its range, the plan re-made, ${unit}`,
  input: 'Input',
  range: 'Range',
  low: 'At low',
  high: 'At high',
  swing: 'Swing',
  flips: 'Flips',
  note: 'Inputs were ranked with the decisions kept, then the widest planned again. Flips: decisions of this quarter that differ at an end; kept: there was no time to plan again.',
  kept: 'kept',
  end: { low: 'low', high: 'high' },
};

const flips = {
  unfinished: (finished: number, tried: number) =>
    `${finished} of ${tried} changes of demand and prices were planned in time: what is not told here may flip as well.`,
  headline: (count: number, of: number) =>
    count === 0
      ? 'No decision of this quarter flips between half and twice the demand, or the prices.'
      : `${count} of ${of} decisions of this quarter flip between half and twice the demand, or the prices.`,
  nearest: (name: string, lever: string, change: string, action: string) =>
    `Nearest: ${name} becomes ${action} with ${lever} ${change}.`,
  table: (plans: number) => `Where decisions flip, from ${plans} plans`,
  lever: 'Lever',
  holds: 'Holds to',
  flips: 'Flips by',
  action: 'Then',
  atPrices: 'MW worth',
  levers: { demand: 'demand', price: 'prices' },
  steady: (names: string) => `Nothing tried flips ${names}.`,
  note: 'MW worth: the change of the worth of a MW at which the option flips at the plan’s prices alone (kadenz explain); planning again also moves what else competes for it.',
};

const frontier = {
  headline: (npv: string, cvar: string) =>
    `From weight 0 to 1 on CVaR, ${npv} of expected NPV are given up for ${cvar} of CVaR.`,
  table: (unit: string) => `Expected NPV and CVaR, ${unit}`,
  weight: 'λ',
  npv: 'NPV',
  cvar: 'CVaR',
  capex: 'Capex',
  gap: 'Gap',
  changes: 'Decides differently than the row above',
  dominated: 'beaten by another point, within the gaps',
  axes: (level: string) =>
    `up: expected NPV; right: CVaR, mean of the worst ${level} of the futures at the end of the horizon`,
};

const horizon = {
  same: 'No decision of this quarter changes with a horizon two years shorter or longer.',
  changes: (years: string, names: string) => `With a horizon ${years}: ${names}.`,
  shorter: (years: string) => `${years} years shorter`,
  longer: (years: string) => `${years} years longer`,
  flag: (name: string, action: string) => `${name} ${action}`,
  option: (years: string, action: string) =>
    `Hangs on the horizon: with one ${years}, it would be ${action}.`,
};

/** On the dashboard. */
const page = {
  frontier: 'What does it cost to be safe from the worst futures?',
  tornado: 'Which input moves the value most?',
  draws: 'How often does each decision hold?',
  flips: 'Where do decisions flip?',
  npv: (unit: string) => `Expected NPV, ${unit}`,
  cvar: (unit: string) => `CVaR, ${unit}`,
  point: (it: { weight: string; npv: string; cvar: string; gap: string }) =>
    `λ ${it.weight}: expected NPV ${it.npv}, CVaR ${it.cvar}, within ${it.gap}`,
  lowEnd: 'input at its low end',
  highEnd: 'input at its high end',
  noFlip: 'none',
  interval: 'half the 95 % interval',
};

/** Under `studies` of the catalogue: the form that every other language has to fill. */
export const studies = { options, errors, progress, study, draws, tornado, flips, frontier, horizon, page };
