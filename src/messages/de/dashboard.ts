/** Was das Dashboard sagt, auf Deutsch. */
import type { dashboard as english } from '../en/dashboard.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const views: Texts['views'] = {
  now: 'Jetzt',
  portfolio: 'Portfolio',
  demand: 'Nachfrage',
  capacity: 'Kapazität',
  money: 'Geld',
  fleet: 'Flotte',
  policy: 'Strategie',
  serving: 'Bedienung',
  evidence: 'Belege',
  map: 'Karte',
  compare: 'Vergleich',
};

const frame: Texts['frame'] = {
  title: 'Kadenz',
  views: 'Ansichten',
  skip: 'Zum Inhalt springen',
  language: 'Sprache',
  theme: 'Farben',
  themes: { system: 'System', light: 'hell', dark: 'dunkel' },
  version: (number, state) => `Version ${number}, ${state}`,
  planVersion: (hash) => `Plan ${hash}`,
  whatIfState: 'Was-wäre-wenn',
  export: 'Exportieren',
  print: 'Drucken',
  exported: 'Der Plan liegt bei Ihren Downloads.',
  open: 'Öffnen',
  table: 'Als Tabelle zeigen',
  csv: 'CSV',
  read: (title) => `${title} Mit den Pfeiltasten Quartal für Quartal lesen.`,
  future: 'Zukunft',
};

const states: Texts['states'] = {
  loading: 'Das Portfolio wird geladen …',
  planning: (seconds) => `Es wird geplant, bisher ${seconds} s.`,
  planningGap: (value, gap) => `Bester Plan bisher ${value}; höchstens ${gap} unter dem Bestmöglichen.`,
  searching: 'Noch kein Plan; die Schranke wird berechnet.',
  cancel: 'Beenden und den besten Plan bis hierher nehmen',
  failed: 'Der Plan ließ sich nicht rechnen.',
  infeasible: (rules) => `Kein Plan hält alle Regeln ein. Diese vertragen sich nicht: ${rules}.`,
  infeasibleWhole: 'Kein Plan hält alle Regeln ein.',
  noneFound: 'Beendet, bevor ein Plan gefunden war.',
  planAgain: 'Neu planen',
  unreachable: 'Der Dienst antwortet nicht. Er endet mit seinem Terminal; kadenz serve startet ihn wieder.',
  offline:
    'Der Dienst ist nicht erreichbar; Sie sehen den Plan, wie er geladen wurde. Was-wäre-wenn rechnet weiter in Ihrem Browser.',
  retry: 'Noch einmal versuchen',
  noPlanYet: 'Es gibt noch keinen Plan.',
};

const drop: Texts['drop'] = {
  here: 'Portfolio (YAML, JSON) oder Vergleichsplan hier ablegen',
  invalid: (count, file) =>
    count === 1
      ? `1 Fehler in ${file}. Es wurde nichts geöffnet.`
      : `${count} Fehler in ${file}. Es wurde nichts geöffnet.`,
  place: 'Stelle',
  path: 'Feld',
  got: 'Gelesen',
  rule: 'Regel',
  remedy: 'Abhilfe',
  close: 'Schließen',
  notAPlan: (file) => `${file} ist weder ein Portfolio noch eine Plandatei dieser Version.`,
  tooLarge: (file) => `${file} ist größer als 10 MB.`,
};

