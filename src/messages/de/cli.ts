/** Was die Befehlszeile sagt, auf Deutsch. */
import type { cli as english } from '../en/cli.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const commands: Texts['commands'] = {
  init: 'Ein kommentiertes Portfolio für den Anfang schreiben, oder eines aus einer Projektliste',
  validate: 'Ein Portfolio prüfen und alles sagen, was daran falsch ist',
  schema: 'Das JSON-Schema der Portfoliodatei ausgeben',
  plan: 'Ein Portfolio planen: Entscheidungen, Flotte und Bedienung in jeder Zukunft, mit bewiesener Lücke',
  explain: 'Sagen, warum: die Gründe einer Entscheidung, oder was der Plan an einem Knoten des Baums tut',
  verify: 'Einen Plan aus seinem Portfolio nachrechnen und jede Abweichung melden',
  export:
    'Ein Portfolio als Arbeitsmappe, sein Optimierungsproblem für andere Solver oder die Entscheidungen eines Plans schreiben',
  report: 'Einen Plan als HTML-Datei, die sich drucken lässt, oder als Arbeitsmappe schreiben',
  forecast: 'Zeigen, was kommt: Fächer über dem Verlauf, für eine Tabelle von Reihen oder ein Portfolio',
  evidence: 'Belege zu Ereignissen und Wachstum erfassen und ihre Wirkung sehen',
  readings: 'Sagen, welche Lesart der Ereignisse zu den beobachteten Maßnahmen eines Betreibers passt',
  versions: 'Pläne als Versionen vorlegen, prüfen und freigeben',
  token: 'Token anlegen, auflisten und widerrufen, mit denen sich Menschen und Programme am Dienst anmelden',
  serve: 'Das Dashboard eines Portfolios unter einer Adresse dieses Rechners öffnen',
};

const options: Texts['options'] = {
  json: 'einen versionierten JSON-Umschlag auf die Standardausgabe schreiben',
  noProgress:
    'keine Fortschrittszeile, auch nicht alle zehn Sekunden eine, wo die Fehlerausgabe kein Terminal ist',
  lang: 'Sprache aller Texte: en oder de',
  seed: 'Startwert aller Zufallszahlen, anstelle dessen im Portfolio',
  detailedExitcode: 'mit 2 enden, wenn der Plan von dem abweicht, den -o ersetzt',
  failOn:
    'mit 3 enden, wenn eine Kennzahl des Plans jenseits davon liegt, etwa "gap_share>2%"; mehrfach möglich',
  timeLimit: 'Sekunden, nach denen der bis dahin beste Plan genommen wird',
  gap: 'Lücke, bei der die Suche endet, als Anteil am Einsatz: 0.01 oder 1%',
  planOutput: 'die Plandatei hierhin schreiben',
  report: 'auch den Bericht schreiben, hierhin',
  from: 'Projektliste, CSV oder Arbeitsmappe: name, region, kind, MW, stage, live quarter, spent, remaining',
  sheet: 'Blatt der Arbeitsmappe mit der Liste; sonst das erste',
  listDate: 'Datum dieser Liste, 2025-04-01; sonst heute',
  force: 'die Datei ersetzen, wenn es sie gibt',
  node: 'Knoten des Szenariobaums',
  output: 'in diese Datei schreiben',
  quarters: 'Quartale voraus, 1 bis 80',
  aggregate: 'wie Monate ein Quartal ergeben: mean (Raten), sum (Flüsse) oder last (Bestände)',
  period: 'Spalte des Zeitraums',
  value: 'Spalte des Werts',
  known: 'Spalte des Datums, an dem der Wert bekannt wurde',
  by: 'Spalten, die die Reihe benennen, durch Kommas getrennt',
  where: 'nur Zeilen mit diesem Text in dieser Spalte: SPALTE=TEXT',
  asOf: 'nur was an diesem Tag bekannt war',
  fiscalStart: 'Monat, in dem das Geschäftsjahr der Tabelle beginnt',
  html: 'auch ein Diagramm hierhin schreiben',
  over: 'älterer Plan, dessen Fächer unter den Verlauf gelegt wird',
  stability: 'so viele Bäume ziehen und planen, um zu sehen, wie sehr Entscheidungen und Wert schwanken',
  planSeconds: 'Sekunden, die jeder Plan dauern darf',
  evidenceId: 'Name des Eintrags',
  about: 'Ereignis oder Wachstumssicht, die er betrifft',
  source: 'Id des Dokuments in sources',
  title: 'Titel des Dokuments, wenn sources es noch nicht nennt',
  url: 'wo das Dokument zu lesen ist',
  published: 'Tag der Veröffentlichung',
  reported: 'Tag, an dem er hier bekannt wurde; sonst der Tag der Veröffentlichung',
  reliability: 'Wahrscheinlichkeit, dass er etwas über die Welt sagt, über 0, höchstens 1',
  group: 'Geschichte, die er erzählt; Meldungen einer Geschichte zählen einmal',
  likelihood: 'Wahrscheinlichkeit einer solchen Meldung in einem Zustand, occurs=0.6; eine je Zustand',
  note: 'was er besagt',
  on: 'Tag des Zurückziehens',
  reason: 'warum er nicht mehr zählt',
  retract: 'das Zurückziehen dieses Eintrags voraussehen',
  replan: 'vorher und nachher planen und sagen, welche Entscheidungen sich ändern',
  explanation: 'Lesart und die Ereignisse, die in ihr gelten: NAME=EREIGNIS+EREIGNIS; mehrfach möglich',
  scale: 'Geld, über das ein Betreiber hinwegsieht: Maßstab der abgestuften Antwort in USD',
  judged:
    'was simulate, evaluate oder backtest mit --json ausgegeben hat, gezeigt unter Geld; oder ein Plan, oder was whatif ausgegeben hat, gezeigt im Vergleich; mehrmals möglich',
  servePlan: 'Plan dieses Portfolios; ohne ihn wird einer gerechnet, und die Seite zeigt den Fortschritt',
  former: 'Plan zum Vergleich, als Schatten gezeigt',
  data: 'Verzeichnis oder Adresse postgres://, wo Pläne aufbewahrt werden; sonst DATABASE_URL, sonst der Arbeitsspeicher',
  requireToken: 'auch auf dieser Maschine ein Token verlangen; anderswo ist immer eines nötig',
  versionNote: 'warum; wird mit dem Schritt aufbewahrt',
  tokenName: 'wem das Token gehört, wie es im Protokoll steht',
  tokenRole: 'viewer sieht, planner plant und reicht ein, approver gibt frei und liest das Protokoll',
  host: 'Name oder Adresse, unter der gelauscht wird',
  port: 'Port; 0 nimmt irgendeinen freien',
  help: 'diese Hilfe zeigen',
  version: 'die Version zeigen',
};

