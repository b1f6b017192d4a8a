/** Was zu Verlauf, Prognosen, Belegen und Lesarten gesagt wird, auf Deutsch. */
import type { demand as english } from '../en/demand.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `demand`; fehlt ein Text, so kompiliert es nicht. */
export const demand: Translation<typeof english> = {
  faults: {
    'history.column': () => ({
      rule: 'ist eine Spalte, die dieser Zeile fehlt',
      remedy: 'Die Zeile ergänzen.',
    }),
    'history.period': () => ({
      rule: 'muss ein Quartal, ein Monat oder ein Tag sein',
      remedy: '2025Q1, FY25Q3, 2025-03 oder 2025-03-31 schreiben.',
    }),
    'history.gap': () => ({ rule: 'ist leer', remedy: 'Gilt als Lücke.' }),
    'history.number-comma': () => ({
      rule: 'enthält ein Komma, das Tausender oder Dezimalen trennen könnte',
      remedy: '1.5 oder 1500 schreiben oder die Spalten mit Semikolon trennen.',
    }),
    'history.number-ambiguous': () => ({
      rule: 'könnte Tausender oder Dezimalen meinen',
      remedy: 'Ohne Trennzeichen schreiben.',
    }),
    'history.number-malformed': () => ({ rule: 'muss eine Zahl sein', remedy: 'Die Zahl berichtigen.' }),
    'history.negative': () => ({
      rule: 'darf nicht negativ sein',
      remedy: 'Die Zahl berichtigen oder für eine Lücke leer lassen.',
    }),
    'history.decimal-comma': () => ({ rule: 'hat ein Dezimalkomma', remedy: 'Wird so gelesen.' }),
    'history.zero': () => ({
      rule: 'ist null',
      remedy:
        'Zählt mit; Nullen vor dem ersten positiven Wert heißen, dass die Reihe noch nicht begonnen hatte.',
    }),
    'history.known-at': () => ({ rule: 'muss ein Datum sein', remedy: '2025-04-30 schreiben.' }),
    'history.repeated': ({ firstLine }) => ({
      rule: `wiederholt Zeile ${firstLine}`,
      remedy: 'Zählt einmal.',
    }),
    'history.contradiction': ({ firstLine, firstValue }) => ({
      rule: `widerspricht Zeile ${firstLine}, die für denselben Zeitraum ${firstValue} nennt`,
      remedy: 'Eine behalten oder beiden das Datum geben, an dem sie bekannt wurden.',
    }),
    'history.undated': () => ({
      rule: 'hat kein Datum des Bekanntwerdens und könnte Rückschau sein',
      remedy: 'Das Datum angeben oder --as-of weglassen.',
    }),
    'history.incomplete-quarter': ({ months }) => ({
      rule: `hat ${months} von drei Monaten`,
      remedy: 'Gilt als Lücke.',
    }),
    'forecast.too-few-points': ({ needed }) => ({
      rule: `ist die Zahl der Werte über 0; eine Prognose braucht ${needed}`,
      remedy: 'Quartale ergänzen: Ein einzelner Wert sagt nichts über Wachstum.',
    }),
    'forecast.leading-zeros': () => ({
      rule: 'ist die Zahl der Nullen vor dem ersten positiven Wert',
      remedy: 'Weggelassen: Die Reihe hatte noch nicht begonnen.',
    }),
    'forecast.inner-zeros': () => ({
      rule: 'ist die Zahl der Nullen innerhalb der Reihe',
      remedy: 'Behalten; Logarithmen sind um den halben kleinsten positiven Wert verschoben.',
    }),
    'forecast.gaps-filled': () => ({
      rule: 'ist die Zahl der fehlenden Quartale',
      remedy: 'Geradlinig in Logarithmen gefüllt.',
    }),
    'forecast.gaps-kept': () => ({
      rule: 'ist die Zahl der fehlenden Quartale',
      remedy: 'Offen gelassen; die Irrfahrt überbrückt sie.',
    }),
  },
  fault: (place, got, rule, remedy) => `${place}: gefunden ${got}; ${rule}. ${remedy}`,
  line: (file, line, path) => (line === undefined ? `${file}: ${path}` : `${file}:${line}: ${path}`),
  refused: (count, file) =>
    count === 1
      ? `1 Zeile oder Reihe in ${file} wurde abgelehnt`
      : `${count} Zeilen oder Reihen in ${file} wurden abgelehnt`,
  noColumn: (what, columns) =>
    `keine Spalte für ${what}; bitte mit einer Option nennen. Vorhanden: ${columns}`,
  columnNames: {
    period: 'den Zeitraum (--period)',
    value: 'den Wert (--value)',
    known: 'das Datum des Bekanntwerdens (--known)',
    by: 'die Reihe (--by)',
  },
  notAPlan: (path) => `${path}: keine Plandatei; kadenz plan DATEI -o ${path} schreibt eine`,
  forecast: {
    headline: (name, quarter, p50, p10, p90) =>
      `${name}: ${p50} in ${quarter} (P50), mit 80 % zwischen ${p10} und ${p90}.`,
    axis: (unit) => `${unit && `${unit}; `}● beobachtet, ━ P50, ░ P10 bis P90`,
    methods: (methods, from, last, count) =>
      `Aus ${count} Quartalen, ${from} bis ${last}. Verfahren: ${methods}.`,
    methodNames: { ets: 'exponentielle Glättung (ETS)', 'damped-walk': 'Irrfahrt mit gedämpftem Wachstum' },
    past: (covered, pairs) =>
      `Frühere Fächer derselben Verfahren hielten in ${covered} von ${pairs} Quartalen, bis vier voraus; versprochen waren 80 %.`,
    noPast: 'Zu wenige Quartale, um zu sagen, wie frühere Fächer gehalten hätten.',
    over: (covered, quarters, above, below) =>
      `Der Fächer des älteren Plans hielt in ${covered} von ${quarters} ${quarters === 1 ? 'Quartal' : 'Quartalen'}, die seither beobachtet wurden; ${above} lagen darüber, ${below} darunter.`,
    overNone: 'Seit dem älteren Plan ist noch kein Quartal beobachtet.',
    quarter: 'Quartal',
    events: 'Ereignisse',
    event: 'Ereignis',
    prior: 'Vor Belegen',
    posterior: 'Danach',
    onBranches: 'Auf eigenen Ästen',
    prices: (quarter) => `Unsichere Preise in ${quarter}`,
    price: 'Preis',
    now: 'Heute',
    tree: (nodes, futures, error) =>
      `Baum mit ${nodes} Knoten und ${futures} Zukünften; ab dem zweiten Jahr liegt kein Quantil der Nachfrage um mehr als ${error} daneben.`,
    stability: (trees, distance) =>
      `${trees} neu gezogene Bäume liegen ${distance} auseinander (geschachtelter Abstand über alle Nachfrage, in Einheiten der Reihen).`,
    stabilityValue: (mean, deviation) => `Wert des Plans: ${mean}, Standardabweichung ${deviation}.`,
    stabilityGap: (gap) =>
      `Jeder Plan liegt höchstens ${gap} seines Einsatzes unter dem besten möglichen; ist das viel, mit --time-limit mehr Zeit geben.`,
    stabilityLoose:
      'In der gegebenen Zeit kam nicht jeder Plan dem besten möglichen nahe: Die Entscheidungen besagen noch nichts. Mit --time-limit mehr Zeit geben.',
    stabilityNone: 'Nicht jeder Baum war in der Zeit zu planen; ein Wert wird nicht genannt.',
    option: 'Option',
    actions: 'Entscheidung jetzt, Anteil der Bäume',
    written: (path) => `Diagramm in ${path} geschrieben.`,
    title: 'Prognose',
    table: 'Als Tabelle zeigen',
    footnote:
      'Modelliert; Fächer reichen von P10 bis P90. Was mit den Daten geschah, steht im Terminal und in --json.',
  },
  evidence: {
    none: 'Es sind keine Belege erfasst.',
    headline: (count, standing) =>
      `${count} ${count === 1 ? 'Eintrag' : 'Einträge'}, davon ${standing} gültig.`,
    id: 'Id',
    about: 'Betrifft',
    reported: 'Bekannt',
    group: 'Geschichte',
    reliability: 'Verlässlichkeit',
    says: 'Besagt',
    state: 'Stand',
    stands: 'gilt',
    retracted: (on) => `zurückgezogen ${on}`,
    added: (id, path) => `${id} in ${path} erfasst.`,
    retractedNow: (id, path) => `${id} in ${path} zurückgezogen; der Eintrag bleibt erhalten.`,
    notThere: (id) => `in dieser Datei gilt kein Beleg ${id}`,
    notYaml: (path) =>
      `${path}: Belege werden nur in YAML-Dateien erfasst; den Eintrag von Hand ergänzen oder die Datei umwandeln`,
    likelihoodForm: 'ZUSTAND=ZAHL, etwa occurs=0.6',
    nothingToPreview:
      'Für die Vorschau einer Änderung einen Eintrag wie für kadenz evidence add oder --retract ID angeben.',
    variable: 'Betrifft',
    before: 'Vorher',
    after: 'Nachher',
    capped: 'begrenzt',
    effect: (about, state, before, after) =>
      `${about}: Die Wahrscheinlichkeit von ${state} ändert sich von ${before} auf ${after}.`,
    noEffect: 'Nichts ändert sich.',
    demand: 'Nachfrage am Ende des Horizonts',
    series: 'Reihe',
    decisions: (count) =>
      count === 0
        ? 'Keine Entscheidung dieses Quartals ändert sich.'
        : count === 1
          ? '1 Entscheidung dieses Quartals ändert sich.'
          : `${count} Entscheidungen dieses Quartals ändern sich.`,
    value: (before, after) => `Der Plan ist ${after} wert, vorher ${before}.`,
    notPlanned: 'Für einen der beiden Fälle fand sich kein Plan; mit --time-limit mehr Zeit geben.',
  },
  readings: {
    headline: (name, posterior) => `${name} erklärt das Beobachtete am besten: ${posterior}.`,
    undecided: (first, second) => `${first} und ${second} erklären das Beobachtete gleich gut.`,
    explanation: 'Lesart',
    prior: 'Vorher',
    posterior: 'Nachher',
    score: 'Mittlere Log-Wertung',
    hits: 'Vorhergesehen',
    scale: (usd) => `Abgestufte Antwort auf die eigenen Werte der Option, Maßstab ${usd}.`,
    unknownOption: (line, option, known) =>
      `Zeile ${line}: gefunden Option ${option}; muss eine von ${known} sein. Die Id berichtigen.`,
    unknownAction: (line, action, known) =>
      `Zeile ${line}: gefunden Maßnahme ${action}; muss eine von ${known} sein. So schreiben, wie Pläne sie nennen.`,
    unknownEvent: (event, known) => `--explanation: gefunden Ereignis ${event}; muss eines von ${known} sein`,
    explanationForm: 'NAME=EREIGNIS+EREIGNIS, oder NAME= für keines',
    normal: 'normaler Takt',
    noActions: 'die Tabelle enthält keine Maßnahmen; sie braucht die Spalten option und action',
    notPlanned: (name) => `unter ${name} fand sich kein Plan; mit --time-limit mehr Zeit geben`,
    twoNeeded: 'es braucht zwei Lesarten; Ereignisse ins Portfolio aufnehmen oder --explanation angeben',
    otherQuarters: (count) =>
      `${count} ${count === 1 ? 'Zeile betrifft ein anderes Quartal' : 'Zeilen betreffen andere Quartale'} als das des Portfolios und ${count === 1 ? 'bleibt' : 'bleiben'} außer Betracht.`,
    noQuarter: (line, got) =>
      `Zeile ${line}: Quartal ${got}; muss ein Quartal wie 2025Q2 sein. Berichtigen oder für das Quartal des Portfolios leer lassen.`,
    optionTwice: (line, got) =>
      `Zeile ${line}: ${got} handelt in diesem Quartal ein zweites Mal. Nur eine der Zeilen behalten.`,
    note: 'Die Maßnahmen sind die des Quartals des Portfolios, eine je Option.',
  },
  amount: (value, unit) => `${value}${unit ? ` ${unit}` : ''}`,
  perHour: (unit) => `${unit} je Stunde`,
  seriesNames: {
    efficiency: (name) => `Effizienz von ${name}, heute = 1`,
    price: (name) => `Preis von ${name}, wie angegeben = 1`,
    power: (name) => `Strompreis in ${name}, wie angegeben = 1`,
    rent: (name) => `Miete von ${name}, wie angegeben = 1`,
    'rent-out': (name) => `Mieteinnahme mit ${name}, wie angegeben = 1`,
  },
  priceNames: {
    price: (name) => name,
    power: (name) => `Strom in ${name}, je MWh`,
    rent: (name) => `${name}, je Einheit`,
    'rent-out': (name) => `${name} vermietet, je Stunde`,
  },
};
