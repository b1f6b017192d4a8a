/** Was der Bericht sagt, auf Deutsch: Fragen als Titel, gerechnete Sätze als Untertitel, Quellen als Fußnoten. */
import type { report as english } from '../en/report.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const header: Texts['header'] = {
  asOf: (date) => `Stand ${date}`,
  engine: (version) => `Kadenz ${version}`,
  contents: 'Inhalt',
  keyFigures: 'Kennzahlen',
  gap: 'Lücke zum Bestmöglichen',
  gapOf: (share, stake) => `höchstens; ${share} von ${stake} Einsatz`,
  npv: 'Kapitalwert, erwartet',
  npvRange: (low, high) => `P10 ${low} bis P90 ${high}`,
  endValue: (usd) => `davon Endwert ${usd}, abgezinst`,
  capex: 'Investitionen, erwartet',
  capexOf: (years) => `über ${years}`,
  long: 'Überkapazität höchstens, P90',
  short: 'Unterkapazität höchstens, P90',
  inQuarter: (quarter) => `in ${quarter}`,
  never: 'nie',
  costs: 'Kosten, erwartet',
  roic: 'ROIC, letztes Jahr',
  beforeDepreciation: 'vor Abschreibungen',
  irr: (share) => `vor Abschreibungen; interner Zinsfuß ${share}`,
};

const chart: Texts['chart'] = {
  table: 'Als Tabelle zeigen',
  quarter: 'Quartal',
  fiscalYear: (year) => `GJ${year}`,
  assumedMark: 'beruht auf einer angenommenen Angabe',
  expected: 'erwartet',
};

const decisions: Texts['decisions'] = {
  nav: 'Entscheidungen jetzt',
  title: (quarter) => `Was tun wir in ${quarter} mit jedem Projekt?`,
  takeaway: (standing, count, name, usd) =>
    `Von ${count} Entscheidungen sind ${standing}; am meisten hängt an ${name}: ${usd} gegenüber der nächstbesten Maßnahme.`,
  none: 'Es ist nichts zu entscheiden.',
  option: 'Option',
  action: 'Maßnahme',
  power: 'MW',
  pool: 'Pool',
  worth: (unit) => `Wert gegenüber der nächstbesten, ${unit}`,
  nextBest: 'Nächstbeste',
  certainty: 'Gewissheit',
  footnote:
    'Wert: Wert des Plans abzüglich des besten gefundenen Plans mit der nächstbesten Maßnahme, alles andere bleibt (modelliert). Bewiesen: Kein Plan mit einer anderen Maßnahme erreicht den Wert dieses Plans.',
  reasons: 'Gründe',
  againstPlan: (unit) => `Gegen Plan, ${unit}`,
  atBest: (unit) => `Bestenfalls, ${unit}`,
  parts: 'Wert zu den Preisen des Plans',
  binding: 'Bindende Regeln',
  total: 'Summe',
};

const gantt: Texts['gantt'] = {
  nav: 'Portfolio nach Quartalen',
  title: 'Was geschieht mit jedem Projekt, und wann?',
  takeaway: (powered, count, quarter, parting) =>
    `In der wahrscheinlichsten Zukunft sind ${powered} von ${count} Optionen bis ${quarter} in Betrieb; ${parting} gehen in verschiedenen Zukünften verschiedene Wege.`,
  future: 'Zukunft',
  likeliest: 'wahrscheinlichste',
  futureName: (rank, count, share) => `${rank} von ${count} nach Bedarf, ${share}`,
  previous: 'Weniger Bedarf',
  next: 'Mehr Bedarf',
  footnote:
    'Eine Zelle je Quartal in der gewählten Zukunft. Der Streifen unter einer Zelle zeigt, welcher Anteil aller Zukünfte was tut, wo sie sich unterscheiden. Von gleich wahrscheinlichen Zukünften steht die mit mittlerem Bedarf zuerst (modelliert).',
  allFutures: 'Alle Zukünfte, vom geringsten zum größten Bedarf',
};

const turns: Texts['turns'] = {
  nav: 'Spätere Entscheidungen',
  title: 'Was entscheiden wir später, und wann?',
  takeaway: (options, all, count, quarter) =>
    `${options} von ${all} Optionen ändern später ihren Lauf, an ${count} Stellen des Baums; zuerst in ${quarter}.`,
  none: 'Jede Option läuft in jeder Zukunft weiter wie heute entschieden.',
  reached: 'Erreicht',
  need: 'Bedarf dort (Mittel)',
  needOf: (there, mean) => `${there} (${mean})`,
  node: (node) => `Knoten ${node}`,
  atPrices: (unit) => `Zu Preisen, ${unit}`,
  footnote:
    'Aufgeführt ist ein Quartal, in dem eine Option etwas anderes tut als zuvor oder als in den Geschwisterzukünften. Wert: was die nächstbeste Maßnahme dort zu den Preisen des Plans verliert, als Barwert, wenn diese Zukunft eintritt (modelliert). Bedarf: an Leistung in dieser Zukunft, daneben das Mittel aller Zukünfte in diesem Quartal.',
  abridged: (listed, all) => `Aufgeführt sind die ${listed} von ${all} Stellen, an denen am meisten hängt.`,
};