const arguments_: Texts['arguments'] = {
  series:
    'CSV- oder Parquet-Tabelle beobachteter Reihen (mit --value auch eine Arbeitsmappe) oder ein Portfolio',
  evidenceAction: 'add, list, retract oder preview',
  evidenceEntry: 'Eintrag, der zurückgezogen wird',
  actions:
    'Tabelle beobachteter Maßnahmen mit den Spalten option und action, dazu quarter, wenn nicht alle aus einem Quartal sind',
  portfolio:
    'Portfolio: YAML, JSON, eine Arbeitsmappe (.xlsx) oder ein Ordner mit CSV-Tabellen; - liest die Standardeingabe',
  plan: 'Plandatei, wie kadenz plan -o sie schreibt; - liest die Standardeingabe',
  option:
    'Id, Name oder Anfang davon: eines Projekts, eines Mietvertrags, eines Angebots (anker:1), eines Trainingslaufs oder Workloads',
  versionsAction: 'list, create, submit, return oder approve',
  versionsSubject:
    'Portfolio, dessen Versionen gezeigt werden, Plandatei, die vorgelegt wird, oder Id der Version',
  tokenAction: 'create, list oder revoke',
  tokenId: 'Nummer des Tokens, das widerrufen wird, wie list sie zeigt',
  newPortfolio: 'Datei, die geschrieben wird; .xlsx für eine Arbeitsmappe',
};

const help: Texts['help'] = {
  usage: 'Aufruf:',
  arguments: 'Argumente:',
  options: 'Optionen:',
  globalOptions: 'Für jeden Befehl:',
  commands: 'Befehle:',
  default: 'Vorgabe',
  commandOperand: 'BEFEHL',
  commandTerm: '[Optionen]',
  failOn: (
    metrics,
  ) => `KENNZAHLEN für --fail-on (Zeichen > >= < <=; Zahlen dürfen auf k, m, bn oder % enden; Kennzahlen je
Quartal zählen an ihrer schlechtesten Stelle oder in einem Quartal: overbuild_p90_mw@2027Q1>200):
${metrics}`,
};

