/** What the command line says, in English. */
import type { Format } from '../format.ts';

const commands = {
  init: 'Write a commented portfolio to start from, or make one from a list of projects',
  validate: 'Judge a portfolio and say everything that is wrong with it',
  schema: 'Print the JSON Schema of the portfolio file',
  plan: 'Plan a portfolio: decisions, fleet and service in every future, with a proven gap',
  explain: 'Say why: the plan’s reasons for a decision, or what it does at a node of the tree',
  verify: 'Recompute a plan from its portfolio and report every difference',
  export:
    'Write a portfolio as a workbook, its optimisation problem for other solvers, or the decisions of a plan',
  report: 'Write a plan as one HTML file that can be printed, or as a workbook',
  forecast: 'Show what is to come: fans over history, of a table of series or of a portfolio',
  evidence: 'Log evidence on events and growth, and see what it changes',
  readings: 'Say which explanation of events fits best what a builder was seen to do',
  versions: 'Put plans forward as versions, review and approve them',
  token: 'Make, list and revoke the tokens with which people and programs sign in to a service',
  serve: 'Open the dashboard of a portfolio at an address of this machine',
};

const options = {
  json: 'print a versioned JSON envelope on standard output',
  noProgress: 'no progress line, nor one every ten seconds where standard error is no terminal',
  lang: 'language of all texts: en or de',
  seed: 'seed of every random number, instead of the portfolio’s own',
  detailedExitcode: 'exit with 2 when the plan differs from the one that -o replaces',
  failOn: 'exit with 3 when a figure of the plan is beyond this, as in "gap_share>2%"; may be repeated',
  timeLimit: 'seconds after which the best plan so far is taken',
  gap: 'gap at which the search ends, as a share of the stake: 0.01 or 1%',
  planOutput: 'write the plan file here',
  report: 'write the report here as well',
  from: 'list of projects, CSV or a workbook: name, region, kind, MW, stage, live quarter, spent, remaining',
  sheet: 'sheet of a workbook that holds the list; the first without it',
  listDate: 'date of that list, 2025-04-01; today without it',
  force: 'replace the file if there is one',
  node: 'node of the scenario tree',
  output: 'write to this file',
  quarters: 'quarters ahead, 1 to 80',
  aggregate: 'what months make of a quarter: mean (rates), sum (flows) or last (stocks)',
  period: 'column of the period',
  value: 'column of the value',
  known: 'column of the date on which the value became known',
  by: 'columns that name the series, separated by commas',
  where: 'only rows with this text in this column: COLUMN=TEXT',
  asOf: 'only what was known on this date',
  fiscalStart: 'month in which the fiscal year of the table begins',
  html: 'write a chart here as well',
  over: 'older plan whose fan is laid under the history',
  stability: 'draw and plan this many trees, to see how much decisions and value move',
  planSeconds: 'seconds that each plan may take',
  evidenceId: 'name of the entry',
  about: 'event or growth view that it bears on',
  source: 'id of the document in sources',
  title: 'title of the document, where sources does not list it yet',
  url: 'where the document can be read',
  published: 'date on which it was published',
  reported: 'date on which it became known here; the date of publication when left out',
  reliability: 'probability that it says anything about the world, above 0, at most 1',
  group: 'story that it tells; reports of one story count once',
  likelihood: 'probability of such a report in a state, occurs=0.6; one for each state',
  note: 'what it says',
  on: 'date of the retraction',
  reason: 'why it no longer counts',
  retract: 'preview the retraction of this entry',
  replan: 'plan before and after, and say which decisions change',
  explanation: 'rival explanation and the events that hold under it: NAME=EVENT+EVENT; may be repeated',
  scale: 'money that a builder overlooks: the scale of the quantal response in USD',
  judged:
    'what simulate, evaluate or backtest printed with --json, shown in Money; or a plan, or what whatif printed, shown in Compare; may be repeated',
  servePlan: 'plan of this portfolio; without it, one is made while the page shows how far it is',
  former: 'plan to compare with, shown as a ghost',
  data: 'directory, or postgres:// address, where plans are kept; DATABASE_URL without it, else memory',
  requireToken: 'ask for a token on this machine as well; elsewhere one is always needed',
  host: 'name or address to listen at',
  versionNote: 'why, kept with the step',
  tokenName: 'whose token it is, as the audit log names it',
  tokenRole: 'viewer sees, planner plans and submits, approver approves and reads the audit log',
  port: 'port to listen at; 0 takes any that is free',
  help: 'show this help',
  version: 'show the version',
};

