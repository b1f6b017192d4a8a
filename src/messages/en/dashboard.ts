/** What the dashboard says, in English. */

const views = {
  now: 'Now',
  portfolio: 'Portfolio',
  demand: 'Demand',
  capacity: 'Capacity',
  money: 'Money',
  fleet: 'Fleet',
  policy: 'Policy',
  serving: 'Serving',
  evidence: 'Evidence',
  map: 'Map',
  compare: 'Compare',
};

const frame = {
  title: 'Kadenz',
  views: 'Views',
  skip: 'Skip to the content',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'system', light: 'light', dark: 'dark' },
  version: (number: number, state: string) => `version ${number}, ${state}`,
  planVersion: (hash: string) => `plan ${hash}`,
  whatIfState: 'what-if',
  export: 'Export plan',
  print: 'Print',
  exported: 'Plan written to your downloads.',
  open: 'Open a file',
  table: 'Show as table',
  csv: 'CSV',
  read: (title: string) => `${title} Read quarter by quarter with the arrow keys.`,
  future: 'Future',
};

const states = {
  loading: 'Loading the portfolio…',
  planning: (seconds: string) => `Planning: ${seconds} s so far.`,
  planningGap: (value: string, gap: string) =>
    `Best plan so far ${value}; at most ${gap} below the best possible.`,
  searching: 'No plan yet; the bound is being computed.',
  cancel: 'Stop and take the best plan so far',
  failed: 'The plan could not be made.',
  infeasible: (rules: string) => `No plan keeps all rules. These cannot be kept together: ${rules}.`,
  infeasibleWhole: 'No plan keeps all rules.',
  noneFound: 'Stopped before any plan was found.',
  planAgain: 'Plan again',
  unreachable:
    'The service does not answer. It ends when its terminal does; start it again with kadenz serve.',
  offline:
    'The service is out of reach; what you see is the plan as it was loaded. What-if goes on in your browser.',
  retry: 'Try again',
  noPlanYet: 'There is no plan yet.',
};

const drop = {
  here: 'Drop a portfolio (YAML, JSON) or a plan to compare with',
  invalid: (count: number, file: string) =>
    count === 1
      ? `1 problem in ${file}. Nothing was opened.`
      : `${count} problems in ${file}. Nothing was opened.`,
  place: 'Place',
  path: 'Field',
  got: 'Got',
  rule: 'Rule',
  remedy: 'Remedy',
  close: 'Close',
  notAPlan: (file: string) => `${file} is neither a portfolio nor a plan file of this version.`,
  tooLarge: (file: string) => `${file} is larger than 10 MB.`,
};

const whatIf = {
  title: 'What if',
  knobs: {
    demand: 'Demand',
    prices: 'Prices of what is served',
    power: 'Price of power',
    events: 'Chance of events: a tenant leaves, a grid delay',
    budget: 'Capital budget',
  },
  noEvents: 'the portfolio names no event',
  noBudget: 'the portfolio sets no budget',
  percent: 'change in %',
  reset: 'Reset',
  undo: 'Undo',
  keep: 'Keep to compare',
  kept: 'Kept; it stands under Compare.',
  none: 'Move a slider: the plan is made anew in your browser.',
  starting: 'Planning anew…',
  startingFrom: 'Planning anew… (shown: the settings before)',
  first: (seconds: string) => `first plan after ${seconds} s`,
  result: (decisions: number, npv: string, gap: string) =>
    `${decisions === 0 ? 'No decision changed' : decisions === 1 ? '1 decision changed' : `${decisions} decisions changed`}, NPV ${npv}, gap ${gap}`,
  refining: ' and falling',
  settled: ' (search ended)',
  failed: (detail: string) => `No plan for these settings: ${detail}`,
  setting: 'Any other figure, as --set takes it',
  settingNote: 'PATH=VALUE; +10 %, -10 % and x1.1 change a figure, * names all entries.',
  apply: 'Set',
  takeBack: (setting: string) => `Take ${setting} back`,
  invalid: (count: number) =>
    `${count === 1 ? 'A setting is' : `${count} things are`} not right: the plan shown is the loaded one.`,
  copy: 'Copy the command',
  copied: 'Copied.',
  was: (word: string) => `was: ${word}`,
};

