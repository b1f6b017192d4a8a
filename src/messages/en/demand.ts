type Terms = Readonly<Record<string, string | number>>;

const faults = {
  'history.column': () => ({ rule: 'is a column that this row lacks', remedy: 'Complete the row.' }),
  'history.period': () => ({
    rule: 'must be a quarter, a month or a day',
    remedy: 'Write 2025Q1, FY25Q3, 2025-03 or 2025-03-31.',
  }),
  'history.gap': () => ({ rule: 'is empty', remedy: 'Taken as a gap.' }),
  'history.number-comma': () => ({
    rule: 'has a comma, which could mean thousands or decimals',
    remedy: 'Write 1.5 or 1500, or separate the columns by semicolons.',
  }),
  'history.number-ambiguous': () => ({
    rule: 'could mean thousands or decimals',
    remedy: 'Write it without a separator.',
  }),
  'history.number-malformed': () => ({ rule: 'must be a number', remedy: 'Correct the figure.' }),
  'history.negative': () => ({
    rule: 'must not be negative',
    remedy: 'Correct the figure, or leave it empty for a gap.',
  }),
  'history.decimal-comma': () => ({ rule: 'has a decimal comma', remedy: 'Read as such.' }),
  'history.zero': () => ({
    rule: 'is zero',
    remedy: 'Taken; zeros before the first positive value mean that the series had not begun.',
  }),
  'history.known-at': () => ({ rule: 'must be a date', remedy: 'Write 2025-04-30.' }),
  'history.repeated': ({ firstLine }: Terms) => ({
    rule: `repeats line ${firstLine}`,
    remedy: 'Counted once.',
  }),
  'history.contradiction': ({ firstLine, firstValue }: Terms) => ({
    rule: `contradicts line ${firstLine}, which says ${firstValue} for the same period`,
    remedy: 'Keep one of them, or give each the date on which it became known.',
  }),
  'history.undated': () => ({
    rule: 'has no date on which it became known, so it may be hindsight',
    remedy: 'Give the date, or leave --as-of out.',
  }),
  'history.incomplete-quarter': ({ months }: Terms) => ({
    rule: `has ${months} of three months`,
    remedy: 'Taken as a gap.',
  }),
  'forecast.too-few-points': ({ needed }: Terms) => ({
    rule: `is the number of values above 0; a forecast needs ${needed}`,
    remedy: 'Add quarters: one value says nothing of growth.',
  }),
  'forecast.leading-zeros': () => ({
    rule: 'is the number of zeros before the first positive value',
    remedy: 'Left out: the series had not begun.',
  }),
  'forecast.inner-zeros': () => ({
    rule: 'is the number of zeros within the series',
    remedy: 'Kept; logarithms are shifted by half the smallest positive value.',
  }),
  'forecast.gaps-filled': () => ({
    rule: 'is the number of quarters missing',
    remedy: 'Filled along straight lines in logarithms.',
  }),
  'forecast.gaps-kept': () => ({
    rule: 'is the number of quarters missing',
    remedy: 'Left open; the random walk bridges them.',
  }),
};

