/**
 * Broken portfolios: each a sound file with one or more edits, and all the problems that must be told of it.
 *
 * An edit replaces a text that stands once in the file; its problems stand on the line where it begins, or `@n`
 * lines below (above, if negative).
 */
export interface Edit {
  readonly from: string;
  readonly to: string;
  /** `code path`, optionally with `@n`. */
  readonly problems: readonly string[];
}

/** Edits of the sound file, with what has to be told of each. */
export interface BrokenPortfolio {
  readonly title: string;
  readonly edits: readonly Edit[];
}

const edit = (from: string, to: string, ...problems: string[]): Edit => ({ from, to, problems });
const broken = (title: string, ...edits: Edit[]): BrokenPortfolio => ({ title, edits });

const newark = 'itPowerMw: 40 MW';
const works = 'quarters: 3.5, costUsd: 350 to 450 m USD';

/** By what is wrong, from texts and figures to relations between entries. */
export const brokenPortfolios: readonly BrokenPortfolio[] = [
  // Texts.
  broken(
    'a name that steers the terminal',
    edit('name: Small', 'name: "Sm\\u001b[31mall"', 'control-character name'),
  ),
  // Units and figures.
  broken('energy for power', edit(newark, 'itPowerMw: 40 MWh', 'unit projects[0].itPowerMw')),
  broken('euros', edit('spentUsd: 12 m USD', 'spentUsd: 12 m EUR', 'unit projects[0].spentUsd')),
  broken(
    'rent per year of a MW',
    edit('rentUsdPerKwMonth: 125', 'rentUsdPerKwMonth: 1 m USD/MW', 'unit leases[1].rentUsdPerKwMonth'),
  ),
  broken('a decimal comma', edit('pue: 1.2', 'pue: "1,2"', 'comma regions[0].pue')),
  broken(
    'a thousands comma',
    edit('supplyPerQuarter: 4000', 'supplyPerQuarter: 4,000', 'comma accelerators[0].supplyPerQuarter'),
  ),
  broken('words for a figure', edit(newark, 'itPowerMw: plenty', 'number projects[0].itPowerMw')),
  broken('a list for a figure', edit(newark, 'itPowerMw: [40]', 'number projects[0].itPowerMw')),
  broken('true for a figure', edit(newark, 'itPowerMw: true', 'number projects[0].itPowerMw')),
  broken('nothing for a figure', edit(newark, 'itPowerMw:', 'missing projects[0].itPowerMw')),
  broken('not a number', edit(newark, 'itPowerMw: .nan', 'not-finite projects[0].itPowerMw')),
  broken('infinity', edit('capexUsd: 1.2 bn USD', 'capexUsd: .inf', 'not-finite budget[1].capexUsd')),
  broken(
    'infinity by exponent',
    edit('capexUsd: 1.2 bn USD', 'capexUsd: 1e400 USD', 'not-finite budget[1].capexUsd'),
  ),
  broken(
    'more money than there is',
    edit('capexUsd: 1.2 bn USD', 'capexUsd: 1e9 bn USD', 'range budget[1].capexUsd'),
  ),
  broken('more power than there is', edit(newark, 'itPowerMw: 40000 GW', 'range projects[0].itPowerMw')),
  broken('no power at all', edit(newark, 'itPowerMw: 0', 'range projects[0].itPowerMw')),
  broken('negative quarters', edit('quarters: 3.5', 'quarters: -2', 'range projects[0].stages[1].quarters')),
  broken(
    'a third of a quarter',
    edit('quarters: 3.5', 'quarters: 3.3', 'step projects[0].stages[1].quarters'),
  ),
  broken(
    'half a quarter of lead time',
    edit('leadTimeQuarters: 6 months', 'leadTimeQuarters: 1.5', 'step accelerators[0].leadTimeQuarters'),
  ),
  broken('a PUE below one', edit('pue: 1.2', 'pue: 0.9', 'range regions[0].pue')),
  broken(
    'percent as whole numbers',
    edit(
      'residualSharePerYear: 0.7',
      'residualSharePerYear: 70',
      'range accelerators[0].residualSharePerYear',
    ),
  ),
  broken(
    'a range upside down',
    edit('350 to 450 m USD', '450 to 350 m USD', 'range-order projects[0].stages[1].costUsd'),
  ),
  broken(
    'a typical value outside its range',
    edit('typical: 8 m USD/MW', 'typical: 80 m USD/MW', 'range-order finance.terminalUsdPerMw'),
  ),
  broken(
    'a range without its high end',
    edit(', high: 10000000', '', 'range-parts finance.terminalUsdPerMw'),
  ),
  broken(
    'a range with one bad end',
    edit(
      'rentUsdPerKwMonth: 120 to 165',
      'rentUsdPerKwMonth: -120 to 165',
      'range leases[0].rentUsdPerKwMonth',
    ),
  ),
  broken(
    'an unknown key of a figure',
    edit('assumed: true', 'asumed: true', 'unknown-key finance.costInflationPerYear.asumed'),
  ),
  broken(
    'an unknown source',
    edit(
      'high: 10000000, source: guide',
      'high: 10000000, source: guides',
      'reference finance.terminalUsdPerMw.source',
    ),
  ),
  // Shape.
  broken(
    'an unknown key',
    edit('spentUsd: 12 m USD', 'spendUsd: 12 m USD', 'unknown-key projects[0].spendUsd'),
  ),
  broken('an unknown section', edit('risk: {', 'risks: {', 'unknown-key risks')),
  broken('another version', edit('kadenz: 1', 'kadenz: 2', 'choice kadenz')),
  broken('a date that does not exist', edit('asOf: 2025-04-01', 'asOf: 2025-02-30', 'date asOf')),
  broken(
    'a month in which no quarter starts',
    edit('fiscalYearStartMonth: 7', 'fiscalYearStartMonth: 8', 'choice calendar.fiscalYearStartMonth'),
  ),
  broken(
    'no quarters at all',
    edit('horizonQuarters: 8', 'horizonQuarters: 0', 'range calendar.horizonQuarters'),
  ),
  broken(
    'a fraction of a horizon',
    edit('horizonQuarters: 8', 'horizonQuarters: 8.5', 'type calendar.horizonQuarters'),
  ),
  broken(
    'a stage that does not exist',
    edit('stage: permitted', 'stage: permited', 'choice projects[0].stages[0].stage'),
  ),
  broken(
    'an empty list of stages',
    edit(
      `${'stages:'}\n          - { stage: powered, quarters: 5, costUsd: 9 m USD }`,
      'stages: []',
      'list-length projects[1].tracks[0].stages',
    ),
  ),
  broken('text for a truth value', edit('slow: false', 'slow: no', 'type projects[1].slow')),
  broken('an identifier with blanks', edit('id: newark', 'id: new ark', 'text-form projects[0].id')),
  broken('an empty name', edit('name: Newark', 'name: ""', 'text-form projects[0].name')),
  broken(
    'a quarter that is none',
    edit('orderUntil: 2026Q1', 'orderUntil: 2026Q5', 'quarter accelerators[0].orderUntil'),
  ),
  broken(
    'a section where a list belongs',
    edit('installedFleet:\n  - {', 'installedFleet:\n  {', 'type installedFleet'),
  ),
  broken(
    'a correlation of three',
    edit(
      '[ demand:chat, demand:train ]',
      '[ demand:chat, demand:train, demand:chat ]',
      'list-length uncertainty.correlations[0].between',
    ),
  ),
  broken(
    'demand of both kinds',
    edit('demand: { now: 6000,', 'demand: { fan: [], now: 6000,', 'unknown-key workloads[0].demand.fan'),
  ),
  broken('a weight above one', edit('cvarWeight: 0.2', 'cvarWeight: 1.2', 'range risk.cvarWeight')),
  // References and ids.
  broken(
    'a missing region',
    edit('id: zone, region: ohio', 'id: zone, region: utah', 'reference pools[1].region'),
  ),
  broken(
    'a missing pool',
    edit('pool: zone\n    itPowerMw: 30', 'pool: zones\n    itPowerMw: 30', 'reference projects[1].pool'),
  ),
  broken(
    'a missing accelerator',
    edit(
      'ratePerAcceleratorHour: { h100: 3 }',
      'ratePerAcceleratorHour: { h100: 3, b200: 7 }',
      'reference workloads[1].ratePerAcceleratorHour.b200',
    ),
  ),
  broken(
    'a series that does not exist',
    edit(
      '[ demand:chat, demand:train ]',
      '[ demand:chat, demand:trian ]',
      'reference uncertainty.correlations[0].between[1]',
    ),
  ),
  broken(
    'the same id for a project and a lease',
    edit('id: talks', 'id: heath', 'duplicate-id leases[0].id'),
  ),
  broken(
    'the same id twice in a collection',
    edit('id: zone, region', 'id: campus, region', 'duplicate-id pools[1].id'),
    edit('pool: zone, accelerator', 'pool: campus, accelerator'),
    edit('pools: [ campus, zone ]', 'pools: [ campus ]'),
    edit('pool: zone\n    itPowerMw: 30', 'pool: campus\n    itPowerMw: 30'),
    edit('pool: zone\n    itPowerMw: 15', 'pool: campus\n    itPowerMw: 15'),
  ),
  broken(
    'the same track twice',
    edit('id: building', 'id: interconnection', 'duplicate-id projects[1].tracks[1].id'),
  ),
  // Stages, tranches, leases.
  broken(
    'stages that run backwards',
    edit(
      `stage: construction, ${works}`,
      `stage: site-control, ${works}`,
      'stage-order projects[0].stages[1].stage',
    ),
  ),
  broken(
    'stages beside tracks',
    edit(
      'slow: false',
      'slow: false\n    stages: [ { stage: powered, quarters: 1, costUsd: 1 } ]',
      'stages-or-tracks projects[1] @-4',
    ),
  ),
  broken(
    'tranches beyond the site',
    edit('deliversMw: 20', 'deliversMw: 25', 'tranche-sum projects[1].tracks[1].stages[1].deliversMw'),
  ),
  broken(
    'tranches that leave some out',
    edit('deliversMw: 20, ', '', 'tranche-sum projects[1].tracks[1].stages[0].deliversMw @-1'),
  ),
  broken(
    'a letter of intent without a signature',
    edit('    signed: { quarters: 3 }\n', '', 'lease-stages leases[0] @-6'),
  ),
  broken(
    'a running lease that is still talked about',
    edit(
      'commenced: { ageQuarters: 6 }',
      'commenced: { ageQuarters: 6 }\n    signed: { quarters: 1 }',
      'lease-stages leases[1] @-5',
    ),
  ),
  broken(
    'a lease that is over',
    edit('ageQuarters: 6', 'ageQuarters: 40', 'lease-stages leases[1].commenced.ageQuarters'),
  ),
  // Time.
  broken(
    'an order that arrived before',
    edit('arrives: 2025Q3', 'arrives: 2024Q3', 'outside-calendar orders[0].arrives'),
  ),
  broken(
    'an order beyond the calendar',
    edit('arrives: 2025Q3', 'arrives: FY32Q1', 'outside-calendar orders[0].arrives'),
  ),
  broken(
    'a fleet from the future',
    edit('arrived: 2023Q3', 'arrived: 2026Q1', 'arrived-later installedFleet[0].arrived'),
  ),
  broken(
    'a contract that is over',
    edit('until: 2027Q4', 'until: 2024Q4', 'outside-calendar powerContracts[0].until'),
  ),
  broken(
    'a forecast beyond the calendar',
    edit('quarter: 2026Q2', 'quarter: 2036Q2', 'outside-calendar workloads[1].demand.fan[1].quarter'),
  ),
  broken(
    'a forecast that runs backwards',
    edit('quarter: 2026Q2', 'quarter: 2025Q2', 'quarter-order workloads[1].demand.fan[1].quarter'),
  ),
  broken(
    'ordering that ends before it starts',
    edit(
      'orderUntil: 2026Q1',
      'orderFrom: 2026Q3\n    orderUntil: 2026Q1',
      'quarter-order accelerators[0].orderUntil @1',
    ),
  ),
  broken(
    'a budget beyond the calendar',
    edit('fiscalYear: 2026', 'fiscalYear: 2040', 'budget-year budget[1].fiscalYear'),
  ),
  broken(
    'a budget year twice',
    edit('fiscalYear: 2026', 'fiscalYear: 2025', 'duplicate-entry budget[1].fiscalYear'),
  ),
  broken(
    'a hard budget already overspent',
    edit('spentUsd: 50000000', 'spentUsd: 250 m USD', 'spent-over-budget budget[0].spentUsd'),
  ),
  // Demand.
  broken(
    'empty demand',
    edit('demand: { now: 6000,', 'demand: { now: 0,', 'starts-later workloads[0].demand.now'),
  ),
  broken(
    'an empty fan',
    edit(
      'demand: { now: 6000, growthPerYear: 30 %, volatilityPerYear: 25 % }',
      'demand: { fan: [] }',
      'list-length workloads[0].demand.fan',
    ),
  ),
  broken(
    'quantiles out of order',
    edit('p10: 5000, p50: 6000', 'p10: 6500, p50: 6000', 'fan-order workloads[1].demand.fan[0]'),
  ),
  broken(
    'a workload that nothing serves',
    edit('{ h100: 1 }', '{ h100: 0 }', 'unservable workloads[0].ratePerAcceleratorHour'),
  ),
  broken(
    'training without a campus',
    edit('region: ohio, kind: campus', 'region: ohio, kind: zone', 'unservable workloads[0] @29'),
  ),
  broken(
    'a first year that branches',
    edit('branching: [ 1, 2 ]', 'branching: [ 2, 2 ]', 'branching-root uncertainty.branching[0]'),
  ),
  broken(
    'more years of branches than the horizon',
    edit('branching: [ 1, 2 ]', 'branching: [ 1, 2, 2 ]', 'branching-length uncertainty.branching'),
  ),
  broken(
    'a tree as large as a forest',
    edit('branching: [ 1, 2 ]', 'branching: [ 1, 1000 ]', 'tree-size uncertainty.branching'),
    edit('horizonQuarters: 8', 'horizonQuarters: 80'),
  ),
  broken(
    'a series correlated with itself',
    edit(
      '[ demand:chat, demand:train ]',
      '[ demand:chat, demand:chat ]',
      'correlation-self uncertainty.correlations[0].between',
    ),
  ),
  broken(
    'correlations that cannot be',
    edit(
      'correlation: 0.5',
      'correlation: 0.9\n    - { between: [ demand:chat, efficiency:chat ], correlation: 0.9 }\n    - { between: [ demand:train, efficiency:chat ], correlation: -0.9 }',
      'correlation-matrix uncertainty.correlations @-2',
    ),
  ),
  // Events, evidence and history.
  broken(
    'a tree of two forms',
    edit(
      'branching: [ 1, 2 ]',
      'branching: [ 1, 2 ]\n  nodes: 6',
      ...['tree-form', 'range'].map((code) => `${code} uncertainty.nodes @1`),
    ),
  ),
  broken(
    'paths that are no pairs',
    edit('branching: [ 1, 2 ]', 'nodes: 9\n  paths: 101', 'step uncertainty.paths @1'),
  ),
  broken(
    'events where none can branch',
    edit(
      'demandHistory:',
      'events: [{ id: slump, name: Slump, hazardPerQuarter: 2 % }]\ndemandHistory:',
      'tree-form events',
    ),
  ),
  broken(
    'events that act on nothing and on themselves',
    edit('branching: [ 1, 2 ]', 'nodes: 9\n  keepEvents: [ slum ]', 'reference uncertainty.keepEvents[0] @1'),
    edit(
      'demandHistory:',
      'events:\n  - id: slump\n    name: Slump\n    hazardPerQuarter: 2\n  - id: leaves\n    name: Leaves\n    hazardPerQuarter: 0.02\n    from: 2026Q1\n    until: 2025Q4\n    effects: [{ series: demand:chats, factor: 0.5 }]\n    influences: [{ whileActive: leaves, factor: 2 }, { whileActive: slum, factor: 2 }]\ndemandHistory:',
      'range events[0].hazardPerQuarter @3',
      'quarter-order events[1].until @8',
      'reference events[1].effects[0].series @9',
      'self-influence events[1].influences[0].whileActive @10',
      'reference events[1].influences[1].whileActive @10',
    ),
  ),
  broken(
    'priors of more than the whole',
    edit('prior: 70 %', 'prior: 80 %', 'prior-sum growthViews[0].states @-2'),
  ),
  broken(
    'evidence without a doubt',
    edit('cools: 0.6', 'cools: 1', 'certainty evidence[0].likelihoods.cools'),
  ),
  broken(
    'evidence on a state that is none',
    edit(
      'cools: 0.6',
      'cool: 0.6',
      'unknown-key evidence[0].likelihoods.cool',
      'missing evidence[0].likelihoods.cools',
    ),
  ),
  broken(
    'evidence on nothing',
    edit('about: chat-growth', 'about: chat-grows', 'reference evidence[0].about'),
  ),
  broken(
    'evidence that was known before it was published',
    edit('reportedOn: 2025-02-21', 'reportedOn: 2025-02-19', 'date-order evidence[0].reportedOn'),
  ),
  broken(
    'evidence from the future',
    edit('reportedOn: 2025-02-21', 'reportedOn: 2025-04-02', 'known-later evidence[0].reportedOn'),
    edit('on: 2025-03-20', 'on: 2025-04-01', 'date-order evidence[0].retracted.on'),
  ),
  broken(
    'a forecast of a single quarter',
    edit(
      'demand: { now: 6000, growthPerYear: 30 %, volatilityPerYear: 25 % }',
      'demand: { forecast: history }',
      'history-short workloads[0].demand.forecast',
    ),
    edit('workload: chat, quarter: 2024Q3', 'workload: train, quarter: 2024Q3'),
  ),
  broken(
    'a forecast across a century',
    edit(
      'demand: { now: 6000, growthPerYear: 30 %, volatilityPerYear: 25 % }',
      'demand: { forecast: history }',
      'history-far workloads[0].demand.forecast',
    ),
    edit('workload: chat, quarter: 2024Q3', 'workload: train, quarter: 2004Q3'),
    edit('workload: chat, quarter: 2024Q4', 'workload: train, quarter: 2004Q4'),
  ),
  broken(
    'one quarter told twice on one day',
    edit('quarter: 2024Q4', 'quarter: 2024Q3', 'duplicate-entry demandHistory[1]'),
    edit('knownOn: 2025-01-10', 'knownOn: 2024-10-10'),
  ),
  // Several at once.
  broken(
    'two slips at once',
    edit(newark, 'itPowerMw: 40 MWh', 'unit projects[0].itPowerMw'),
    edit('id: talks', 'id: heath', 'duplicate-id leases[0].id'),
  ),
  broken(
    'slips in every corner',
    edit('asOf: 2025-04-01', 'asOf: yesterday', 'date asOf'),
    edit('pue: 1.2', 'pue: -1', 'range regions[0].pue'),
    edit('id: zone, region: ohio', 'id: zone, region: utah', 'reference pools[1].region'),
    edit('quarters: 3.5', 'quarters: 0', 'range projects[0].stages[1].quarters'),
    edit(
      'stage: powered, quarters: 2',
      'stage: permitted, quarters: 2',
      'stage-order projects[1].tracks[1].stages[1].stage',
    ),
    edit('terminable: false', 'terminal: false', 'unknown-key leases[1].terminal'),
  ),
];