const whatIf: Texts['whatIf'] = {
  title: 'Was wäre, wenn',
  knobs: {
    demand: 'Nachfrage',
    prices: 'Preise der Leistungen',
    power: 'Strompreis',
    events: 'Ereignisse: ein Mieter geht, ein Netz verspätet sich',
    budget: 'Investitionsbudget',
  },
  noEvents: 'das Portfolio nennt kein Ereignis',
  noBudget: 'das Portfolio setzt kein Budget',
  percent: 'Änderung in %',
  reset: 'Zurücksetzen',
  undo: 'Rückgängig',
  keep: 'Zum Vergleich behalten',
  kept: 'Behalten; zu finden unter Vergleich.',
  none: 'Bewegen Sie einen Regler: Der Plan wird in Ihrem Browser neu gerechnet.',
  starting: 'Es wird neu geplant …',
  startingFrom: 'Es wird neu geplant … (zu sehen: die Einstellungen davor)',
  first: (seconds) => `erster Plan nach ${seconds} s`,
  result: (decisions, npv, gap) =>
    `${decisions === 0 ? 'Keine Entscheidung geändert' : decisions === 1 ? '1 Entscheidung geändert' : `${decisions} Entscheidungen geändert`}, Kapitalwert ${npv}, Lücke ${gap}`,
  refining: ' und fallend',
  settled: ' (Suche beendet)',
  failed: (detail) => `Kein Plan für diese Einstellungen: ${detail}`,
  setting: 'Jede andere Größe, wie bei --set',
  settingNote: 'PFAD=WERT; +10 %, -10 % und x1.1 ändern eine Zahl, * nennt alle Einträge.',
  apply: 'Setzen',
  takeBack: (setting) => `${setting} zurücknehmen`,
  invalid: (count) =>
    `${count === 1 ? 'Eine Einstellung stimmt' : `${count} Einstellungen stimmen`} nicht: Gezeigt wird der geladene Plan.`,
  copy: 'Befehl kopieren',
  copied: 'Kopiert.',
  was: (word) => `vorher: ${word}`,
};

const now: Texts['now'] = {
  figures: {
    released: 'Jetzt freigegeben',
    capital: 'Investitionen freigegeben',
    npv: 'Kapitalwert, erwartet',
    returns: 'ROIC, letztes Jahr',
    over: 'Risiko der Überkapazität',
    under: 'Risiko der Unterkapazität',
    runway: 'Reichweite',
    cadence: 'Takt',
  },
  notes: {
    slowed: (amount) => `und ${amount} pausiert oder verlangsamt`,
    range: (low, high, cost) => (cost ? `Kosten; P10 ${low}, P90 ${high}` : `P10 ${low} bis P90 ${high}`),
    worstIn: (quarter) => `am höchsten in ${quarter}`,
    never: 'in keinem Quartal',
    runway: 'Quartale Wachstum in der Hand',
    noGrowth: 'der Bedarf wächst nicht',
    cadence: 'Grundstück und Bau je USD Accelerators',
    cadenceTrend: (ratio, year) => `Grundstück und Bau je USD Accelerators; ${ratio} im GJ${year}`,
  },
  for: (heading, usd) => `Dafür: ${heading}, ${usd}`,
  against: (heading, usd) => `; dagegen: ${heading}, ${usd}`,
  onlyCosts: (usd) => `Kostet nur: ${usd}`,
  nothingAtStake: 'Zu den Preisen des Plans hängt nichts daran',
  reason: (name) => `Gründe für ${name}`,
  footnote:
    'Freigegeben: was jetzt storniert oder übergeben wird; Investitionen: was dafür noch auszugeben wäre. Überkapazität: mehr als 5 % der Leistung am Netz treibt nichts an und könnte auch keine unbediente Nachfrage bedienen; Unterkapazität: mehr als 5 % der Leistung, die der Bedarf verlangt, fehlt; beides zugleich, wo die Nachfrage nicht zur Leistung kann (modelliert).',
};