const arguments_ = {
  series: 'CSV or Parquet table of observed series (with --value a workbook as well), or a portfolio',
  evidenceAction: 'add, list, retract or preview',
  evidenceEntry: 'entry to retract',
  actions: 'table of observed actions with the columns option and action, and quarter if not all are of one',
  portfolio: 'portfolio: YAML, JSON, a workbook (.xlsx) or a folder of CSV tables; - reads standard input',
  plan: 'plan file, as written by kadenz plan -o; - reads standard input',
  option:
    'id or name, or how it begins, of a project, lease, offer of a contract (anchor:1), training run or workload',
  versionsAction: 'list, create, submit, return or approve',
  versionsSubject: 'portfolio by name to list, plan file to create from, or id of the version',
  tokenAction: 'create, list or revoke',
  tokenId: 'number of the token to revoke, as list shows it',
  newPortfolio: 'file to write; .xlsx for a workbook',
};

const help = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  globalOptions: 'For every command:',
  commands: 'Commands:',
  default: 'default',
  commandOperand: 'COMMAND',
  commandTerm: '[options]',
  failOn: (
    metrics: string,
  ) => `FIGURES for --fail-on (operators > >= < <=; numbers may end in k, m, bn or %; figures by
quarter are judged at their worst, or at one quarter: overbuild_p90_mw@2027Q1>200):
${metrics}`,
};

const errors = {
  error: 'error',
  interrupted: 'Interrupted: ended without a result.',
  unknownOption: (option: string) => `there is no option ${option}; kadenz --help lists them`,
  unknownCommand: (command: string) => `there is no command ${command}; kadenz --help lists them`,
  missingArgument: (name: string) => `${name} is missing; kadenz COMMAND --help says what a command needs`,
  missingValue: (option: string) => `${option} needs a value`,
  tooManyArguments: 'there are more arguments than this command takes',
  badValue: (option: string, value: string, rule: string) => `${option}: got ${value}; must be ${rule}`,
  ruleNumber: 'a number ≥ 0',
  ruleShare: 'a share such as 0.01 or 1 %, at most 1',
  ruleWhole: (least: number) => `a whole number ≥ ${least}`,
  ruleLanguage: 'en or de',
  ruleDay: 'a day such as 2025-04-01',
  ruleGuardrail: (metrics: string) => `FIGURE>NUMBER or FIGURE<NUMBER; figures are ${metrics}`,
  exists: (path: string) => `${path} exists; choose another name or add --force`,
  cannotWrite: (path: string, reason: string) => `${path} could not be written (${reason})`,
  notToStandardOutput: 'a file cannot be written to -; --json prints results on standard output',
  cannotRead: (path: string, reason: string) => `${path} could not be read (${reason})`,
  noPlanFile: (path: string) => `${path}: no such file; write one with kadenz plan FILE -o ${path}`,
  notAPlan: (path: string, place: string) =>
    `${path}: not a plan file of version 1 (at ${place}); write one with kadenz plan FILE -o plan.json`,
  outdatedPlan: (path: string, place: string) =>
    `${path}: a plan file in the form of another release (at ${place}); make it again with kadenz plan FILE -o ${path}`,
  portfolioNotPlan: (path: string) =>
    `${path} is a portfolio, where a plan file is expected; write one with kadenz plan ${path} -o plan.json, and see kadenz COMMAND --help for the order`,
  editedPlan: (path: string) =>
    `${path} was changed after it was written (plan-hash): kadenz verify says where; plan again with kadenz plan FILE -o ${path}`,
  notReplaced: (path: string) => `${path} exists and is not a plan file; choose another name for -o`,
  notJudged: (file: string) =>
    `${file} is neither a plan nor what kadenz simulate, evaluate, backtest or whatif prints with --json`,
  judgedOther: (file: string, path: string) =>
    `${file} judges a plan of another portfolio than ${path} as it stands`,
  otherPortfolio: (plan: string, portfolio: string) =>
    `${plan} was not made from ${portfolio} as it stands; plan again, or add the --seed it was planned with`,
  noOption: (id: string, known: string) => `there is no option ${id} in the plan; it has ${known}`,
  noOptionBut: (asked: string, near: string) =>
    `there is no option ${asked} in the plan; did you mean ${near}?`,
  noNode: (node: number, last: number) => `there is no node ${node}; nodes go from 0 to ${last}`,
  /** `dearest`: the rule that costs most at the prices found; `mostUsd`: what no plan exceeds. */
  noneFound: (seconds: string, mostUsd: string | undefined, dearest: string | undefined) =>
    [
      `no plan that keeps all rules was found in ${seconds} s: retreating, full speed and the search gave none.`,
      mostUsd === undefined
        ? 'Whether one exists is not known.'
        : `If one exists, it is worth at most ${mostUsd}.`,
      ...(dearest === undefined
        ? []
        : [`Dearest at the prices found is the rule ${dearest}: see what it takes to relax it.`]),
      'Or allow more time with --time-limit.',
    ].join(' '),
  failed: (detail: string) => `the solver failed: ${detail}`,
  unexpected: (detail: string) => `something unexpected happened: ${detail} (KADENZ_DEBUG=1 shows where)`,
};