const errors: Texts['errors'] = {
  interrupted: 'Abgebrochen: ohne Ergebnis beendet.',
  error: 'Fehler',
  unknownOption: (option) => `die Option ${option} gibt es nicht; kadenz --help nennt alle`,
  unknownCommand: (command) => `den Befehl ${command} gibt es nicht; kadenz --help nennt alle`,
  missingArgument: (name) => `${name} fehlt; kadenz BEFEHL --help sagt, was ein Befehl braucht`,
  missingValue: (option) => `${option} braucht einen Wert`,
  tooManyArguments: 'so viele Argumente nimmt dieser Befehl nicht',
  badValue: (option, value, rule) => `${option}: Wert ${value}; muss ${rule} sein`,
  ruleNumber: 'eine Zahl ≥ 0',
  ruleShare: 'ein Anteil wie 0.01 oder 1 %, höchstens 1',
  ruleWhole: (least) => `eine ganze Zahl ≥ ${least}`,
  ruleLanguage: 'en oder de',
  ruleDay: 'ein Tag wie 2025-04-01',
  ruleGuardrail: (metrics) => `KENNZAHL>ZAHL oder KENNZAHL<ZAHL (Kennzahlen: ${metrics})`,
  exists: (path) => `${path} gibt es schon; einen anderen Namen wählen oder --force angeben`,
  cannotWrite: (path, reason) => `${path} lässt sich nicht schreiben (${reason})`,
  notToStandardOutput:
    'nach - lässt sich keine Datei schreiben; --json gibt Ergebnisse auf der Standardausgabe aus',
  cannotRead: (path, reason) => `${path} lässt sich nicht lesen (${reason})`,
  noPlanFile: (path) => `${path}: keine solche Datei; kadenz plan DATEI -o ${path} schreibt eine`,
  notAPlan: (path, place) =>
    `${path}: keine Plandatei der Version 1 (bei ${place}); kadenz plan DATEI -o plan.json schreibt eine`,
  outdatedPlan: (path, place) =>
    `${path}: eine Plandatei in der Form einer anderen Fassung (bei ${place}); kadenz plan DATEI -o ${path} macht sie neu`,
  portfolioNotPlan: (path) =>
    `${path} ist ein Portfolio; hier steht sonst eine Plandatei. kadenz plan ${path} -o plan.json schreibt eine; die Reihenfolge nennt kadenz BEFEHL --help`,
  editedPlan: (path) =>
    `${path} wurde nach dem Schreiben geändert (plan-hash): kadenz verify sagt wo; neu planen mit kadenz plan DATEI -o ${path}`,
  notReplaced: (path) => `${path} gibt es, und es ist keine Plandatei; für -o einen anderen Namen wählen`,
  notJudged: (file) =>
    `${file} ist weder ein Plan noch eine Ausgabe von kadenz simulate, evaluate, backtest oder whatif mit --json`,
  judgedOther: (file, path) =>
    `${file} beurteilt einen Plan eines anderen Portfolios als ${path}, wie es jetzt ist`,
  otherPortfolio: (plan, portfolio) =>
    `${plan} wurde nicht aus ${portfolio} in seinem jetzigen Stand gemacht; neu planen, oder --seed angeben wie beim Planen`,
  noOption: (id, known) => `die Option ${id} kommt im Plan nicht vor; er hat ${known}`,
  noOptionBut: (asked, near) => `die Option ${asked} kommt im Plan nicht vor; gemeint ist vielleicht ${near}`,
  noNode: (node, last) => `den Knoten ${node} gibt es nicht; die Knoten gehen von 0 bis ${last}`,
  noneFound: (seconds, mostUsd, dearest) =>
    [
      `in ${seconds} s fand sich kein Plan, der alle Regeln einhält: Rückzug, volles Tempo und die Suche ergaben keinen.`,
      mostUsd === undefined
        ? 'Ob es einen gibt, ist nicht bekannt.'
        : `Wenn es einen gibt, ist er höchstens ${mostUsd} wert.`,
      ...(dearest === undefined
        ? []
        : [`Am teuersten ist zu den gefundenen Preisen die Regel ${dearest}: versuchsweise lockern.`]),
      'Oder mit --time-limit mehr Zeit geben.',
    ].join(' '),
  failed: (detail) => `der Solver ist gescheitert: ${detail}`,
  unexpected: (detail) => `etwas Unerwartetes ist geschehen: ${detail} (KADENZ_DEBUG=1 zeigt, wo)`,
};