const now = {
  figures: {
    released: 'Released now',
    capital: 'Capital released',
    npv: 'NPV, expected',
    returns: 'ROIC, last year',
    over: 'Chance of over-build',
    under: 'Chance of under-build',
    runway: 'Runway',
    cadence: 'Cadence',
  },
  notes: {
    slowed: (amount: string) => `and ${amount} paused or slowed`,
    range: (low: string, high: string, cost: boolean) =>
      cost ? `cost; P10 ${low}, P90 ${high}` : `P10 ${low} to P90 ${high}`,
    worstIn: (quarter: string) => `at its highest, in ${quarter}`,
    never: 'in no quarter',
    runway: 'quarters of growth in hand',
    noGrowth: 'need does not grow',
    cadence: 'land and shells per USD of accelerators',
    cadenceTrend: (ratio: string, year: number) =>
      `land and shells per USD of accelerators; ${ratio} in FY${year}`,
  },
  for: (heading: string, usd: string) => `For it: ${heading}, ${usd}`,
  against: (heading: string, usd: string) => `; against it: ${heading}, ${usd}`,
  onlyCosts: (usd: string) => `It only costs: ${usd}`,
  nothingAtStake: 'Nothing hangs on it at the plan’s prices',
  reason: (name: string) => `Reasons for ${name}`,
  footnote:
    'Released: options cancelled or handed over now; capital: what remains to be spent on them. Over-build: more than 5 % of powered MW run nothing and no unserved demand could use them; under-build: more than 5 % of the MW that demand needs are missing; both at once where demand cannot go to the power (modelled).',
};

const reason = {
  title: 'Why',
  none: 'Choose a row to see its reasons.',
  decision: (name: string, word: string, quarter: string) => `${name}: ${word} in ${quarter}.`,
  alternatives: 'Against each alternative',
  alternativesNote:
    'Value of the best plan found with that action, less this plan’s; “at most” where it was not solved for.',
  atMost: (usd: string) => `at most ${usd}`,
  parts: 'What it is worth at the plan’s prices',
  total: 'total',
  binding: 'What binds it',
  nothingBinds: 'No rule with a price touches it.',
  bindingNote: 'The dearest rows, by rule; quarters and futures are those of these rows.',
  inFutures: (count: number, all: number) =>
    count === all ? 'in every future' : `in ${count} of ${all} futures`,
  futures: 'In the future with least, median and most need',
  least: 'least need',
  median: 'median',
  most: 'most need',
  flip: 'What would flip it',
  levers: {
    'powered-mw': 'when the worth of its megawatts changes by',
    'offer-price': 'when the price of the offer changes, in USD per unit, by',
  },
  flipNone: 'Flip thresholds are not part of this plan file.',
  evidence: 'Evidence',
  evidenceNone:
    'No evidence in the portfolio is on an event that delays it or withdraws its tenant; evidence on demand stands under Evidence.',
  close: 'Close',
};

const portfolioView = {
  former: 'Former plan, where it differs',
  compareWith: 'dotted: former plan',
  open: (name: string) => `Show the reasons for ${name}`,
};

const demand = {
  fan: (name: string) => `${name}: how much do we plan for?`,
  fanTakeaway: (name: string, low: string, mid: string, high: string, quarter: string) =>
    `${name}: ${mid} in ${quarter} at P50, between ${low} and ${high}.`,
  observedNote: 'Points: observed, as last revised.',
  markersNote: (count: number) =>
    `${count === 1 ? 'The triangle marks a piece' : `${count} triangles mark pieces`} of evidence; see Evidence.`,
  noActuals: 'The portfolio holds no history of demand, so no actuals are drawn.',
};

const capacity = {
  stages: 'What power do we have, and what is under way?',
  stagesNote:
    'Expected over the futures, in IT MW. Runs today, then what the plan adds at P50, then what is committed; talks are outlined and never added to the rest (modelled).',
  position: 'How far are we over or under need?',
  positionTakeaway: (chance: string, quarter: string) => `Under-build is likeliest in ${quarter}: ${chance}.`,
  over: 'over-build',
  under: 'under-build',
  waiting: 'waiting',
  positionNote:
    'Powered MW that run nothing and that no unserved demand could use, and MW that unserved demand would need; waiting: power that lacks only accelerators; P10, P50 and P90 (modelled).',
  regions: 'Where is the power?',
  regionsTakeaway: (name: string, power: string, quarter: string) =>
    `Most of it in ${name}: ${power} expected by ${quarter}.`,
  powered: 'powered',
  used: 'used',
  regionsNote:
    'Expected over the futures. Used: what accelerators draw in the pools of the region (modelled).',
  bridge: 'What changes between two quarters?',
  bridgeTakeaway: (from: string, to: string, start: string, end: string) =>
    `From ${start} in ${from} to ${end} in ${to}, expected.`,
  from: 'From',
  to: 'To',
  start: 'at the start',
  end: 'at the end',
  others: 'all others',
};

