/** Problems with an input, in English. */
import { formatPath, type SyntaxFault } from '../../units/problem.ts';
import { type ProblemTexts, type RuleAndRemedy, writeLimits } from '../problem-texts.ts';
import { workbookProblems } from './workbook.ts';

const didYouMean = (nearest: string | undefined) => (nearest ? `Did you mean ${nearest}? ` : '');

const kinds = {
  text: 'text',
  number: 'a number',
  'whole number': 'a whole number',
  'true or false': 'true or false',
  list: 'a list',
  section: 'a section of keys and values',
};

const syntax = (notation: string): Readonly<Record<SyntaxFault, RuleAndRemedy>> => ({
  tab: { rule: 'must be indented with spaces, not tabs', remedy: 'Replace the tab by two spaces.' },
  indentation: { rule: 'must be indented like its neighbours', remedy: 'Align it with the lines above.' },
  'quote or bracket': { rule: 'lacks a closing quote or bracket, or a comma', remedy: 'Complete it.' },
  alias: { rule: 'refers to an anchor that is not defined before it', remedy: 'Write the value itself.' },
  expansion: { rule: 'repeats itself too often by aliases', remedy: 'Write the values themselves.' },
  nesting: { rule: 'is nested too deeply', remedy: 'A portfolio has at most eight levels.' },
  'several documents': {
    rule: 'starts a second document',
    remedy: 'Keep one document per file; remove "---".',
  },
  tag: { rule: 'has a tag that has no meaning here', remedy: 'Remove the tag.' },
  key: { rule: 'must have plain texts as keys', remedy: 'Write a plain key.' },
  other: { rule: `is not valid ${notation}`, remedy: 'Check quotes, colons, commas and brackets around it.' },
});

