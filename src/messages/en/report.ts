/** What the report says, in English: questions as titles, computed sentences as subtitles, sources as footnotes. */

const header = {
  asOf: (date: string) => `as of ${date}`,
  engine: (version: string) => `Kadenz ${version}`,
  contents: 'Contents',
  keyFigures: 'Key figures',
  gap: 'Gap to the best possible',
  gapOf: (share: string, stake: string) => `at most; ${share} of ${stake} at stake`,
  npv: 'NPV, expected',
  npvRange: (low: string, high: string) => `P10 ${low} to P90 ${high}`,
  endValue: (usd: string) => `of which value at the end ${usd}, discounted`,
  capex: 'Capital, expected',
  capexOf: (years: string) => `over ${years}`,
  long: 'Long at most, P90',
  short: 'Short at most, P90',
  inQuarter: (quarter: string) => `in ${quarter}`,
  never: 'never',
  costs: 'Cost, expected',
  roic: 'ROIC, last year',
  beforeDepreciation: 'before depreciation',
  irr: (share: string) => `before depreciation; IRR ${share}`,
};

const chart = {
  table: 'Show as table',
  quarter: 'Quarter',
  fiscalYear: (year: number) => `FY${year}`,
  assumedMark: 'rests on an assumed figure',
  expected: 'expected',
};

const decisions = {
  nav: 'Decisions now',
  title: (quarter: string) => `What do we do with each project in ${quarter}?`,
  takeaway: (standing: string, count: number, name: string, usd: string) =>
    `Of ${count} decisions ${standing}; most hangs on ${name}: ${usd} against its next best action.`,
  none: 'There is nothing to decide.',
  option: 'Option',
  action: 'Action',
  power: 'MW',
  pool: 'Pool',
  worth: (unit: string) => `Worth against next best, ${unit}`,
  nextBest: 'Next best',
  certainty: 'Certainty',
  footnote:
    'Worth: value of the plan less that of the best plan found with the next best action, the rest kept (modelled). Proven: no plan with another action reaches this plan’s value.',
  reasons: 'Reasons',
  againstPlan: (unit: string) => `Against plan, ${unit}`,
  atBest: (unit: string) => `At best, ${unit}`,
  parts: 'Worth at the plan’s prices',
  binding: 'Rules that bind',
  total: 'Total',
};

const gantt = {
  nav: 'Portfolio by quarter',
  title: 'What happens to each project, and when?',
  takeaway: (powered: number, count: number, quarter: string, parting: number) =>
    `In the most probable future ${powered} of ${count} options give power by ${quarter}; ${parting} go different ways in different futures.`,
  future: 'Future',
  likeliest: 'most probable',
  futureName: (rank: number, count: number, share: string) => `${rank} of ${count} by need, ${share}`,
  previous: 'Less need',
  next: 'More need',
  footnote:
    'One cell per quarter in the chosen future. The strip below a cell shows the share of all futures with each action, where they differ. Of equally probable futures the one with median need is shown first (modelled).',
  allFutures: 'All futures, from least to most need',
};

const turns = {
  nav: 'Later decisions',
  title: 'What will we decide later, and when?',
  takeaway: (options: number, all: number, count: number, quarter: string) =>
    `${options} of ${all} options turn later, in ${count} places of the tree; the first in ${quarter}.`,
  none: 'Every option goes on as decided today, in every future.',
  reached: 'Reached',
  need: 'Need there (mean)',
  needOf: (there: string, mean: string) => `${there} (${mean})`,
  node: (node: number) => `node ${node}`,
  atPrices: (unit: string) => `At prices, ${unit}`,
  footnote:
    'A turn is a quarter in which an option does other than before, or other than in sibling futures. Worth: what the next best action loses there at the plan’s prices, in present value if this future comes (modelled). Need: for power in that future, beside the mean of all futures in that quarter.',
  abridged: (listed: number, all: number) => `The ${listed} of ${all} turns on which most hangs are listed.`,
};