const money = {
  reversibleAll: (usd: string) =>
    `${usd} of capital could still be taken back today, and at least half of it in every quarter planned.`,
  reversibleHalf: (usd: string, quarter: string) =>
    `${usd} of capital could still be taken back today; by ${quarter} less than half of it.`,
  reversible: 'How much could still be taken back?',
  reversibleNote:
    'What cancelling everything in the quarter would save against the plan’s own later capital, expected (modelled).',
  endSentence: (total: string, untilThen: string, end: string) =>
    `Of ${total} expected, ${untilThen} is cash until the end of the horizon, and ${end} the discounted worth of what stands then.`,
  baselines: 'What do we lose with a simpler plan?',
  baselinesTakeaway: (name: string, usd: string) =>
    `The nearest rival is ${name}: ${usd} less in expectation.`,
  noRival: 'No baseline could be valued.',
  names: { plan: 'this plan', 'full-speed': 'full speed', retreat: 'retreat' },
  value: 'Value',
  regret: 'Regret',
  baselinesNote: 'Expected value of each, and what it falls short of the best (modelled).',
  judged: 'How does it do on futures that it was not made for?',
  own: 'What are my own decisions worth?',
  backtest: 'Was it right by what was known then, and by what came?',
  judgedOther: 'Judged was another plan of this portfolio.',
  judgedLoaded: 'Judged was the plan as loaded, not the what-if.',
  notJudged:
    'Regret against a mean plan and hindsight, and what knowing the future is worth, come from fresh futures:',
};

const fleet = {
  sentence: (it: { now: string; later: string; last: string; from: string; to: string }) =>
    `${it.now} accelerators run today and ${it.later} in ${it.last}; inference takes ${it.from} of them now and ${it.to} then.`,
  phases: {
    'pre-training': 'pre-training',
    'post-training': 'post-training',
    'interactive-inference': 'interactive inference',
    'batch-inference': 'batch inference',
    inference: 'inference',
  },
  generation: 'Which generations run?',
  pool: 'Where do they run?',
  workload: 'What do they run?',
  stackTakeaway: (name: string, share: string, quarter: string) =>
    `${name} holds the largest part in ${quarter}: ${share}.`,
  accelerators: 'accelerators',
  stackNote: 'Accelerators that run, expected over the futures (modelled).',
  utilisation: 'What share of the fleet works, and on what?',
  utilisationTakeaway: (share: string, quarter: string) =>
    `At its lowest ${share} of what is owned runs, in ${quarter}.`,
  utilisationNote: 'Owned accelerators that run, by phase, in %, expected (modelled).',
  all: 'all',
  purchases: 'What is bought, and when?',
  purchasesTakeaway: (units: string, name: string, year: number) => `Most in FY${year}: ${units} of ${name}.`,
  noPurchases: 'Nothing is bought.',
  purchasesNote: 'Accelerators ordered in the fiscal year, expected over the futures (modelled).',
};