const invalid: Texts['invalid'] = {
  heading: (count, file) => (count === 1 ? `1 Problem in ${file}` : `${count} Probleme in ${file}`),
  notice: 'Hinweis',
};

const infeasible: Texts['infeasible'] = {
  heading: 'Kein Plan kann alle Regeln einhalten.',
  conflict: (rules) => `Zusammen nicht einzuhalten: ${rules}. Eine davon lockern.`,
  alone: (rule) => `Nicht einzuhalten: ${rule}. Diese Regel lockern.`,
  whole:
    'Mit halben Entscheidungen ließe sich jede Regel einhalten, mit ganzen nicht; ein Budget oder einen Servicegrad lockern.',
};

const progress: Texts['progress'] = {
  planning: 'plant',
  working: 'rechnet',
  seconds: (seconds) => `${seconds} s`,
  bound: (usd, format) => `höchstens ${format.money(usd)}`,
  value: (usd, format) => `bester Plan ${format.money(usd)}`,
  gap: (usd, format) => `Lücke ${format.money(usd)}`,
  stopHint: 'Strg-C behält den besten Plan',
  stopping: 'Endet mit dem bisher besten Plan; noch einmal Strg-C bricht sofort ab.',
};

const plan: Texts['plan'] = {
  decisions: (quarter) => `Entscheidungen jetzt, ${quarter}`,
  of: (name, asOf) => `${name}, Stand ${asOf}`,
  noDecisions: 'Keine: keine Option hat in diesem Quartal eine Wahl.',
  option: 'Option',
  action: 'Maßnahme',
  power: 'MW',
  pool: 'Pool',
  worth: (unit) => `Wert ${unit}`,
  nextBest: 'Nächstbeste',
  certainty: 'Gewissheit',
  worthNote:
    'Wert: was der Plan verliert, wenn stattdessen die nächstbeste Maßnahme gewählt wird und der Rest bleibt.',
  fan: 'Bedarf an Leistung und Leistung, IT-MW',
  need: (quantile) => `Bedarf ${quantile}`,
  powered: 'am Netz P50',
  figures: 'Kennzahlen',
  npv: 'Kapitalwert',
  npvLine: (p10, p50, p90, mean) => `P10 ${p10}   P50 ${p50}   P90 ${p90}   erwartet ${mean}`,
  ofWhich: 'davon',
  endLine: (end, untilThen) => `Endwert ${end}, abgezinst, im Mittel   bis dahin ${untilThen}`,
  cvar: 'CVaR',
  cvarLine: (usd, share) => `${usd}: Mittel der schlechtesten ${share} der Zukünfte, am Ende des Horizonts`,
  baselines: 'Vergleich',
  baselinesLine: (retreat, fullSpeed) => `Rückzug ${retreat}   volles Tempo ${fullSpeed}`,
  impossible: 'unmöglich',
  notReached: 'in der Zeit nicht erreicht',
  overspend: (usd) => `(braucht ${usd} über den Budgets)`,
  returns: 'Rendite',
  roic: (share) => `ROIC ${share} im letzten Jahr, vor Abschreibungen`,
  irr: (share) => `interner Zinsfuß ${share}`,
  payback: (years) => `amortisiert nach ${years} Jahren`,
  noPayback: 'im Horizont nicht amortisiert',
  overBuild: 'Überkapazität',
  underBuild: 'Unterkapazität',
  waiting: 'Wartend',
  waitingLine: (most) => `${most}: am Netz neben unbedienter Nachfrage, ohne Accelerators`,
  mostAt: (power, quarter) => `P90 höchstens ${power}, in ${quarter}`,
  never: 'nichts bei P90',
  capex: 'Investitionen',
  fiscalYear: (year) => `GJ${year}`,
  build: 'Bau',
  accelerators: 'Accelerators',
  unit: (unit) => `in ${unit}`,
  written: (path) => `Plan geschrieben: ${path}.`,
  reportWritten: (path) => `Bericht geschrieben: ${path}.`,
  differs: (count, path) =>
    count === 1
      ? `1 Entscheidung von heute weicht vom bisherigen ${path} ab.`
      : `${count} Entscheidungen von heute weichen vom bisherigen ${path} ab.`,
  same: (path) => `Derselbe Plan, wie er in ${path} stand.`,
  next: (command) => `Weiter: ${command}`,
  guardrail: (expression, value) => `Leitplanke ${expression} verletzt: ${value}`,
  guardrailUnknown: (expression) =>
    `Leitplanke ${expression}: Der Plan hat diese Kennzahl nicht, sie wurde nicht geprüft`,
};