const capacity: Texts['capacity'] = {
  nav: 'Kapazität und Bedarf',
  title: 'Haben wir zu viel oder zu wenig?',
  short: (power, quarter) => `bis zu ${power} zu wenig (P50, ${quarter})`,
  long: (power, quarter) => `bis zu ${power} zu viel (P50, ${quarter})`,
  shortWaiting: (power, quarter, waiting) =>
    `bis zu ${power} zu wenig (P50, ${quarter}; für ${waiting} davon ist Leistung da, es fehlen Accelerators)`,
  takeaway: (positions) => `Wir haben ${positions}.`,
  balanced: 'Bei P50 decken sich Leistung und Bedarf in jedem Quartal.',
  axis: 'IT-MW',
  need: 'Bedarf',
  needP50: 'Bedarf P50',
  powered: 'am Netz P50',
  live: 'heute in Betrieb',
  added: 'durch den Plan',
  footnote:
    'Bedarf: was laufende Accelerators ziehen und was unbediente Nachfrage auf der Generation zöge, die je MW am meisten bedient (modelliert). Am Netz: bestehende Kapazität und die Optionen, die der Plan fertigstellt. Zu viel (Überkapazität): Leistung, die keine unbediente Nachfrage nutzen könnte; was nur auf Accelerators wartet, zählt nicht dazu.',
};

const pipeline: Texts['pipeline'] = {
  nav: 'Pipeline',
  title: 'Was ist unterwegs?',
  takeaway: (committed, exploratory) =>
    `Heute sind ${committed} zugesagt und ${exploratory} in Sondierung; der weitere Plan sagt, was daraus wird.`,
  committed: 'zugesagt, noch ohne Strom',
  exploratory: 'in Sondierung',
  footnote:
    'Erwartet über die Zukünfte. Zugesagt: von der Grundstückssicherung bis zum Strom, und unterschriebene Mietverträge. Sondierungen und Absichtserklärungen sind nur umrandet und nie mitgezählt.',
};

const demand: Texts['demand'] = {
  nav: 'Nachfrage',
  title: 'Mit welcher Nachfrage planen wir?',
  takeaway: (name, fold, quarter) =>
    `${name} wächst am stärksten: bis ${quarter} auf das ${fold}-Fache (P50).`,
  perHour: (unit) => `${unit} je Stunde`,
  served: 'bedient P50',
  servedShare: (share) => `am Ende ${share} davon bedient`,
  footnote:
    'Fächer: P10 bis P90 des Szenariobaums, Median als Linie. Gestrichelt: was der Plan bei P50 bedient. Schraffiert: Training, voll: Inferenz.',
};

const capital: Texts['capital'] = {
  nav: 'Investitionen',
  title: 'Was geben wir aus, und wofür?',
  takeaway: (total, share, year, most) =>
    `${total} insgesamt, davon ${share} für Accelerators; am meisten im GJ${year}: ${most}.`,
  none: 'Es wird nichts ausgegeben.',
  axis: (unit) => unit,
  budget: 'Budget',
  total: 'Summe',
  footnote:
    'Erwartet über die Zukünfte, nominal, nach Geschäftsjahr (modelliert). Eine Marke zeigt das Budget des Jahres abzüglich der Ausgaben vor dem Stichtag.',
};

const outcomes: Texts['outcomes'] = {
  nav: 'Wert und Risiko',
  title: 'Was ist er wert, und was kann schiefgehen?',
  takeaway: (low, high, mean) => `${mean} erwartet; zwischen ${low} (P10) und ${high} (P90).`,
  below: (share) => `In ${share} der Zukünfte endet er unter dem Erwartungswert des Rückzugs.`,
  axis: 'Kapitalwert',
  probability: 'Wahrscheinlichkeit',
  retreat: 'Rückzug',
  fullSpeed: 'volles Tempo',
  to: 'bis',
  overspend: (usd) => `Volles Tempo bräuchte ${usd} über den Budgets.`,
  noRetreat: 'Der Rückzug kann die Regeln nicht einhalten.',
  noFullSpeed: 'Volles Tempo kann die Regeln nicht einhalten.',
  footnote:
    'Abgezinste Zahlungen jeder Zukunft mit dem Wert dessen, was am Ende des Horizonts bleibt (modelliert). Rückzug storniert heute alles Stornierbare; volles Tempo verlangsamt, pausiert und storniert nie; beides sind Erwartungswerte.',
};

const assumptions: Texts['assumptions'] = {
  nav: 'Annahmen',
  title: 'Was beruht auf Annahmen?',
  takeaway: (count) =>
    count === 1
      ? '1 Angabe ist angenommen.'
      : `${count} Angaben sind angenommen; diese herauszufinden lohnt sich am meisten.`,
  none: 'Keine Angabe ist angenommen.',
  places: (count) => (count === 1 ? '1 Stelle' : `${count} Stellen`),
  all: (count) => `Alle ${count} angenommenen Angaben`,
  path: 'Angabe',
  low: 'Niedrig',
  typical: 'Typisch',
  high: 'Hoch',
  note: 'Anmerkung',
};

const provenance: Texts['provenance'] = {
  title: 'Wie dieser Bericht entstand',
  text: (portfolio, date, nodes, futures) =>
    `Geplant aus ${portfolio}, Stand ${date}, auf ${nodes} Knoten mit ${futures} Zukünften.`,
  engine: 'Rechenkern',
  seed: 'Startwert',
  input: 'Portfolio (SHA-256)',
  plan: 'Plan (SHA-256)',
  seconds: 'Zeit',
  secondsOf: (seconds) => `${seconds} s`,
  check: 'So lässt sich jede Zahl nachprüfen:',
};

/** Im Katalog unter `report`; fehlt ein Text, so kompiliert es nicht. */
export const report: Texts = {
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