const policy = {
  sentence: (it: { quarter: string; ways: number; parting: number; options: number }) =>
    `In ${it.quarter} the futures first part, ${it.ways} ways; ${it.parting === 0 ? `none of ${it.options} options changes course for it yet` : `${it.parting} of ${it.options} options then act on what has become known`}.`,
  oneFuture: (quarter: string) =>
    `The plan holds a single future, to ${quarter}: nothing becomes known on the way.`,
  tree: 'What do we do if demand turns out otherwise?',
  list: 'The same as a list',
  today: 'Today',
  atLeast: (name: string, value: string) => `${name} at ${value} or more`,
  below: (name: string, value: string) => `${name} below ${value}`,
  between: (name: string, low: string, high: string) => `${name} from ${low} to ${high}`,
  eventAtLeast: (name: string, chance: string) => `${name}: at least ${chance} likely to have come`,
  eventBelow: (name: string, chance: string) => `${name}: less than ${chance} likely to have come`,
  eventBetween: (name: string, low: string, high: string) => `${name}: ${low} to ${high} likely to have come`,
  otherwise: 'known then',
  noChange: 'no option changes its pace',
  chance: (share: string) => `chance ${share}`,
  more: (count: number) => `and ${count} more`,
  quiet: (branches: number) =>
    `${branches} later ${branches === 1 ? 'branch' : 'branches'} without a change of pace`,
  watch: 'What should we watch?',
  watchTakeaway: (name: string, quarter: string, threshold: string, distance: string) =>
    `First ${name}: by ${quarter} the threshold is ${threshold}, ${distance} from today.`,
  points: (count: string) => `${count} points`,
  noWatch: 'No threshold parts the futures shown.',
  series: 'Series',
  by: 'By',
  threshold: 'Threshold',
  present: 'Today',
  distance: 'Distance',
  note: 'Thresholds lie halfway between the futures that they part: of amounts, in units per hour, in ratio; of events it is the chance that they have come (modelled).',
};

const serving = {
  sentence: (it: { name: string; now: string; power: string; later: string; last: string }) =>
    `${it.name} takes ${it.now} accelerators and ${it.power} today, and ${it.later} accelerators by ${it.last}.`,
  none: 'The portfolio serves no inference.',
  chain: 'From units served to accelerators, power and dollars',
  chainTakeaway: (name: string, energy: string, unit: string) => `${name}: ${energy} of energy per ${unit}.`,
  perHour: 'Units per hour',
  accelerators: 'Accelerators',
  power: 'IT MW',
  energy: 'Energy, USD per unit',
  price: 'Earned, USD per unit',
  chainNote:
    'Today, as planned. Energy with PUE at the regions’ prices (modelled); rates as the portfolio gives them.',
  over: 'How many accelerators does each workload take?',
  overPower: 'How much power does each workload take?',
  powerNote: 'IT power of accelerators that run, expected over the futures (modelled).',
  workload: 'Workload',
  rates: 'Where do the rates come from?',
  ratesTakeaway: (count: number) =>
    `${count} rates of workloads on accelerators, each with its chain from tokens to dollars.`,
  generations: (count: number) => (count === 1 ? '1 generation' : `${count} generations`),
  ratesNone: 'The plan file does not say where its rates come from.',
  from: { model: 'from a served model', measured: 'from measured tokens per second', given: 'as given' },
  step: 'Step',
  amount: 'Value',
  unit: 'Unit',
  obtained: 'Obtained',
  obtainedAs: {
    measured: 'measured',
    given: 'given',
    calibrated: 'calibrated',
    modelled: 'modelled',
    assumed: 'assumed',
  },
  steps: {
    'input-tokens': 'tokens of a prompt',
    'output-tokens': 'tokens of an answer',
    concurrency: 'requests at a time per replica',
    'replica-output': 'output of a replica',
    'replica-accelerators': 'accelerators of a replica',
    'accelerator-output': 'output of an accelerator',
    'counted-tokens': 'tokens that count',
    rate: 'units per accelerator-hour',
    peak: 'peak over mean demand',
    'it-power': 'IT power of an accelerator',
    'hardware-cost': 'hardware per accelerator-hour',
    'energy-cost': 'energy per accelerator-hour',
    'unit-cost': 'cost per unit',
  },
  pareto: 'What does a faster answer cost?',
  paretoTakeaway: (it: { name: string; usd: string; own: string; tight: string; tightUsd: string }) =>
    `Cheapest at the objective of ${it.own} ms per token: ${it.name}, ${it.usd} per unit; at ${it.tight} ms it is ${it.tightUsd}.`,
  paretoNote: (workload: string, model: string, unit: string) =>
    `${workload} (${model}): hardware and energy per ${unit} with the best layout at each objective; the larger points are the objective in force (modelled, calibrated).`,
  paretoComing: 'Being worked out in your browser…',
  timePerToken: 'Time per token at most, ms',
  paretoNone: 'The portfolio names no served model with latency objectives, so there is no frontier to draw.',
};

