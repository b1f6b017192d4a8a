/** What is wrong with a workbook, in English. */
import type { WorkbookFault } from '../../units/problem.ts';
import type { RuleAndRemedy, WorkbookProblemTexts } from '../problem-texts.ts';

const faults: Readonly<Record<WorkbookFault, RuleAndRemedy>> = {
  encrypted: {
    rule: 'is encrypted',
    remedy: 'Open it in Excel, take the password off (File, Info, Protect Workbook) and save it.',
  },
  xls: { rule: 'is a workbook of Excel 97 to 2003 (.xls)', remedy: 'Save it as .xlsx.' },
  xlsb: { rule: 'is a binary workbook (.xlsb)', remedy: 'Save it as .xlsx.' },
  ods: { rule: 'is an OpenDocument spreadsheet (.ods)', remedy: 'Save it as .xlsx.' },
  damaged: {
    rule: 'is no workbook that can be read',
    remedy: 'Open it in Excel or LibreOffice and save it as .xlsx.',
  },
};

/** One writer per code, of its rule and its remedy. */
export const workbookProblems: WorkbookProblemTexts = {
  workbook: ({ fault }) => faults[fault],
  'cell-error': () => ({
    rule: 'is an error instead of a value',
    remedy: 'Mend the formula, or write the value itself.',
  }),
  'cell-uncalculated': () => ({
    rule: 'is a formula without its value',
    remedy: 'Open the workbook in Excel, let it calculate, and save it; or write the value itself.',
  }),
  'cell-nameless': () => ({
    rule: 'stands under no column name',
    remedy: 'Name its column in the header, or move it to a sheet whose name starts with "_".',
  }),
  'cells-merged': () => ({
    rule: 'are merged, so that it is open which of these rows the value is of',
    remedy: 'Unmerge them and fill each one.',
  }),
  'sheet-hidden': () => ({
    rule: 'is hidden, and is read',
    remedy: 'Start its name with "_" to leave it out.',
  }),
  'rows-hidden': ({ count }, { exact }) => ({
    rule:
      count === 1
        ? 'stands in a hidden row, and is read'
        : `stands in the first of ${exact(count)} hidden rows, which are read`,
    remedy: 'Delete rows that do not belong to the list.',
  }),
  'sheet-twice': ({ first }) => ({
    rule: `is the same table as the sheet ${first}`,
    remedy: 'Join the two, or start the name of one with "_" to leave it out.',
  }),
  'sheet-unknown': ({ allowed, nearest }, { and }) => ({
    rule: 'is not a table of a portfolio',
    remedy: nearest
      ? `Did you mean ${nearest}? Rename it, or start its name with "_" to leave it out.`
      : `Rename it, or start its name with "_" to leave it out; tables: ${and(allowed)}.`,
  }),
  'sheet-missing': ({ sheets, nearest }, { and }) => ({
    rule: 'must be a sheet of the workbook',
    remedy: `${nearest ? `Did you mean ${nearest}? ` : ''}Sheets: ${and(sheets)}.`,
  }),
  'sheet-chosen': ({ others }, { and }) => ({
    rule: `is the one that is read; ${others.length === 1 ? 'another is' : 'others are'} ${and(others)}`,
    remedy: 'Name it with --sheet if another is meant.',
  }),
};

/** What stands in the workbook of a plan. */
export const workbook = {
  sheets: {
    summary: 'Summary',
    decisions: 'Decisions now',
    policy: 'Policy',
    orders: 'Accelerator orders',
    capacity: 'Capacity and need',
    capital: 'Capital by fiscal year',
    cash: 'Cash by fiscal year',
    futures: 'Futures',
    assumptions: 'Assumptions',
  },
  asOf: (portfolio: string, date: string) => `${portfolio}, as of ${date}`,
  figure: 'Figure',
  value: 'Value',
  unit: 'Unit',
  note: 'Note',
  millions: 'm USD',
  years: 'years',
  quarters: 'quarters',
  npv: 'NPV, expected',
  npvQuantile: (quantile: string) => `NPV, ${quantile}`,
  endValue: 'of which value at the end, discounted',
  cvar: (share: string) => `CVaR: mean of the worst ${share} of the futures, at the end of the horizon`,
  gap: 'Gap to the best possible, at most',
  gapShare: 'the same, of what is at stake',
  stake: 'At stake',
  retreat: 'Value of retreating',
  fullSpeed: 'Value at full speed',
  capex: 'Capital over the horizon, expected',
  roic: 'ROIC of the last year, before depreciation',
  irr: 'IRR',
  payback: 'Payback',
  overBuild: 'Over-build at most, P90',
  underBuild: 'Under-build at most, P90',
  runway: 'Runway',
  energy: 'Energy',
  emissions: 'Emissions',
  option: 'Option',
  id: 'Id',
  kind: 'Kind',
  action: 'Action',
  mw: 'IT MW',
  pool: 'Pool',
  worth: 'Worth against the next best, m USD',
  nextBest: 'Next best',
  certainty: 'Certainty',
  because: 'Because',
  quarter: 'Quarter',
  starts: 'Starts on',
  node: 'Node',
  everyFuture: 'all',
  probability: 'Probability',
  powered: 'Powered, IT MW',
  accelerator: 'Accelerator',
  units: 'Units ordered',
  quantile: (what: string, quantile: string) => `${what} ${quantile}, IT MW`,
  need: 'Need',
  poweredShort: 'Powered',
  live: 'Live today, IT MW',
  committed: 'Committed, not yet powered, expected, IT MW',
  exploratory: 'Exploratory, expected, IT MW',
  long: 'Over-build',
  short: 'Under-build',
  waiting: 'Waiting for accelerators',
  fiscalYear: 'Fiscal year',
  inMillions: (what: string) => `${what}, m USD`,
  total: 'Total',
  budget: 'Budget left',
  future: 'Future, by NPV',
  leaf: 'Leaf node',
  npvOf: 'NPV, m USD',
  path: 'Figure',
  low: 'Low',
  typical: 'Typical',
  high: 'High',
  written: (path: string, sheets: number) =>
    `${path}: a workbook of ${sheets} sheets. kadenz reads it as a portfolio.`,
  needsOutput: 'a workbook is written to a file: name it with -o portfolio.xlsx',
};