const invalid = {
  heading: (count: number, file: string) =>
    count === 1 ? `1 problem in ${file}` : `${count} problems in ${file}`,
  notice: 'note',
};

const infeasible = {
  heading: 'No plan can keep all rules.',
  conflict: (rules: string) => `These cannot be kept together: ${rules}. Relax one of them.`,
  alone: (rule: string) => `This cannot be kept: ${rule}. Relax it.`,
  whole:
    'Every rule could be kept by halves of decisions, but not by whole ones; relax a budget or a service level.',
};

const progress = {
  planning: 'planning',
  working: 'working',
  seconds: (seconds: number) => `${seconds} s`,
  bound: (usd: number, format: Format) => `at most ${format.money(usd)}`,
  value: (usd: number, format: Format) => `best plan ${format.money(usd)}`,
  gap: (usd: number, format: Format) => `gap ${format.money(usd)}`,
  stopHint: 'Ctrl-C keeps the best plan',
  stopping: 'Stopping with the best plan so far; Ctrl-C again to leave at once.',
};

const plan = {
  decisions: (quarter: string) => `Decisions now, ${quarter}`,
  of: (name: string, asOf: string) => `${name}, as of ${asOf}`,
  noDecisions: 'None: no option has a choice this quarter.',
  option: 'Option',
  action: 'Action',
  power: 'MW',
  pool: 'Pool',
  worth: (unit: string) => `Worth ${unit}`,
  nextBest: 'Next best',
  certainty: 'Certainty',
  worthNote: 'Worth: what the plan loses if the next best action is taken instead and the rest stays.',
  fan: 'Need for power and power, IT MW',
  need: (quantile: string) => `need ${quantile}`,
  powered: 'powered P50',
  figures: 'Figures',
  npv: 'NPV',
  npvLine: (p10: string, p50: string, p90: string, mean: string) =>
    `P10 ${p10}   P50 ${p50}   P90 ${p90}   expected ${mean}`,
  ofWhich: 'of which',
  endLine: (end: string, untilThen: string) =>
    `value at the end ${end}, discounted, expected   until then ${untilThen}`,
  cvar: 'CVaR',
  cvarLine: (usd: string, share: string) =>
    `${usd}: mean of the worst ${share} of the futures, at the end of the horizon`,
  baselines: 'Against',
  baselinesLine: (retreat: string, fullSpeed: string) => `retreat ${retreat}   full speed ${fullSpeed}`,
  impossible: 'impossible',
  notReached: 'not reached in time',
  overspend: (usd: string) => `(needs ${usd} above the budgets)`,
  returns: 'Returns',
  roic: (share: string) => `ROIC ${share} in the last year, before depreciation`,
  irr: (share: string) => `IRR ${share}`,
  payback: (years: string) => `payback ${years} years`,
  noPayback: 'no payback within the horizon',
  overBuild: 'Over-build',
  underBuild: 'Under-build',
  waiting: 'Waiting',
  waitingLine: (most: string) => `${most}: powered beside unserved demand, without accelerators`,
  mostAt: (power: string, quarter: string) => `P90 at most ${power}, in ${quarter}`,
  never: 'none at P90',
  capex: 'Capex',
  fiscalYear: (year: number) => `FY${year}`,
  build: 'build',
  accelerators: 'accelerators',
  unit: (unit: string) => `in ${unit}`,
  written: (path: string) => `Plan written to ${path}.`,
  reportWritten: (path: string) => `Report written to ${path}.`,
  differs: (count: number, path: string) =>
    count === 1
      ? `1 decision of today differs from ${path} as it was.`
      : `${count} decisions of today differ from ${path} as it was.`,
  same: (path: string) => `The same plan as ${path} held.`,
  next: (command: string) => `Next: ${command}`,
  guardrail: (expression: string, value: string) => `Guardrail ${expression} violated: ${value}`,
  guardrailUnknown: (expression: string) =>
    `Guardrail ${expression}: the plan has no such figure, so it was not judged`,
};