/** One writer per code, of its rule and its remedy. */
export const problems: ProblemTexts = {
  ...workbookProblems,
  'file-missing': () => ({ rule: 'must be a file or a folder of tables', remedy: 'Check the path.' }),
  'file-unreadable': ({ reason }) => ({
    rule: `must be readable (${reason})`,
    remedy: 'Check its permissions, or copy it elsewhere.',
  }),
  'file-kind': () => ({
    rule: 'must be YAML (.yaml, .yml), JSON (.json), a workbook (.xlsx) or a folder of CSV tables',
    remedy: 'Save it in one of these forms.',
  }),
  'file-size': ({ limitMb }) => ({
    rule: `must be at most ${limitMb} MB`,
    remedy: 'Check that it is the right file; merge identical entries.',
  }),
  'file-empty': () => ({
    rule: 'must not be empty',
    remedy: 'See whether this is the file that is meant; kadenz init writes a portfolio to start from.',
  }),
  parquet: () => ({ rule: 'is no Parquet file that can be read', remedy: 'Write it anew, or as CSV.' }),
  encoding: () => ({ rule: 'must be text in UTF-8', remedy: 'Save the file as UTF-8.' }),
  'plan-file': () => ({
    rule: 'is a plan file, where a portfolio is expected',
    remedy: 'Give the portfolio here, and the plan where the command names one: kadenz COMMAND --help.',
  }),
  'control-character': () => ({
    rule: 'must not hold control characters',
    remedy: 'Remove it; only tabs and line ends are allowed.',
  }),
  syntax: ({ notation, what }) => syntax(notation)[what],
  'duplicate-key': ({ firstLine }) => ({
    rule: `is given on line ${firstLine} already`,
    remedy: 'Keep one of the two.',
  }),
  'table-missing': ({ table }) => ({ rule: `must hold the table ${table}`, remedy: 'Add the table.' }),
  'unknown-table': ({ allowed, nearest }, { and }) => ({
    rule: 'is not a table of a portfolio',
    remedy: `${didYouMean(nearest)}Rename or move it; tables: ${and(allowed)}.`,
  }),
  'unknown-column': ({ allowed, nearest }, { and }) => ({
    rule: 'is not a column of this table',
    remedy: `${didYouMean(nearest)}Rename or remove it; columns: ${and(allowed)}.`,
  }),
  'row-length': ({ columns }) => ({
    rule: `must have ${columns} cells, as the header has`,
    remedy: 'Quote cells that hold the separator; add or remove cells.',
  }),
  'decimal-comma': ({ count }, { exact }) => ({
    rule: `has decimal commas in ${count === 1 ? '1 cell' : `${exact(count)} cells`}, which are read as decimal points`,
    remedy: 'Write decimal points to be safe.',
  }),
  'ambiguous-thousands': () => ({
    rule: 'could mean thousands or decimals, because this table uses decimal commas',
    remedy: 'Write 1234 or 1,234 without any other separator.',
  }),
  missing: () => ({ rule: 'is required', remedy: 'Add it.' }),
  type: ({ expected }) => ({ rule: `must be ${kinds[expected]}`, remedy: `Write ${kinds[expected]} here.` }),
  'unknown-key': ({ allowed, nearest }, { and }) => ({
    rule: 'is not a key of this section',
    remedy: nearest
      ? `${didYouMean(nearest)}Rename or remove it.`
      : `Rename or remove it; allowed: ${and(allowed)}.`,
  }),
  choice: ({ options, nearest }, { or }) => ({
    rule: `must be ${or(options.map(String))}`,
    remedy: `${didYouMean(nearest)}Choose one of these.`,
  }),
  range: (limits, format) => ({
    rule: `must be ${writeLimits(limits, format)}`,
    remedy: 'Check the figure and its unit.',
  }),
  'text-form': ({ form }) =>
    form === 'identifier'
      ? {
          rule: 'must be a name of letters, digits, ".", "_" and "-", at most 64, starting with a letter or digit',
          remedy: 'Rename it here and wherever it is used.',
        }
      : form === 'short'
        ? { rule: 'is too long', remedy: 'Shorten it.' }
        : { rule: 'must not be empty', remedy: 'Write a text.' },
  'list-length': ({ minimum, maximum }, format) => ({
    rule: `must have ${writeLimits({ minimum, maximum }, format)} entries`,
    remedy: minimum === undefined ? 'Remove entries.' : 'Add entries.',
  }),
  quarter: () => ({ rule: 'must be a quarter', remedy: 'Write 2026Q1, or FY26Q3 for a fiscal quarter.' }),
  date: () => ({
    rule: 'must be a date from 2000 to 2100',
    remedy: 'Write year, month and day, such as 2025-04-01.',
  }),
  number: ({ unit }, format) => ({
    rule: `must be a number${unit ? ` in ${format.unit(unit)}` : ''}`,
    remedy: `Write a number, a number with its unit, or a range such as "5 to 10".`,
  }),
  'not-finite': () => ({
    rule: 'must be a finite number',
    remedy: 'Write the figure, or leave the key out.',
  }),
  comma: () => ({
    rule: 'has a comma, which could mean thousands or decimals',
    remedy: 'Write 1.5 for one and a half, 1500 or 1_500 for fifteen hundred.',
  }),
  unit: ({ accepted }, { or }) => ({
    rule: accepted.length > 0 ? `must be a plain number or in ${or(accepted)}` : 'must be a plain number',
    remedy: 'Convert it, or remove the unit.',
  }),
  'starts-later': () => ({
    rule: 'must be > 0',
    remedy:
      'For a workload that starts later give demand.fan instead of demand.now: 0.001 in the quarter of asOf and in the last one before it starts, then its quantiles.',
  }),
  step: ({ step }, { exact }) => ({
    rule: `must be a multiple of ${exact(step)}`,
    remedy: 'Round it to the nearest one.',
  }),
  'range-order': () => ({
    rule: 'must be a range with low ≤ typical ≤ high',
    remedy: 'Put the figures in order.',
  }),
  'range-parts': () => ({
    rule: 'must give either value, or low and high with or without typical',
    remedy: 'Keep one of the two forms.',
  }),
  unusual: ({ meant, ...limits }, format) => ({
    rule: `is not usual, which is ${writeLimits(limits, format)}`,
    remedy: meant
      ? `Is ${meant} meant? If not, leave it.`
      : 'Check the figure and its unit; if it is right, leave it.',
  }),
  'unusual-cost': ({ usdPerMw, minimum, maximum }, { money }) => ({
    rule: `costs ${money(usdPerMw)} per MW, spent and to come; usual are ${money(minimum)} to ${money(maximum)}`,
    remedy: 'Check itPowerMw, spentUsd and the costs of its stages; if they are right, leave them.',
  }),
  'live-past': ({ asOf }) => ({
    rule: `lies before ${asOf}, the quarter of the list, though work is under way: the rest is planned as done in the least time`,
    remedy: 'Give the quarter now expected, the stage live, or the date of the list with --as-of.',
  }),
  'same-name': ({ firstLine, called }) => ({
    rule: `is the name of line ${firstLine} as well, and is called ${called} from here on`,
    remedy: 'Give each project a name of its own, or remove one that was listed twice.',
  }),
  'setting-form': () => ({
    rule: 'must be PATH=VALUE',
    remedy: 'For example contracts.anchor.terms=none, or budget.2026.capexUsd=+10 %.',
  }),
  'setting-entry': ({ list, names, nearest }, { and }) => ({
    rule: `must name an entry of ${list}`,
    remedy: `${didYouMean(nearest)}${names.length > 0 ? `Entries: ${and(names)}.` : 'The list is empty.'}`,
  }),
  'setting-change': ({ why, factor }) =>
    why === 'no figure'
      ? { rule: 'can change a figure only', remedy: 'Name a figure, or write the value itself.' }
      : {
          rule: 'could mean the value or a change of it',
          remedy: `Write x${factor} to change it, or the value without a sign or as a plain number.`,
        },
  'decision-option': ({ names, nearest }, { and }) => ({
    rule: 'must name an option of the portfolio',
    remedy: `${didYouMean(nearest)}Options: ${and(names)}.`,
  }),
  'decision-quarter': ({ first, last }) => ({
    rule: `must lie in the planned quarters, ${first} to ${last}`,
    remedy: 'Leave decisions of other quarters out.',
  }),
  'decision-node': ({ nodes, quarter }) => ({
    rule: `must be a node of ${quarter}, from 0 to ${nodes - 1}`,
    remedy: 'See the nodes with kadenz explain, or give a condition instead.',
  }),
  'decision-not-open': ({ option, quarter, node, open }, { or }) => ({
    rule: `is not open to ${option} in ${quarter} (node ${node}) after the decisions before it`,
    remedy: open.length > 0 ? `Choose ${or(open)}, or mend an earlier row.` : 'Mend an earlier row.',
  }),
  'condition-form': () => ({
    rule: 'must be a condition on the tree',
    remedy:
      'For example event:slump, not event:slump, demand:chat > 1200, or demand:chat > 110 % (of what is expected); join them by "and".',
  }),
  'condition-series': ({ names, nearest }, { and }) => ({
    rule: 'must name a series of the tree',
    remedy: `${didYouMean(nearest)}Series: ${and(names)}.`,
  }),
  'condition-never': ({ quarter }) => ({
    rule: `holds at no node of ${quarter}`,
    remedy: 'Loosen the condition, or remove the row.',
  }),
  reference: ({ collection, nearest }) => ({
    rule:
      collection === 'series'
        ? 'must be demand:<workload>, efficiency:<workload>, price:<accelerator>, power:<region>, rent:<burst> or rent-out:<accelerator>'
        : `must be the id of an entry of ${collection}`,
    remedy: `${didYouMean(nearest)}${collection === 'series' ? 'Name an entry of this file.' : `Correct the id, or add the entry to ${collection}.`}`,
  }),
  'duplicate-id': ({ first }) => ({
    rule: `is the id of ${formatPath(first.slice(0, -1))} already`,
    remedy: 'Give every entry an id of its own.',
  }),
  'duplicate-entry': ({ first }) => ({
    rule: `is given at ${formatPath(first)} already`,
    remedy: 'Keep one of the two.',
  }),
  'stages-or-tracks': () => ({
    rule: 'must have either stages or tracks',
    remedy: 'Give stages for a single sequence, tracks for several that advance side by side.',
  }),
  'stage-order': ({ before }) => ({
    rule: `must not come after ${before}`,
    remedy: 'Order the stages: exploratory, site-control, permitted, construction, powered.',
  }),
  'tranche-sum': ({ sumMw, capacityMw }, { exact }) => ({
    rule: `must bring the tranches of the track to itPowerMw, ${exact(capacityMw)} MW; they sum to ${exact(sumMw)} MW`,
    remedy: 'Correct a tranche or itPowerMw, or leave deliversMw out of the whole track.',
  }),
  'lease-stages': ({ rule }) =>
    ({
      none: { rule: 'must have loi, signed or commenced', remedy: 'Give the stage in which the lease is.' },
      'loi needs signed': {
        rule: 'must have signed beside loi',
        remedy: 'Add signed: { quarters } for the time from signature to commencement.',
      },
      'commenced alone': {
        rule: 'must not have loi or signed beside commenced',
        remedy: 'Keep commenced for a running lease, the others for one to come.',
      },
      'age within term': {
        rule: 'must be less than termQuarters',
        remedy: 'Remove a lease that has ended, or correct its term.',
      },
    })[rule],
  'outside-calendar': ({ first, last }) => ({
    rule: last ? `must lie from ${first} to ${last}` : `must not lie before ${first}`,
    remedy: last
      ? 'Move it, or change asOf or calendar.horizonQuarters.'
      : 'Remove what is over, or correct the quarter.',
  }),
  'arrived-later': ({ asOf }) => ({
    rule: `must not lie after ${asOf}, the quarter of asOf`,
    remedy: 'Move the entry to orders.',
  }),
  'quarter-order': ({ before }) => ({
    rule: `must not lie before ${before}`,
    remedy: 'Put the quarters in order.',
  }),
  'fan-order': () => ({ rule: 'must have p10 ≤ p50 ≤ p90', remedy: 'Put the quantiles in order.' }),
  'budget-year': ({ first, last }) => ({
    rule: `must be from ${first} to ${last}, the fiscal years of the horizon`,
    remedy: 'Remove the year, or change asOf or calendar.horizonQuarters.',
  }),
  'spent-over-budget': ({ capexUsd }, { money }) => ({
    rule: `must not exceed the year's hard budget of ${money(capexUsd)}`,
    remedy: 'Raise capexUsd, or give overspendUsdPerUsd.',
  }),
  'branching-root': () => ({
    rule: 'must be 1, because the first year is the one that is decided now',
    remedy: 'Start the list with 1.',
  }),
  'branching-length': ({ years, quarters }) => ({
    rule: `must have at most ${years} entries, one per year of ${quarters} quarters`,
    remedy: 'Shorten the list, or lengthen calendar.horizonQuarters.',
  }),
  'tree-size': ({ nodes, limit }, { exact }) => ({
    rule: `must give at most ${exact(limit)} nodes; these give ${exact(nodes)}`,
    remedy: 'Branch less or in fewer years.',
  }),
  'correlation-self': () => ({ rule: 'must name two different series', remedy: 'Name the other series.' }),
  'correlation-matrix': ({ series }, { and }) => ({
    rule: `must be possible together for ${and(series)}`,
    remedy: 'Bring them nearer to 0, or give the pairs that are left out (they count as 0).',
  }),
  'tree-form': ({ rule }) =>
    rule === 'branching and nodes'
      ? {
          rule: 'must not stand beside branching: a tree has either a given shape or a given size',
          remedy: 'Keep nodes to reduce simulated paths, or branching to draw by year.',
        }
      : {
          rule: 'needs a tree of a given size, in which events can open branches',
          remedy: 'Give uncertainty.nodes, such as 150, in place of uncertainty.branching.',
        },
  'self-influence': () => ({ rule: 'must name another event', remedy: 'Name the other event.' }),
  'prior-sum': ({ sum }, { exact }) => ({
    rule: `must have priors that sum to 1; they sum to ${exact(sum)}`,
    remedy: 'Correct a prior.',
  }),
  certainty: () => ({
    rule: 'must lie above 0 and below 1: certainty could never be revised by later evidence',
    remedy: 'Write how likely such a report is in that state, 0.01 or 0.99 at the utmost.',
  }),
  'source-undated': ({ citedBy }) => ({
    rule: `must be told, as ${formatPath(citedBy)} rests on it and a backtest has to know what was known when`,
    remedy: 'Give the date of publication, as precisely as known.',
  }),
  'known-later': ({ asOf }) => ({
    rule: `must not lie after asOf, ${asOf}: the plan cannot know it`,
    remedy: 'Move asOf on, or remove the entry.',
  }),
  'date-order': ({ before }) => ({
    rule: `must not lie before ${before}`,
    remedy: 'Put the dates in order.',
  }),
  'history-short': ({ needed }) => ({
    rule: `must have at least ${needed} quarters above 0 in demandHistory: one value says nothing of growth`,
    remedy: 'Add quarters, or give now with growthPerYear and volatilityPerYear.',
  }),
  'history-far': ({ quarters, limit }) => ({
    rule: `must end within ${limit} quarters of the horizon’s end; ${quarters} lie between them`,
    remedy: 'Add later quarters, or shorten calendar.horizonQuarters.',
  }),
  unservable: ({ why }) =>
    why === 'no pool'
      ? {
          rule: 'must have a pool that may serve it; there is no campus',
          remedy: 'Name pools, or add a campus.',
        }
      : why === 'no hardware'
        ? {
            rule: 'must have an accelerator whose hardware is named',
            remedy: 'Give accelerators their hardware, such as h100-sxm, or measured tokens per second.',
          }
        : why === 'objectives'
          ? {
              rule: 'must fit into some accelerator of this file and keep its objectives there',
              remedy: 'Relax the objectives, allow a narrower precision or more accelerators per replica.',
            }
          : {
              rule: 'must have a rate above 0 for at least one accelerator',
              remedy:
                'Give units per accelerator-hour for an accelerator of this file, or a served model or measured tokens.',
            },
  'known-or-config': () => ({
    rule: 'must have either known or config',
    remedy: 'Name a model whose configuration is shipped, or copy its config.json.',
  }),
  'model-or-measured': () => ({
    rule: 'must name a model, give measured tokens per second, or both',
    remedy: 'Add model or measuredTokensPerS.',
  }),
  'token-unit': () => ({
    rule: 'must count tokens, because the workload is served by tokens',
    remedy: 'Write M tokens (input and output), M output tokens or M input tokens; k and bn work too.',
  }),
  'model-config': ({ fault, known }, { or }) =>
    ({
      'unknown architecture': {
        rule: 'is not an architecture whose cost is known',
        remedy: `Known: ${or(known)}. Describe it by one of these, or give measured tokens per second.`,
      },
      'missing key': {
        rule: 'is required by this architecture',
        remedy: `Add ${or(known)}, as published with the model.`,
      },
      'bad value': {
        rule: 'must be a number ≥ 0',
        remedy: 'Use the published configuration unchanged.',
      },
    })[fault],
};
