/** What may come and what is known of it: events, views on growth, evidence, and the history of demand. */
import { z } from 'zod';
import { day, identifier, list, quantity, quarterField, reference, text } from './field.ts';
import { seriesForms } from './uncertain-series.ts';

const share = { dimension: 'share', minimum: 0, maximum: 1 } as const;
const factor = { dimension: 'ratio', minimum: 0, maximum: 100 } as const;
const quarters = { dimension: 'quarters', minimum: 1, maximum: 80, step: 1 } as const;

const effect = z.strictObject({
  series: text(`What it changes: ${seriesForms}.`),
  factor: quantity('Multiplies the series while the event lasts: 0.6 takes 40 % away.', factor),
  overQuarters: quantity('Quarters until the whole effect is there; 1: at once.', quarters).prefault(1),
});

const influence = z.strictObject({
  whileActive: reference('events', 'Another event.'),
  factor: quantity('Multiplies the hazard in quarters after one in which that event is active.', factor),
});

const delay = z.strictObject({
  projects: z
    .array(reference('projects', 'A project.'))
    .min(1)
    .optional()
    .meta({ description: 'Projects that it holds up.' }),
  leases: z
    .array(reference('leases', 'A lease.'))
    .min(1)
    .optional()
    .meta({ description: 'Signed leases whose commencement it puts off.' }),
  regions: z
    .array(reference('regions', 'A region.'))
    .min(1)
    .optional()
    .meta({ description: 'Regions whose projects it holds up.' }),
  tracks: z
    .array(text('A track.'))
    .min(1)
    .optional()
    .meta({ description: 'Tracks that stand still, such as `interconnection`; without it, all.' }),
});

const event = z.strictObject({
  id: identifier('Name by which evidence, options and plans refer to it; the tree calls it `event:<id>`.'),
  name: text('Name for people.'),
  hazardPerQuarter: quantity(
    'Probability that it begins in a quarter, given that it has not begun; it begins once at most.',
    share,
  ),
  hazardFactor: quantity(
    'Multiplies the hazard. The scenario tree keeps the shape that it has at 1, so that plans with other hazards can be compared future by future: what-ifs move it.',
    { dimension: 'ratio', minimum: 0.1, maximum: 10 },
  ).prefault(1),
  from: quarterField('First quarter in which it may begin; without it, the one after `asOf`.').optional(),
  until: quarterField('Last quarter in which it may begin; without it, the last of the horizon.').optional(),
  lastsQuarters: quantity('Quarters that it lasts; without it, for ever.', quarters).optional(),
  effects: list(
    'What it does to demand, efficiency and prices. An outlook is what holds without events.',
    effect,
  ),
  influences: list('Other events that make it more or less likely.', influence),
  delays: list('Projects and leases that stand still while it is active.', delay),
  withdraws: list(
    'Contracts whose tenant asks for nothing while it is active.',
    reference('contracts', 'A contract.'),
  ),
});

const growthState = z.strictObject({
  id: identifier('Name by which likelihoods refer to it.'),
  prior: quantity('Probability before any evidence; the priors of a view sum to 1.', share),
  extraGrowthPerYear: quantity('Growth above what the outlook says, per year.', {
    dimension: 'ratePerYear',
    minimum: -0.9,
    maximum: 9,
  }),
});

const growthView = z.strictObject({
  id: identifier('Name by which evidence refers to it.'),
  name: text('Name for people.'),
  series: text(`Series in question: ${seriesForms}.`),
  states: z.array(growthState).min(2).max(20).meta({
    description: 'How its growth may turn out. The outlook holds under the priors; evidence moves it.',
  }),
});

const retraction = z
  .strictObject({ on: day('Date of the retraction.'), reason: text('Why it no longer counts.', 400) })
  .meta({ description: 'Given when the entry no longer counts; it stays in the log.' });

const evidenceEntry = z.strictObject({
  id: identifier('Name of the entry.'),
  about: text('Id of the event or of the growth view that it bears on.'),
  source: reference('sources', 'Document that says so.'),
  publishedOn: day('Date on which the source published it.'),
  reportedOn: day('Date on which it became known here: not before it was published, not after `asOf`.'),
  reliability: quantity(
    'Probability that the report says anything about the world; else it would read so in any case.',
    { ...share, above: true },
  ),
  group: text('Story that it tells: entries of one group are not independent and count once.'),
  likelihoods: z
    .record(z.string(), quantity('Probability of such a report in that state, above 0 and below 1.', share))
    .meta({
      description:
        'Probability of such a report by state: `occurs` and `does-not` of an event, the states of a growth view.',
    }),
  note: text('What it says.', 1000).optional(),
  retracted: retraction.optional(),
});

const historyRow = z.strictObject({
  workload: reference('workloads', 'Workload that was served or asked for.'),
  quarter: quarterField('Quarter that was observed.'),
  value: quantity('Demand in that quarter, units per hour.', { dimension: 'perHour', minimum: 0 }),
  knownOn: day(
    'Date on which the figure became known; a later figure for the same quarter is a revision of it.',
  ),
});

/** The collection of {@link event}; none by default. */
export const events = list('Events that may change the course of things.', event);

/** The collection of {@link growthView}; none by default. */
export const growthViews = list(
  'Rival views on how fast a series grows, for evidence to decide.',
  growthView,
);

/** The collection of {@link evidenceEntry}, retracted entries included; none by default. */
export const evidence = list('Log of evidence on events and growth.', evidenceEntry);

/** The collection of {@link historyRow}; rows of one quarter are its revisions, told apart by `knownOn`. */
export const demandHistory = list('Observed demand by quarter, with revisions.', historyRow);

/** States of an event that evidence tells apart. */
export const eventStateNames = ['occurs', 'does-not'] as const;