const explain = {
  decision: (name: string, action: string, power: string) => `${name} (${power}): ${action}`,
  worthMore: (usd: string, next: string, certainty: string) =>
    `worth ${usd} more than to ${next}; ${certainty}`,
  closeCall: (usd: string, next: string, certainty: string) =>
    `to ${next} would be worth ${usd} more; ${certainty}`,
  only: 'nothing else is possible here',
  alternatives: 'What else could be done',
  against: (unit: string) => `Against plan ${unit}`,
  bound: (unit: string) => `At best ${unit}`,
  loss: (unit: string) => `At prices ${unit}`,
  alternativesNote:
    'Against plan: the best plan found with this action, less the plan. At best: no plan with this action can do better than that, less the plan. At prices: what the action loses at the plan’s prices.',
  misleadNote:
    'Where the two disagree, the plan made anew counts: prices do not know, for one, that a taker has no room left.',
  pricesNote:
    'At prices: what the action loses at the plan’s prices. At best: no plan with this action can do better than that, less the plan. No plan was made anew per action, as the portfolio is large or the time was up: kadenz whatif does.',
  parts: 'What it is worth at the plan’s prices',
  total: 'total',
  binding: 'Rules that bind it',
  bindingRow: (rule: string, subject: string, quarter: string) => `${rule} ${subject}, ${quarter}`,
  futures: 'What it does in each future',
  node: (node: number, quarter: string, share: string) => `Node ${node}: ${quarter}, reached with ${share}`,
  outlook: 'What is known there',
  series: 'Series',
  value: 'Value',
  rootValue: 'At the root',
  policy: 'What the plan does there',
  asBefore: 'No option turns here: all go on as decided before.',
  nodeNote:
    'Next best and its loss stand where an option turns: at the plan’s prices, in present value if this future comes.',
  /** Without a share where every future comes by. */
  later: (name: string, action: string, place: string, share: string | undefined) =>
    `${name}, ${place}${share ? `, if this future comes (${share})` : ''}: ${action}`,
  laterWorth: (usd: string, next: string, certainty: string) =>
    `at the plan’s prices worth ${usd} more than to ${next}; ${certainty}`,
  laterClose: (usd: string, next: string, certainty: string) =>
    `at the plan’s prices to ${next} is worth ${usd} more; ${certainty}`,
  laterEqual: (next: string, certainty: string) =>
    `at the plan’s prices to ${next} is worth the same; ${certainty}`,
  decidedAt: (node: number, quarter: string) => `It goes on as decided at node ${node}, ${quarter}:`,
  right: (contract: string) =>
    `These are the reasons for serving the block or not. What the tenant’s right is worth is found by planning without it: kadenz whatif PORTFOLIO --set contracts.${contract}.terms=none`,
  waits: (quarter: string) => `to be decided in ${quarter}`,
  laterNote:
    'At prices: what the action loses, in present value if this future comes. At best: no plan that comes here this way and takes the action can do better than that, less the plan.',
};

