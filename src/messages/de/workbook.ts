/** Was an einer Arbeitsmappe nicht stimmt, auf Deutsch. */
import type { WorkbookFault } from '../../units/problem.ts';
import type { workbook as english } from '../en/workbook.ts';
import type { Translation } from '../language.ts';
import type { RuleAndRemedy, WorkbookProblemTexts } from '../problem-texts.ts';

const faults: Readonly<Record<WorkbookFault, RuleAndRemedy>> = {
  encrypted: {
    rule: 'ist verschlüsselt',
    remedy:
      'In Excel öffnen, das Kennwort entfernen (Datei, Informationen, Arbeitsmappe schützen) und speichern.',
  },
  xls: { rule: 'ist eine Arbeitsmappe von Excel 97 bis 2003 (.xls)', remedy: 'Als .xlsx speichern.' },
  xlsb: { rule: 'ist eine binäre Arbeitsmappe (.xlsb)', remedy: 'Als .xlsx speichern.' },
  ods: { rule: 'ist eine OpenDocument-Tabelle (.ods)', remedy: 'Als .xlsx speichern.' },
  damaged: {
    rule: 'ist keine lesbare Arbeitsmappe',
    remedy: 'In Excel oder LibreOffice öffnen und als .xlsx speichern.',
  },
};

/** Regel und Abhilfe je Code; fehlt einer, so kompiliert es nicht. */
export const workbookProblems: WorkbookProblemTexts = {
  workbook: ({ fault }) => faults[fault],
  'cell-error': () => ({
    rule: 'ist ein Fehler statt eines Werts',
    remedy: 'Die Formel berichtigen oder den Wert selbst eintragen.',
  }),
  'cell-uncalculated': () => ({
    rule: 'ist eine Formel ohne Ergebnis',
    remedy: 'Die Mappe in Excel öffnen, berechnen lassen und speichern; oder den Wert selbst eintragen.',
  }),
  'cell-nameless': () => ({
    rule: 'steht unter keinem Spaltennamen',
    remedy:
      'Die Spalte in der Kopfzeile benennen oder den Inhalt auf ein Blatt setzen, dessen Name mit „_“ beginnt.',
  }),
  'cells-merged': () => ({
    rule: 'sind verbunden, sodass offenbleibt, für welche dieser Zeilen der Wert gilt',
    remedy: 'Die Verbindung aufheben und jede Zelle füllen.',
  }),
  'sheet-hidden': () => ({
    rule: 'ist ausgeblendet und wird gelesen',
    remedy: 'Den Namen mit „_“ beginnen lassen, damit es außen vor bleibt.',
  }),
  'rows-hidden': ({ count }, { exact }) => ({
    rule:
      count === 1
        ? 'steht in einer ausgeblendeten Zeile und wird gelesen'
        : `steht in der ersten von ${exact(count)} ausgeblendeten Zeilen, die gelesen werden`,
    remedy: 'Zeilen löschen, die nicht zur Liste gehören.',
  }),
  'sheet-twice': ({ first }) => ({
    rule: `ist dieselbe Tabelle wie das Blatt ${first}`,
    remedy:
      'Beide zusammenführen, oder den Namen des einen mit „_“ beginnen lassen, damit es außen vor bleibt.',
  }),
  'sheet-unknown': ({ allowed, nearest }, { and }) => ({
    rule: 'ist keine Tabelle eines Portfolios',
    remedy: nearest
      ? `Gemeint ist vielleicht ${nearest}. Umbenennen, oder den Namen mit „_“ beginnen lassen, damit das Blatt außen vor bleibt.`
      : `Umbenennen, oder den Namen mit „_“ beginnen lassen, damit das Blatt außen vor bleibt; Tabellen: ${and(allowed)}.`,
  }),
  'sheet-missing': ({ sheets, nearest }, { and }) => ({
    rule: 'muss ein Blatt der Mappe sein',
    remedy: `${nearest ? `Gemeint ist vielleicht ${nearest}. ` : ''}Blätter: ${and(sheets)}.`,
  }),
  'sheet-chosen': ({ others }, { and }) => ({
    rule: `ist das, das gelesen wird; daneben gibt es ${and(others)}`,
    remedy: 'Ein anderes mit --sheet nennen.',
  }),
};