const evidence = {
  none: 'The portfolio holds no evidence: the plan rests on its outlooks alone.',
  sentence: (count: number, events: number) =>
    `${count === 1 ? '1 piece' : `${count} pieces`} of evidence on ${events === 1 ? '1 event' : `${events} events`}.`,
  events: 'Events',
  event: 'Event',
  hazard: 'Chance per quarter',
  effects: 'Effects',
  series: {
    ...{ demand: 'demand', efficiency: 'efficiency', price: 'price', power: 'price of electricity' },
    ...{ rent: 'rent', 'rent-out': 'rent earned' },
  },
  holdsBack: 'holds back',
  takesAway: 'takes away',
  published: 'Published',
  source: 'Source',
  reliability: 'Reliability',
  likelihoods: 'Likelihoods',
  state: 'State',
  retracted: 'retracted',
  counts: 'counts',
  entries: 'Evidence',
  posteriors: 'What has evidence done to the probabilities?',
  unmoved: 'No probability has moved: no evidence stands.',
  mostMoved: (name: string, state: string, before: string, after: string) =>
    `${name}, ${state}: from ${before} to ${after}.`,
  posteriorsNote:
    'Events: whether they begin within the horizon. Reports of one story count once, and caps hold what one story and all evidence may do (modelled).',
  outcome: 'Outcome',
  states: (state: string) => (state === 'does-not' ? 'does not occur' : state),
  before: 'Before',
  after: 'After',
  shift: 'Points',
  capped: 'capped',
  draft: 'What would one more report do?',
  draftTakeaway: 'Nothing is entered here: see what a report would change, then enter it with the command.',
  readIf: (state: string) => `Such a report if: ${state}`,
  draftNote: 'Before: with the evidence that stands. After: with this report as a story of its own.',
  assumed: (count: number, own: number) =>
    `${count === 1 ? '1 figure is' : `${count} figures are`} assumed${own > 0 ? `, ${own} of them of the option chosen` : ''}.`,
  ofOption: (option: string) => `Assumed of ${option}`,
};

const map = {
  sentence: (count: number, name: string, power: string, quarter: string) =>
    `Power in ${count} regions; most in ${name}: ${power} by ${quarter}.`,
  title: 'Where does the power stand?',
  note: 'Circles by area: expected powered IT MW in the quarter chosen; the inner ring is what stands today. Land: Natural Earth, public domain.',
  noPlaces: 'No region has a place; give latitude and longitude to see them here.',
  quarter: 'Quarter',
};

const notes = {
  title: 'Pin and comment',
  pin: 'Pinned: this is settled',
  comment: 'Comment',
  pinned: 'pinned',
  against: (word: string) => `pinned as “${word}”; this plan does otherwise`,
  kept: 'Kept in this browser; the export below takes pins and comments along.',
  export: 'Export pins and comments',
  head: ['Option', 'Pinned action', 'Comment'],
};

const compare = {
  sentence: (it: { count: number; more: boolean; usd: string; gap: string }) =>
    `${it.count === 0 ? 'No decision of today differs' : it.count === 1 ? '1 decision of today differs' : `${it.count} decisions of today differ`}; this plan is worth ${it.usd} ${it.more ? 'more' : 'less'}, proven to ${it.gap} of its stake.`,
  none: 'There is nothing to compare with yet: move a slider, keep a what-if, drop a plan file here, or start with --former.',
  with: 'Compare with',
  versions: {
    loaded: 'the plan as loaded',
    former: 'the former plan',
    kept: (n: number) => `kept what-if ${n}`,
    dropped: (name: string) => name,
  },
  decisions: 'Which decisions of today differ?',
  later: 'What differs later only?',
  inputs: 'Which inputs differ?',
  inputsUnknown: 'The portfolio of the other plan is not known here.',
  noInputs: 'The inputs are the same.',
  noDecisions: 'Every decision of today is the same.',
  figures: 'Which figures differ?',
  before: 'Before',
  now: 'Now',
  change: 'Change',
  nodes: 'Nodes with another action',
  ids: {
    value: 'Value',
    bound: 'Bound',
    gap: 'Gap',
    npvP10: 'NPV P10',
    npvP90: 'NPV P90',
    capex: 'Capital',
    overBuild: 'Over-build, P90 at most',
    underBuild: 'Under-build, P90 at most',
  },
};

/** Under `dashboard` of the catalogue: the form that every other language has to fill. */
export const dashboard = {
  views,
  frame,
  states,
  drop,
  whatIf,
  now,
  reason,
  portfolioView,
  demand,
  capacity,
  money,
  fleet,
  policy,
  serving,
  notes,
  evidence,
  map,
  compare,
};