const reason: Texts['reason'] = {
  title: 'Warum',
  none: 'Wählen Sie eine Zeile, um ihre Gründe zu sehen.',
  decision: (name, word, quarter) => `${name}: ${word} in ${quarter}.`,
  alternatives: 'Gegen jede Alternative',
  alternativesNote:
    'Wert des besten gefundenen Plans mit dieser Maßnahme abzüglich dieses Plans; „höchstens“, wo nicht neu gerechnet wurde.',
  atMost: (usd) => `höchstens ${usd}`,
  parts: 'Was es zu den Preisen des Plans wert ist',
  total: 'Summe',
  binding: 'Was es bindet',
  nothingBinds: 'Keine Regel mit einem Preis betrifft es.',
  bindingNote: 'Die teuersten Zeilen je Regel; Quartale und Zukünfte sind die dieser Zeilen.',
  inFutures: (count, all) => (count === all ? 'in jeder Zukunft' : `in ${count} von ${all} Zukünften`),
  futures: 'In der Zukunft mit geringstem, mittlerem und größtem Bedarf',
  least: 'geringster Bedarf',
  median: 'Median',
  most: 'größter Bedarf',
  flip: 'Was es kippen würde',
  levers: {
    'powered-mw': 'wenn sich der Wert seiner Megawatt ändert um',
    'offer-price': 'wenn sich der Preis des Angebots ändert, in USD je Einheit, um',
  },
  flipNone: 'Kipppunkte stehen nicht in dieser Plandatei.',
  evidence: 'Belege',
  evidenceNone:
    'Kein Beleg im Portfolio betrifft ein Ereignis, das diese Option verzögert oder ihren Mieter abzieht; Belege zur Nachfrage stehen unter „Belege“.',
  close: 'Schließen',
};

const portfolioView: Texts['portfolioView'] = {
  former: 'Früherer Plan, wo er abweicht',
  compareWith: 'gepunktet: früherer Plan',
  open: (name) => `Gründe für ${name} zeigen`,
};

const demand: Texts['demand'] = {
  fan: (name) => `${name}: Mit wie viel planen wir?`,
  fanTakeaway: (name, low, mid, high, quarter) =>
    `${name}: ${mid} in ${quarter} bei P50, zwischen ${low} und ${high}.`,
  observedNote: 'Punkte: beobachtet, nach letzter Korrektur.',
  markersNote: (count) =>
    `${count === 1 ? 'Das Dreieck steht für einen Beleg' : `${count} Dreiecke stehen für Belege`}; siehe dort.`,
  noActuals: 'Das Portfolio enthält keinen Verlauf der Nachfrage; Istwerte sind daher nicht eingezeichnet.',
};

const capacity: Texts['capacity'] = {
  stages: 'Welche Leistung haben wir, und was ist unterwegs?',
  stagesNote:
    'Erwartet über die Zukünfte, in IT-MW. Heute in Betrieb, dann was der Plan bei P50 hinzufügt, dann Zugesagtes; Sondierungen sind nur umrandet und nie mitgezählt (modelliert).',
  position: 'Wie weit liegen wir über oder unter dem Bedarf?',
  positionTakeaway: (chance, quarter) => `Unterkapazität ist in ${quarter} am wahrscheinlichsten: ${chance}.`,
  over: 'Überkapazität',
  under: 'Unterkapazität',
  waiting: 'wartend',
  positionNote:
    'MW am Netz, die nichts antreiben und die keine unbediente Nachfrage nutzen könnte, und MW, die unbediente Nachfrage bräuchte; wartend: Leistung, der nur Accelerators fehlen; P10, P50 und P90 (modelliert).',
  regions: 'Wo ist die Leistung?',
  regionsTakeaway: (name, power, quarter) => `Am meisten in ${name}: ${power} bis ${quarter} erwartet.`,
  powered: 'am Netz',
  used: 'genutzt',
  regionsNote:
    'Erwartet über die Zukünfte. Genutzt: was Accelerators in den Pools der Region ziehen (modelliert).',
  bridge: 'Was ändert sich zwischen zwei Quartalen?',
  bridgeTakeaway: (from, to, start, end) => `Von ${start} in ${from} auf ${end} in ${to}, erwartet.`,
  from: 'Von',
  to: 'Bis',
  start: 'am Anfang',
  end: 'am Ende',
  others: 'alle übrigen',
};