/** Under `demand` of the catalogue: the form that every other language has to fill. */
export const demand = {
  faults,
  fault: (place: string, got: string, rule: string, remedy: string) =>
    `${place}: got ${got}; ${rule}. ${remedy}`,
  line: (file: string, line: number | undefined, path: string) =>
    line === undefined ? `${file}: ${path}` : `${file}:${line}: ${path}`,
  refused: (count: number, file: string) =>
    count === 1
      ? `1 row or series of ${file} was refused`
      : `${count} rows or series of ${file} were refused`,
  noColumn: (what: string, columns: string) =>
    `no column for ${what}; name it with an option. There are: ${columns}`,
  columnNames: {
    period: 'the period (--period)',
    value: 'the value (--value)',
    known: 'the date known (--known)',
    by: 'the series (--by)',
  },
  notAPlan: (path: string) => `${path}: not a plan file; write one with kadenz plan FILE -o ${path}`,
  forecast: {
    headline: (name: string, quarter: string, p50: string, p10: string, p90: string) =>
      `${name}: ${p50} in ${quarter} (P50), between ${p10} and ${p90} with 80 %.`,
    axis: (unit: string) => `${unit && `${unit}; `}● observed, ━ P50, ░ P10 to P90`,
    methods: (methods: string, from: string, last: string, count: number) =>
      `From ${count} quarters, ${from} to ${last}. Methods: ${methods}.`,
    methodNames: { ets: 'exponential smoothing (ETS)', 'damped-walk': 'random walk with damped growth' },
    past: (covered: string, pairs: number) =>
      `Earlier fans of the same methods held ${covered} of ${pairs} quarters, up to four ahead; 80 % was promised.`,
    noPast: 'Too few quarters to say how earlier fans would have held.',
    over: (covered: number, quarters: number, above: number, below: number) =>
      `The older plan’s fan held ${covered} of ${quarters} ${quarters === 1 ? 'quarter' : 'quarters'} observed since; ${above} lay above it, ${below} below.`,
    overNone: 'No quarter since the older plan has been observed.',
    quarter: 'Quarter',
    events: 'Events',
    event: 'Event',
    prior: 'Before evidence',
    posterior: 'After',
    onBranches: 'On branches',
    prices: (quarter: string) => `Uncertain prices in ${quarter}`,
    price: 'Price',
    now: 'Now',
    tree: (nodes: number, futures: number, error: string) =>
      `Tree of ${nodes} nodes and ${futures} futures; from the second year on no quantile of demand is off by more than ${error}.`,
    stability: (trees: number, distance: string) =>
      `${trees} trees drawn anew lie ${distance} apart (nested distance over all demand, in units of the series).`,
    stabilityValue: (mean: string, deviation: string) =>
      `Value of the plan: ${mean}, one standard deviation ${deviation}.`,
    stabilityGap: (gap: string) =>
      `Each plan lies within ${gap} of the best possible, as a share of its stake; where that is much, allow more with --time-limit.`,
    stabilityLoose:
      'In the time given not every plan came near the best possible: the decisions say nothing yet. Allow more with --time-limit.',
    stabilityNone: 'Not every tree could be planned in the time given; its value is not told.',
    option: 'Option',
    actions: 'Root decision, share of trees',
    written: (path: string) => `Chart written to ${path}.`,
    title: 'Forecast',
    table: 'Show as table',
    footnote:
      'Modelled; fans are P10 to P90. What was done to the data stands on the terminal and in --json.',
  },
  evidence: {
    none: 'No evidence is logged.',
    headline: (count: number, standing: number) =>
      `${count} ${count === 1 ? 'entry' : 'entries'}, of which ${standing} ${standing === 1 ? 'stands' : 'stand'}.`,
    id: 'Id',
    about: 'About',
    reported: 'Reported',
    group: 'Story',
    reliability: 'Reliability',
    says: 'Says',
    state: 'State',
    stands: 'stands',
    retracted: (on: string) => `retracted ${on}`,
    added: (id: string, path: string) => `${id} added to ${path}.`,
    retractedNow: (id: string, path: string) => `${id} retracted in ${path}; it stays in the log.`,
    notThere: (id: string) => `no evidence ${id} stands in this file`,
    notYaml: (path: string) =>
      `${path}: evidence is entered in YAML files only; add the entry by hand or convert the file`,
    likelihoodForm: 'STATE=NUMBER, such as occurs=0.6',
    nothingToPreview: 'To preview a change, give an entry as for kadenz evidence add, or --retract ID.',
    variable: 'About',
    before: 'Before',
    after: 'After',
    capped: 'capped',
    effect: (about: string, state: string, before: string, after: string) =>
      `${about}: probability of ${state} moves from ${before} to ${after}.`,
    noEffect: 'Nothing moves.',
    demand: 'Demand at the horizon',
    series: 'Series',
    decisions: (count: number) =>
      count === 0
        ? 'No decision of this quarter changes.'
        : `${count} ${count === 1 ? 'decision' : 'decisions'} of this quarter change${count === 1 ? 's' : ''}.`,
    value: (before: string, after: string) => `The plan is worth ${after}, before ${before}.`,
    notPlanned: 'No plan was found for one of the two; allow more time with --time-limit.',
  },
  readings: {
    headline: (name: string, posterior: string) => `${name} explains best what was seen: ${posterior}.`,
    undecided: (first: string, second: string) =>
      `${first} and ${second} explain equally well what was seen.`,
    explanation: 'Explanation',
    prior: 'Before',
    posterior: 'After',
    score: 'Mean log score',
    hits: 'Foreseen',
    scale: (usd: string) => `Quantal response over the option’s own values, scale ${usd}.`,
    unknownOption: (line: number, option: string, known: string) =>
      `line ${line}: got option ${option}; must be one of ${known}. Correct the id.`,
    unknownAction: (line: number, action: string, known: string) =>
      `line ${line}: got action ${action}; must be one of ${known}. Write it as plans do.`,
    unknownEvent: (event: string, known: string) =>
      `--explanation: got event ${event}; must be one of ${known}`,
    explanationForm: 'NAME=EVENT+EVENT, or NAME= for none',
    normal: 'normal cadence',
    noActions: 'the table holds no actions; it needs the columns option and action',
    notPlanned: (name: string) => `no plan was found under ${name}; allow more time with --time-limit`,
    twoNeeded: 'two explanations are needed; add events to the portfolio or --explanation',
    otherQuarters: (count: number) =>
      `${count} ${count === 1 ? 'row is' : 'rows are'} of other quarters than the portfolio’s and left out.`,
    noQuarter: (line: number, got: string) =>
      `line ${line}: got quarter ${got}; must be a quarter such as 2025Q2. Correct it, or leave it empty for the portfolio’s.`,
    optionTwice: (line: number, got: string) =>
      `line ${line}: ${got} acts a second time in this quarter. Keep one of the two.`,
    note: 'Actions are those of the portfolio’s quarter, one per option.',
  },
  amount: (value: string, unit: string) => `${value}${unit ? ` ${unit}` : ''}`,
  perHour: (unit: string) => `${unit} per hour`,
  seriesNames: {
    efficiency: (name: string) => `Efficiency of ${name}, today’s = 1`,
    price: (name: string) => `Price of ${name}, as stated = 1`,
    power: (name: string) => `Price of electricity in ${name}, as stated = 1`,
    rent: (name: string) => `Rent of ${name}, as stated = 1`,
    'rent-out': (name: string) => `Rent earned on ${name}, as stated = 1`,
  },
  priceNames: {
    price: (name: string) => name,
    power: (name: string) => `Electricity in ${name}, per MWh`,
    rent: (name: string) => `${name}, per unit`,
    'rent-out': (name: string) => `${name} rented out, per hour`,
  },
};