const capacity = {
  nav: 'Capacity and need',
  title: 'How long or short are we?',
  short: (power: string, quarter: string) => `short by up to ${power} (P50, ${quarter})`,
  long: (power: string, quarter: string) => `long by up to ${power} (P50, ${quarter})`,
  shortWaiting: (power: string, quarter: string, waiting: string) =>
    `short by up to ${power} (P50, ${quarter}; for ${waiting} of it there is power, but no accelerators)`,
  takeaway: (positions: string) => `We are ${positions}.`,
  balanced: 'At P50 power and need meet in every quarter.',
  axis: 'IT MW',
  need: 'need',
  needP50: 'need P50',
  powered: 'powered P50',
  live: 'runs today',
  added: 'added by the plan',
  footnote:
    'Need: what running accelerators draw, and what unserved demand would draw on the generation that serves most per MW (modelled). Powered: live capacity and the options that the plan has completed. Long: power that no unserved demand could use; what idles for want of accelerators is not counted.',
};

const pipeline = {
  nav: 'Pipeline',
  title: 'What is under way?',
  takeaway: (committed: string, exploratory: string) =>
    `Today ${committed} are committed and ${exploratory} are exploratory; the rest of the plan is what becomes of them.`,
  committed: 'committed, not yet powered',
  exploratory: 'exploratory',
  footnote:
    'Expected over the futures. Committed: from site control to power, and signed leases. Exploratory talks and letters of intent are outlined and never added to the rest.',
};

const demand = {
  nav: 'Demand',
  title: 'What demand do we plan for?',
  takeaway: (name: string, fold: string, quarter: string) =>
    `${name} grows most: ${fold}-fold by ${quarter} at P50.`,
  perHour: (unit: string) => `${unit} per hour`,
  served: 'served P50',
  servedShare: (share: string) => `${share} of it served at the end`,
  footnote:
    'Fan: P10 to P90 of the scenario tree, median as a line. Dashed: what the plan serves at P50. Hatched: training, solid: inference.',
};

const capital = {
  nav: 'Capital',
  title: 'What do we spend, and on what?',
  takeaway: (total: string, share: string, year: number, most: string) =>
    `${total} in all, ${share} of it on accelerators; most in FY${year}: ${most}.`,
  none: 'Nothing is spent.',
  axis: (unit: string) => unit,
  budget: 'budget',
  total: 'Total',
  footnote:
    'Expected over the futures, nominal, by fiscal year (modelled). A mark shows the year’s budget less what was spent before the as-of date.',
};

const outcomes = {
  nav: 'Value and risk',
  title: 'What is it worth, and what could go wrong?',
  takeaway: (low: string, high: string, mean: string) =>
    `${mean} expected; between ${low} (P10) and ${high} (P90).`,
  below: (share: string) => `In ${share} of the futures it ends below the expected value of retreating.`,
  axis: 'NPV',
  probability: 'Probability',
  retreat: 'retreat',
  fullSpeed: 'full speed',
  to: 'to',
  overspend: (usd: string) => `Full speed would need ${usd} above the budgets.`,
  noRetreat: 'Retreating cannot keep the rules.',
  noFullSpeed: 'Full speed cannot keep the rules.',
  footnote:
    'Discounted cash of every future with the value of what is left at the end of the horizon (modelled). Retreat cancels all that can be cancelled today; full speed never slows, pauses or cancels; both are expected values.',
};

const assumptions = {
  nav: 'Assumptions',
  title: 'What rests on assumptions?',
  takeaway: (count: number) =>
    count === 1 ? '1 figure is assumed.' : `${count} figures are assumed; these are most worth finding out.`,
  none: 'No figure is assumed.',
  places: (count: number) => (count === 1 ? '1 place' : `${count} places`),
  all: (count: number) => `All ${count} assumed figures`,
  path: 'Figure',
  low: 'Low',
  typical: 'Typical',
  high: 'High',
  note: 'Note',
};

const provenance = {
  title: 'How this was made',
  text: (portfolio: string, date: string, nodes: number, futures: number) =>
    `Planned from ${portfolio} as of ${date} on ${nodes} nodes with ${futures} futures.`,
  engine: 'Engine',
  seed: 'Seed',
  input: 'Portfolio (SHA-256)',
  plan: 'Plan (SHA-256)',
  seconds: 'Time',
  secondsOf: (seconds: string) => `${seconds} s`,
  check: 'To check every figure:',
};

/** Under `report` of the catalogue: the form that every other language has to fill. */
export const report = {
  header,
  chart,
  decisions,
  gantt,
  turns,
  capacity,
  pipeline,
  demand,
  capital,
  outcomes,
  assumptions,
  provenance,
};