const explain: Texts['explain'] = {
  decision: (name, action, power) => `${name} (${power}): ${action}`,
  worthMore: (usd, next, certainty) => `${usd} mehr wert als ${next}; ${certainty}`,
  closeCall: (usd, next, certainty) => `${next} wäre ${usd} mehr wert; ${certainty}`,
  only: 'anderes ist hier nicht möglich',
  alternatives: 'Was sonst möglich wäre',
  against: (unit) => `Gegen Plan ${unit}`,
  bound: (unit) => `Bestenfalls ${unit}`,
  loss: (unit) => `Zu Preisen ${unit}`,
  alternativesNote:
    'Gegen Plan: der beste gefundene Plan mit dieser Maßnahme, abzüglich des Plans. Bestenfalls: besser kann kein Plan mit dieser Maßnahme sein, abzüglich des Plans. Zu Preisen: was die Maßnahme zu den Preisen des Plans verliert.',
  misleadNote:
    'Wo beide einander widersprechen, gilt der neu gemachte Plan: Preise wissen zum Beispiel nicht, dass eine Gegenpartei nichts mehr aufnimmt.',
  pricesNote:
    'Zu Preisen: was die Maßnahme zu den Preisen des Plans verliert. Bestenfalls: besser kann kein Plan mit dieser Maßnahme sein, abzüglich des Plans. Je Maßnahme neu geplant wurde nicht, weil das Portfolio groß oder die Zeit um war: das tut kadenz whatif.',
  parts: 'Was sie zu den Preisen des Plans wert ist',
  total: 'Summe',
  binding: 'Regeln, die sie binden',
  bindingRow: (rule, subject, quarter) => `${rule} ${subject}, ${quarter}`,
  futures: 'Was in jeder Zukunft geschieht',
  node: (node, quarter, share) => `Knoten ${node}: ${quarter}, erreicht mit ${share}`,
  outlook: 'Was dort bekannt ist',
  series: 'Reihe',
  value: 'Wert',
  rootValue: 'An der Wurzel',
  policy: 'Was der Plan dort tut',
  asBefore: 'Hier ändert keine Option ihren Lauf: alle laufen weiter wie zuvor entschieden.',
  nodeNote:
    'Die nächstbeste Maßnahme und ihr Verlust stehen, wo eine Option ihren Lauf ändert: zu den Preisen des Plans, als Barwert, wenn diese Zukunft eintritt.',
  later: (name, action, place, share) =>
    `${name}, ${place}${share ? `, wenn diese Zukunft eintritt (${share})` : ''}: ${action}`,
  laterWorth: (usd, next, certainty) => `zu den Preisen des Plans ${usd} mehr wert als ${next}; ${certainty}`,
  laterClose: (usd, next, certainty) =>
    `zu den Preisen des Plans wäre ${next} ${usd} mehr wert; ${certainty}`,
  laterEqual: (next, certainty) => `zu den Preisen des Plans so viel wert wie ${next}; ${certainty}`,
  decidedAt: (node, quarter) => `Es läuft weiter wie an Knoten ${node}, ${quarter}, entschieden:`,
  right: (contract) =>
    `Dies sind die Gründe, den Block zu bedienen oder nicht. Was das Recht des Mieters wert ist, zeigt eine Planung ohne es: kadenz whatif PORTFOLIO --set contracts.${contract}.terms=none`,
  waits: (quarter) => `zu entscheiden in ${quarter}`,
  laterNote:
    'Zu Preisen: was die Maßnahme verliert, als Barwert, wenn diese Zukunft eintritt. Bestenfalls: besser kann kein Plan sein, der auf diesem Weg hierher kommt und die Maßnahme wählt, abzüglich des Plans.',
};