const money: Texts['money'] = {
  reversibleAll: (usd) =>
    `${usd} an Investitionen ließen sich heute noch zurückholen, und in jedem geplanten Quartal mindestens die Hälfte davon.`,
  reversibleHalf: (usd, quarter) =>
    `${usd} an Investitionen ließen sich heute noch zurückholen; bis ${quarter} weniger als die Hälfte davon.`,
  reversible: 'Wie viel ließe sich noch zurückholen?',
  reversibleNote:
    'Was eine Stornierung von allem in dem Quartal gegenüber den späteren Investitionen des Plans ersparte, erwartet (modelliert).',
  endSentence: (total, untilThen, end) =>
    `Von erwarteten ${total} sind ${untilThen} Geld bis zum Ende des Horizonts und ${end} der abgezinste Wert dessen, was dann steht.`,
  baselines: 'Was verlieren wir mit einem einfacheren Plan?',
  baselinesTakeaway: (name, usd) => `Am nächsten kommt „${name}“: im Mittel ${usd} weniger.`,
  noRival: 'Kein Vergleichsplan ließ sich bewerten.',
  names: { plan: 'dieser Plan', 'full-speed': 'volles Tempo', retreat: 'Rückzug' },
  value: 'Wert',
  regret: 'Bedauern',
  baselinesNote: 'Erwartungswert und Bedauern gegenüber dem besten (modelliert).',
  judged: 'Wie schlägt er sich in Zukünften, für die er nicht gemacht wurde?',
  own: 'Was sind meine eigenen Entscheidungen wert?',
  backtest: 'War es richtig nach dem damaligen Wissen, und nach dem, was kam?',
  judgedOther: 'Beurteilt wurde ein anderer Plan dieses Portfolios.',
  judgedLoaded: 'Beurteilt wurde der geladene Plan, nicht das Was-wäre-wenn.',
  notJudged:
    'Das Bedauern gegenüber Mittelwertplan und Rückblick und der Wert, die Zukunft zu kennen, stammen aus neuen Zukünften:',
};

const fleet: Texts['fleet'] = {
  sentence: (it) =>
    `Heute laufen ${it.now} Accelerators, in ${it.last} sind es ${it.later}; auf Inferenz entfallen heute ${it.from} und dann ${it.to}.`,
  phases: {
    'pre-training': 'Pre-Training',
    'post-training': 'Post-Training',
    'interactive-inference': 'interaktive Inferenz',
    'batch-inference': 'Batch-Inferenz',
    inference: 'Inferenz',
  },
  generation: 'Welche Generationen laufen?',
  pool: 'Wo laufen sie?',
  workload: 'Wofür laufen sie?',
  stackTakeaway: (name, share, quarter) => `Den größten Anteil hat in ${quarter} ${name}: ${share}.`,
  accelerators: 'Accelerators',
  stackNote: 'Laufende Accelerators, erwartet über die Zukünfte (modelliert).',
  utilisation: 'Welcher Teil der Flotte arbeitet, und woran?',
  utilisationTakeaway: (share, quarter) => `Am wenigsten läuft in ${quarter}: ${share} der Flotte.`,
  utilisationNote: 'Laufende eigene Accelerators nach Phase, in %, erwartet (modelliert).',
  all: 'alle',
  purchases: 'Was wird gekauft, und wann?',
  purchasesTakeaway: (units, name, year) => `Am meisten im GJ${year}: ${units} ${name}.`,
  noPurchases: 'Es wird nichts gekauft.',
  purchasesNote: 'Im Geschäftsjahr bestellte Accelerators, erwartet über die Zukünfte (modelliert).',
};