const verify = {
  checks: {
    form: 'form',
    'input-hash': 'hash of the portfolio',
    'plan-hash': 'hash of the plan',
    provenance: 'provenance',
    rates: 'rates',
    tree: 'scenario tree',
    outlook: 'outlook',
    periods: 'periods',
    actions: 'actions',
    states: 'states',
    'powered-mw': 'powered MW',
    purchases: 'purchases',
    running: 'running accelerators',
    power: 'power',
    market: 'market',
    carbon: 'carbon',
    substations: 'substations',
    absorption: 'what counterparties absorb',
    service: 'service',
    'service-levels': 'service levels',
    budgets: 'budgets',
    'cash-flows': 'cash flows',
    objective: 'objective',
    gap: 'gap',
    figures: 'NPV, capital, energy, emissions',
    returns: 'return, IRR, payback',
    'power-figures': 'over-build, under-build, runway',
    reversible: 'money still reversible',
    utilisation: 'utilisation',
    multipliers: 'multipliers',
    'leaf-weights': 'leaf weights',
    bound: 'bound',
    decisions: 'decisions',
    losses: 'losses of alternatives',
    proven: 'certainty',
    parts: 'parts of worth',
  },
  valid: 'The plan holds: every figure that can be recomputed is what the portfolio and the rules give.',
  invalid: (count: number) =>
    count === 1
      ? 'The plan does not hold: 1 figure differs.'
      : `The plan does not hold: ${count} figures differ.`,
  check: 'Check',
  compared: 'Compared',
  status: 'Result',
  passed: 'passed',
  failed: 'FAILED',
  notReached: 'not reached',
  finding: (path: string, got: string, relation: string, expected: string) =>
    `${path}: got ${got}; must be ${relation}${expected}`,
  equal: '',
  atMost: 'at most ',
  atLeast: 'at least ',
  more: (count: number) => `… and ${count} more`,
  unverified: (count: number) =>
    `Not covered: ${count} statements: what retreat, full speed and other actions are worth when planned anew, other horizons, and the run itself (--json lists them).`,
};

const init = {
  written: (path: string) => `Portfolio written to ${path}.`,
  heading: (file: string) =>
    `Made from ${file}. Figures marked "assumed" are defaults: replace them by yours.`,
  worth: 'Most worth finding out:',
  places: (count: number) => (count === 1 ? '1 place' : `${count} places`),
  name: 'Portfolio',
};

const validate = {
  sound: (path: string) => `${path} is sound.`,
  contents: (projects: number, leases: number, power: string, nodes: number, futures: number) =>
    `${projects} project${projects === 1 ? '' : 's'} and ${leases} lease${leases === 1 ? '' : 's'} with ${power}; ${nodes} nodes, ${futures} future${futures === 1 ? '' : 's'}.`,
  assumed: (count: number) => (count === 1 ? '1 figure is assumed.' : `${count} figures are assumed.`),
};

const exported = {
  written: (path: string, rows: number, columns: number) =>
    `${path}: ${rows} rows, ${columns} columns. Maximise; money in millions of USD.`,
  tooLarge: (path: string, columns: string, most: string) =>
    `${path}: the program would have ${columns} columns; at most ${most} can be written. Lower uncertainty.nodes or calendar.horizonQuarters`,
};

const serve = {
  listening: (address: string) => `Dashboard at ${address}; Ctrl-C ends it.`,
  notBuilt: 'the dashboard is not built; in the sources, npm run build builds it',
  cannotListen: (place: string, reason: string) =>
    `cannot listen at ${place} (${reason}); choose another --port`,
  signIn:
    'A token is needed: as Authorization: Bearer, or as the password that the browser asks for. It travels as it is: put a server with TLS in front where others use the network.',
  somePlace: 'PLACE',
  noTokens: (place: string) =>
    `others may reach this address, and nobody has a token; make one with kadenz token create --name NAME --role planner --data ${place}, and serve with that --data`,
};

/** Under `cli` of the catalogue: the form that every other language has to fill. */
export const cli = {
  serve,
  description: 'Plans the pace of AI infrastructure, in every future, with a proven gap.',
  commands,
  options,
  arguments: arguments_,
  help,
  errors,
  invalid,
  infeasible,
  progress,
  plan,
  explain,
  verify,
  init,
  validate,
  exported,
};