const verify: Texts['verify'] = {
  checks: {
    form: 'Form',
    'input-hash': 'Hash des Portfolios',
    'plan-hash': 'Hash des Plans',
    provenance: 'Herkunft',
    rates: 'Raten',
    tree: 'Szenariobaum',
    outlook: 'Ausblick',
    periods: 'Perioden',
    actions: 'Maßnahmen',
    states: 'Zustände',
    'powered-mw': 'MW am Netz',
    purchases: 'Bestellungen',
    running: 'Betrieb der Accelerators',
    power: 'Leistung',
    market: 'Markt',
    carbon: 'CO₂',
    substations: 'Umspannwerke',
    absorption: 'Aufnahme durch Gegenparteien',
    service: 'Bedienung',
    'service-levels': 'Servicegrade',
    budgets: 'Budgets',
    'cash-flows': 'Zahlungen',
    objective: 'Zielgröße',
    gap: 'Lücke',
    figures: 'Kapitalwert, Investitionen, Energie, Emissionen',
    returns: 'Rendite, Zinsfuß, Amortisation',
    'power-figures': 'Über- und Unterkapazität, Reichweite',
    reversible: 'noch umkehrbares Geld',
    utilisation: 'Auslastung',
    multipliers: 'Schattenpreise',
    'leaf-weights': 'Gewichte der Blätter',
    bound: 'Schranke',
    decisions: 'Entscheidungen',
    losses: 'Verluste der Alternativen',
    proven: 'Gewissheit',
    parts: 'Wertbeiträge',
  },
  valid: 'Der Plan stimmt: Jede Zahl, die sich nachrechnen lässt, folgt aus Portfolio und Regeln.',
  invalid: (count) =>
    count === 1
      ? 'Der Plan stimmt nicht: 1 Zahl weicht ab.'
      : `Der Plan stimmt nicht: ${count} Zahlen weichen ab.`,
  check: 'Prüfung',
  compared: 'Vergleiche',
  status: 'Ergebnis',
  passed: 'bestanden',
  failed: 'DURCHGEFALLEN',
  notReached: 'nicht erreicht',
  finding: (path, got, relation, expected) => `${path}: Wert ${got}; muss ${relation}${expected} sein`,
  equal: '',
  atMost: 'höchstens ',
  atLeast: 'mindestens ',
  more: (count) => `… und ${count} weitere`,
  unverified: (count) =>
    `Nicht abgedeckt: ${count} Aussagen: was Rückzug, volles Tempo und andere Maßnahmen neu geplant wert sind, andere Horizonte und der Lauf selbst (--json nennt sie).`,
};

const init: Texts['init'] = {
  written: (path) => `Portfolio geschrieben: ${path}.`,
  heading: (file) =>
    `Aus ${file} gemacht. Mit "assumed" markierte Angaben sind Vorgaben: durch eigene ersetzen.`,
  worth: 'Am ehesten lohnt es sich herauszufinden:',
  places: (count) => (count === 1 ? '1 Stelle' : `${count} Stellen`),
  name: 'Portfolio',
};

const validate: Texts['validate'] = {
  sound: (path) => `${path} ist in Ordnung.`,
  contents: (projects, leases, power, nodes, futures) =>
    `${projects} ${projects === 1 ? 'Projekt' : 'Projekte'} und ${leases} ${leases === 1 ? 'Mietvertrag' : 'Mietverträge'} mit ${power}; ${nodes} Knoten, ${futures} ${futures === 1 ? 'Zukunft' : 'Zukünfte'}.`,
  assumed: (count) => (count === 1 ? '1 Angabe ist angenommen.' : `${count} Angaben sind angenommen.`),
};

const exported: Texts['exported'] = {
  written: (path, rows, columns) =>
    `${path}: ${rows} Zeilen, ${columns} Spalten. Maximieren; Geld in Millionen USD.`,
  tooLarge: (path, columns, most) =>
    `${path}: Das Programm hätte ${columns} Spalten; höchstens ${most} lassen sich schreiben. uncertainty.nodes oder calendar.horizonQuarters senken`,
};

const serve: Texts['serve'] = {
  listening: (address) => `Dashboard unter ${address}; Strg-C beendet es.`,
  notBuilt: 'das Dashboard ist nicht gebaut; in den Quellen baut es npm run build',
  cannotListen: (place, reason) =>
    `unter ${place} lässt sich nicht lauschen (${reason}); wählen Sie einen anderen --port`,
  signIn:
    'Ein Token ist nötig: als Authorization: Bearer oder als Passwort, nach dem der Browser fragt. Es wird offen übertragen: stellen Sie einen Server mit TLS davor, wo andere das Netz benutzen.',
  somePlace: 'ORT',
  noTokens: (place) =>
    `andere können diese Adresse erreichen, und niemand hat ein Token; legen Sie eines an mit kadenz token create --name NAME --role planner --data ${place}, und starten Sie mit diesem --data`,
};

/** Im Katalog unter `cli`; fehlt ein Text, so kompiliert es nicht. */
export const cli: Texts = {
  serve,
  description: 'Plant das Tempo von KI-Infrastruktur, in jeder Zukunft, mit bewiesener Lücke.',
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