const policy: Texts['policy'] = {
  sentence: (it) =>
    `In ${it.quarter} trennen sich die Zukünfte zum ersten Mal, auf ${it.ways} Wege; ${it.parting === 0 ? `keine von ${it.options} Optionen ändert deshalb schon ihr Tempo` : `${it.parting} von ${it.options} Optionen richten sich dann nach dem, was bekannt geworden ist`}.`,
  oneFuture: (quarter) => `Der Plan kennt nur eine Zukunft, bis ${quarter}: Unterwegs wird nichts bekannt.`,
  tree: 'Was tun wir, wenn die Nachfrage anders ausfällt?',
  list: 'Dasselbe als Liste',
  today: 'Heute',
  atLeast: (name, value) => `${name} bei ${value} oder mehr`,
  below: (name, value) => `${name} unter ${value}`,
  between: (name, low, high) => `${name} von ${low} bis ${high}`,
  eventAtLeast: (name, chance) => `${name}: zu mindestens ${chance} eingetreten`,
  eventBelow: (name, chance) => `${name}: zu weniger als ${chance} eingetreten`,
  eventBetween: (name, low, high) => `${name}: zu ${low} bis ${high} eingetreten`,
  otherwise: 'dann bekannt',
  noChange: 'keine Option ändert ihr Tempo',
  chance: (share) => `Wahrscheinlichkeit ${share}`,
  more: (count) => `und ${count} weitere`,
  quiet: (branches) =>
    `${branches} spätere ${branches === 1 ? 'Verzweigung' : 'Verzweigungen'} ohne Wechsel des Tempos`,
  watch: 'Worauf sollten wir achten?',
  watchTakeaway: (name, quarter, threshold, distance) =>
    `Zuerst auf ${name}: Bis ${quarter} liegt die Schwelle bei ${threshold}, ${distance} von heute entfernt.`,
  points: (count) => `${count} Punkte`,
  noWatch: 'Keine Schwelle trennt die gezeigten Zukünfte.',
  series: 'Reihe',
  by: 'Bis',
  threshold: 'Schwelle',
  present: 'Heute',
  distance: 'Abstand',
  note: 'Schwellen liegen in der Mitte zwischen den Zukünften, die sie trennen: von Mengen, in Einheiten je Stunde, im Verhältnis; von Ereignissen ist es die Wahrscheinlichkeit, dass sie eingetreten sind (modelliert).',
};

const serving: Texts['serving'] = {
  sentence: (it) =>
    `${it.name} braucht heute ${it.now} Accelerators und ${it.power}, bis ${it.last} ${it.later} Accelerators.`,
  none: 'Das Portfolio bedient keine Inferenz.',
  chain: 'Von bedienten Einheiten zu Accelerators, Leistung und Dollar',
  chainTakeaway: (name, energy, unit) => `${name}: ${energy} Energie je ${unit}.`,
  perHour: 'Einheiten je Stunde',
  accelerators: 'Accelerators',
  power: 'IT-MW',
  energy: 'Energie, USD je Einheit',
  price: 'Erlös, USD je Einheit',
  chainNote:
    'Heute, wie geplant. Energie mit PUE zu den Preisen der Regionen (modelliert); Raten wie im Portfolio.',
  over: 'Wie viele Accelerators braucht jeder Workload?',
  overPower: 'Wie viel Leistung braucht jeder Workload?',
  powerNote: 'IT-Leistung laufender Accelerators, erwartet über die Zukünfte (modelliert).',
  workload: 'Workload',
  rates: 'Woher kommen die Raten?',
  ratesTakeaway: (count) =>
    `${count} Raten von Workloads auf Accelerators, jede mit ihrer Kette von Tokens zu Dollar.`,
  generations: (count) => (count === 1 ? '1 Generation' : `${count} Generationen`),
  ratesNone: 'Die Plandatei sagt nicht, woher ihre Raten kommen.',
  from: {
    model: 'aus einem bedienten Modell',
    measured: 'aus gemessenen Tokens je Sekunde',
    given: 'wie angegeben',
  },
  step: 'Schritt',
  amount: 'Wert',
  unit: 'Einheit',
  obtained: 'Herkunft',
  obtainedAs: {
    measured: 'gemessen',
    given: 'angegeben',
    calibrated: 'kalibriert',
    modelled: 'modelliert',
    assumed: 'angenommen',
  },
  steps: {
    'input-tokens': 'Tokens einer Anfrage',
    'output-tokens': 'Tokens einer Antwort',
    concurrency: 'gleichzeitige Anfragen je Replik',
    'replica-output': 'Ausgabe einer Replik',
    'replica-accelerators': 'Accelerators einer Replik',
    'accelerator-output': 'Ausgabe eines Accelerators',
    'counted-tokens': 'gezählte Tokens',
    rate: 'Einheiten je Accelerator-Stunde',
    peak: 'Spitze zu mittlerer Nachfrage',
    'it-power': 'IT-Leistung eines Accelerators',
    'hardware-cost': 'Hardware je Accelerator-Stunde',
    'energy-cost': 'Energie je Accelerator-Stunde',
    'unit-cost': 'Kosten je Einheit',
  },
  pareto: 'Was kostet eine schnellere Antwort?',
  paretoTakeaway: (it) =>
    `Am günstigsten bei der Vorgabe von ${it.own} ms je Token: ${it.name} mit ${it.usd} je Einheit; bei ${it.tight} ms sind es ${it.tightUsd}.`,
  paretoNote: (workload, model, unit) =>
    `${workload} (${model}): Hardware und Strom je ${unit}, mit der besten Aufteilung bei jeder Vorgabe; die größeren Punkte sind die geltende Vorgabe (modelliert, kalibriert).`,
  paretoComing: 'Wird in Ihrem Browser berechnet …',
  timePerToken: 'Zeit je Token höchstens, ms',
  paretoNone: 'Das Portfolio nennt kein Modell mit Latenzzielen; es gibt daher keine Grenzkurve zu zeigen.',
};