/** Was in der Arbeitsmappe eines Plans steht. */
export const workbook: Translation<typeof english> = {
  sheets: {
    summary: 'Überblick',
    decisions: 'Entscheidungen jetzt',
    policy: 'Strategie',
    orders: 'Bestellte Accelerators',
    capacity: 'Kapazität und Bedarf',
    capital: 'Investitionen je Geschäftsjahr',
    cash: 'Zahlungen je Geschäftsjahr',
    futures: 'Zukünfte',
    assumptions: 'Annahmen',
  },
  asOf: (portfolio, date) => `${portfolio}, Stand ${date}`,
  figure: 'Kennzahl',
  value: 'Wert',
  unit: 'Einheit',
  note: 'Anmerkung',
  millions: 'Mio. USD',
  years: 'Jahre',
  quarters: 'Quartale',
  npv: 'Kapitalwert, erwartet',
  npvQuantile: (quantile) => `Kapitalwert, ${quantile}`,
  endValue: 'davon Endwert, abgezinst',
  cvar: (share) => `CVaR: Mittel der schlechtesten ${share} der Zukünfte, am Ende des Horizonts`,
  gap: 'Lücke zum Bestmöglichen, höchstens',
  gapShare: 'dieselbe, gemessen am Einsatz',
  stake: 'Einsatz',
  retreat: 'Wert des Rückzugs',
  fullSpeed: 'Wert bei vollem Tempo',
  capex: 'Investitionen über den Horizont, erwartet',
  roic: 'ROIC des letzten Jahres, vor Abschreibungen',
  irr: 'Interner Zinsfuß',
  payback: 'Amortisation',
  overBuild: 'Überkapazität höchstens, P90',
  underBuild: 'Unterkapazität höchstens, P90',
  runway: 'Reichweite',
  energy: 'Energie',
  emissions: 'Emissionen',
  option: 'Option',
  id: 'Id',
  kind: 'Art',
  action: 'Maßnahme',
  mw: 'IT-MW',
  pool: 'Pool',
  worth: 'Wert gegenüber der nächstbesten, Mio. USD',
  nextBest: 'Nächstbeste',
  certainty: 'Gewissheit',
  because: 'Weil',
  quarter: 'Quartal',
  starts: 'Beginnt am',
  node: 'Knoten',
  everyFuture: 'alle',
  probability: 'Wahrscheinlichkeit',
  powered: 'Am Netz, IT-MW',
  accelerator: 'Accelerator',
  units: 'Bestellte Stück',
  quantile: (what, quantile) => `${what} ${quantile}, IT-MW`,
  need: 'Bedarf',
  poweredShort: 'Am Netz',
  live: 'Heute in Betrieb, IT-MW',
  committed: 'Zugesagt, noch ohne Strom, erwartet, IT-MW',
  exploratory: 'In Sondierung, erwartet, IT-MW',
  long: 'Überkapazität',
  short: 'Unterkapazität',
  waiting: 'Wartet auf Accelerators',
  fiscalYear: 'Geschäftsjahr',
  inMillions: (what) => `${what}, Mio. USD`,
  total: 'Summe',
  budget: 'Verbleibendes Budget',
  future: 'Zukunft, nach Kapitalwert',
  leaf: 'Blattknoten',
  npvOf: 'Kapitalwert, Mio. USD',
  path: 'Angabe',
  low: 'Niedrig',
  typical: 'Typisch',
  high: 'Hoch',
  written: (path, sheets) =>
    `${path}: eine Arbeitsmappe mit ${sheets} Blättern. kadenz liest sie als Portfolio.`,
  needsOutput: 'eine Arbeitsmappe braucht eine Datei: mit -o portfolio.xlsx angeben',
};