const evidence: Texts['evidence'] = {
  none: 'Das Portfolio enthält keine Belege: Der Plan beruht allein auf seinen Ausblicken.',
  sentence: (count, events) =>
    `${count === 1 ? '1 Beleg' : `${count} Belege`} zu ${events === 1 ? '1 Ereignis' : `${events} Ereignissen`}.`,
  events: 'Ereignisse',
  event: 'Ereignis',
  hazard: 'Wahrscheinlichkeit je Quartal',
  effects: 'Wirkung',
  series: {
    ...{ demand: 'Nachfrage', efficiency: 'Effizienz', price: 'Preis', power: 'Strompreis' },
    ...{ rent: 'Miete', 'rent-out': 'Mieteinnahme' },
  },
  holdsBack: 'hält auf',
  takesAway: 'nimmt weg',
  published: 'Veröffentlicht',
  source: 'Quelle',
  reliability: 'Verlässlichkeit',
  likelihoods: 'Likelihoods',
  state: 'Stand',
  retracted: 'zurückgezogen',
  counts: 'zählt',
  entries: 'Belege',
  posteriors: 'Was haben die Belege an den Wahrscheinlichkeiten geändert?',
  unmoved: 'Keine Wahrscheinlichkeit hat sich verschoben: Es zählt kein Beleg.',
  mostMoved: (name, state, before, after) => `${name}, ${state}: von ${before} auf ${after}.`,
  posteriorsNote:
    'Ereignisse: ob sie bis zum Horizont eintreten. Meldungen derselben Geschichte zählen einmal; Obergrenzen begrenzen, was eine Geschichte und alle Belege zusammen bewirken (modelliert).',
  outcome: 'Ausgang',
  states: (state) => (state === 'does-not' ? 'tritt nicht ein' : state === 'occurs' ? 'tritt ein' : state),
  before: 'Vorher',
  after: 'Nachher',
  shift: 'Punkte',
  capped: 'begrenzt',
  draft: 'Was würde eine weitere Meldung bewirken?',
  draftTakeaway:
    'Hier wird nichts eingetragen: erst ansehen, was eine Meldung ändern würde, dann mit dem Befehl eintragen.',
  readIf: (state) => `Solche Meldung, falls: ${state}`,
  draftNote: 'Vorher: mit den Belegen, die zählen. Nachher: mit dieser Meldung als eigener Geschichte.',
  assumed: (count, own) =>
    `${count === 1 ? '1 Angabe ist' : `${count} Angaben sind`} angenommen${own > 0 ? `, davon ${own} bei der gewählten Option` : ''}.`,
  ofOption: (option) => `Angenommen bei ${option}`,
};

const map: Texts['map'] = {
  sentence: (count, name, power, quarter) =>
    `Leistung in ${count} Regionen; am meisten in ${name}: ${power} bis ${quarter}.`,
  title: 'Wo steht die Leistung?',
  note: 'Kreisfläche: erwartete IT-MW am Netz im gewählten Quartal; der innere Ring ist, was heute steht. Landflächen: Natural Earth, gemeinfrei.',
  noPlaces: 'Keine Region hat einen Ort; mit Breite und Länge erscheinen sie hier.',
  quarter: 'Quartal',
};

const notes: Texts['notes'] = {
  title: 'Festhalten und kommentieren',
  pin: 'Festgehalten: das ist entschieden',
  comment: 'Kommentar',
  pinned: 'festgehalten',
  against: (word) => `festgehalten als „${word}“; dieser Plan macht es anders`,
  kept: 'Bleibt in diesem Browser; der Export unten nimmt Festgehaltenes und Kommentare mit.',
  export: 'Festgehaltenes und Kommentare exportieren',
  head: ['Option', 'Festgehaltene Maßnahme', 'Kommentar'],
};

const compare: Texts['compare'] = {
  sentence: (it) =>
    `${it.count === 0 ? 'Keine heutige Entscheidung weicht ab' : it.count === 1 ? '1 heutige Entscheidung weicht ab' : `${it.count} heutige Entscheidungen weichen ab`}; dieser Plan ist ${it.usd} ${it.more ? 'mehr' : 'weniger'} wert, bewiesen bis auf ${it.gap} des Einsatzes.`,
  none: 'Noch gibt es nichts zu vergleichen: Bewegen Sie einen Regler, behalten Sie ein Was-wäre-wenn, legen Sie eine Plandatei ab, oder starten Sie mit --former.',
  with: 'Vergleichen mit',
  versions: {
    loaded: 'dem geladenen Plan',
    former: 'dem früheren Plan',
    kept: (n) => `behaltenem Was-wäre-wenn ${n}`,
    dropped: (name) => name,
  },
  decisions: 'Welche heutigen Entscheidungen weichen ab?',
  later: 'Was weicht erst später ab?',
  inputs: 'Welche Eingaben weichen ab?',
  inputsUnknown: 'Das Portfolio des anderen Plans ist hier nicht bekannt.',
  noInputs: 'Die Eingaben sind dieselben.',
  noDecisions: 'Alle heutigen Entscheidungen sind dieselben.',
  figures: 'Welche Zahlen weichen ab?',
  before: 'Vorher',
  now: 'Jetzt',
  change: 'Änderung',
  nodes: 'Knoten mit anderer Maßnahme',
  ids: {
    value: 'Wert',
    bound: 'Schranke',
    gap: 'Lücke',
    npvP10: 'Kapitalwert P10',
    npvP90: 'Kapitalwert P90',
    capex: 'Investitionen',
    overBuild: 'Überkapazität, P90 höchstens',
    underBuild: 'Unterkapazität, P90 höchstens',
  },
};

/** Im Katalog unter `dashboard`; fehlt ein Text, so kompiliert es nicht. */
export const dashboard: Texts = {
  views,
  frame,
  states,
  drop,
  whatIf,
  now,
  reason,
  portfolioView,
  demand,
  capacity,
  money,
  fleet,
  policy,
  serving,
  notes,
  evidence,
  map,
  compare,
};
