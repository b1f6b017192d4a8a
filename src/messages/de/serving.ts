/** Bedienung in Worten, auf Deutsch: Auslegung, Traces und woher Raten kommen. */
import type { serving as english } from '../en/serving.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const obtained: Texts['obtained'] = {
  measured: 'gemessen',
  given: 'angegeben',
  calibrated: 'kalibriert',
  modelled: 'modelliert',
  assumed: 'angenommen',
};

const steps: Texts['steps'] = {
  'input-tokens': 'Eingabe-Tokens je Anfrage',
  'output-tokens': 'Ausgabe-Tokens je Anfrage',
  concurrency: 'Anfragen zugleich, Replik',
  'replica-output': 'Ausgabe-Tokens/s, Replik',
  'replica-accelerators': 'Accelerators je Replik',
  'accelerator-output': 'Ausgabe-Tokens/s, Accelerator',
  'counted-tokens': 'Tokens/s, die die Einheit zählt',
  rate: (unit) => `${unit} je Accelerator`,
  peak: 'Spitze zu Mittel',
  'it-power': 'kW je Accelerator',
  'hardware-cost': 'Hardware, USD/h',
  'energy-cost': 'Strom, USD/h',
  'unit-cost': (unit) => `beides, ${unit}`,
};

const explain: Texts['explain'] = {
  headline: (workload, demand, unit, quarter) =>
    `${workload} verlangt in ${quarter} ${demand} ${unit} je Stunde.`,
  perSecond: (tokens) => `Das sind ${tokens} Tokens je Sekunde.`,
  served: (served, accelerators, power) =>
    `Der Plan bedient ${served} davon mit ${accelerators} Accelerators und ${power}.`,
  chain: 'Von Tokens zu Accelerators, MW und USD',
  range: 'davon 80 % innerhalb',
  deployment: 'Aufteilung, Gewichte',
  alone: 'Bediente eine Generation allein alles zur Spitze',
  accelerators: 'Accelerators',
  power: 'IT-MW',
  cost: 'USD je Stunde',
  plan: 'Was der Plan in diesem Quartal betreibt',
  units: (unit) => `${unit} je Stunde`,
  obtained: 'Herkunft',
  model: (name, engine) => `Raten aus dem Modell: ${name} auf ${engine}.`,
  words:
    'gemessen: von Ihnen. angegeben: steht im Portfolio. kalibriert: aus Messungen dieser Hardware und dieses Formats. modelliert: von anderen Systemen übertragen. angenommen: niemand hat es gemessen.',
  efficiency: (factor) => `Die Software leistet je Accelerator das ${factor}-Fache von heute.`,
};

const size: Texts['size'] = {
  headline: (accelerators, model, rate, cost) =>
    `${accelerators} für ${cost} je Stunde: das Günstigste, was ${model} mit ${rate} Anfragen je Sekunde bedient.`,
  none: (model) => `Keine Konfiguration bedient ${model} innerhalb der Ziele.`,
  noneFits: (model) => `${model} passt nicht auf diese Accelerators.`,
  traffic: (requests, input, output, peak) =>
    `Verkehr: ${requests} Anfragen, im Mittel ${input} Tokens ein und ${output} aus, stärkste Minute das ${peak}-Fache des Mittels.`,
  generated: 'erzeugt nach dem mitgelieferten Profil von Gesprächen',
  fromTrace: (path) => `aus ${path}`,
  prefix: (share) => `${share} der Eingabe-Tokens wiederholen einen früheren Anfang.`,
  objectives: (parts, share) => `Ziele: ${parts} für ${share} der Anfragen.`,
  noObjectives: 'Ohne Ziele zählen die meisten Tokens fürs Geld (--ttft 1s --tpot 50ms setzen welche).',
  ttft: (time) => `erstes Token binnen ${time}`,
  tpot: (time) => `${time} je weiterem Token`,
  searched: (searched, feasible, replayed) =>
    `${searched} Konfigurationen durchsucht; ${feasible} passen und können sie einhalten; die günstigsten ${replayed} wurden mit dem Verkehr nachgespielt.`,
  best: 'Die günstigste',
  configuration: 'Konfiguration',
  prompts: 'Repliken für Prompts',
  answers: 'Repliken für Antworten',
  configurationOf: (pools, weights, cache) => `${pools}, Gewichte ${weights}, Cache ${cache}`,
  poolOf: (replicas, layout) => `${replicas} × (${layout})`,
  limits: 'Grenzen der Engine',
  limitsOf: (tokens, sequences) => `${tokens} Tokens je Schritt, ${sequences} Sequenzen`,
  latency: 'Latenz, nachgespielt',
  latencyOf: (ttft, tpot, share) => `${ttft} bis zum ersten Token, ${tpot} je Token (${share})`,
  memory: 'Speicher je Accelerator',
  memoryOf: (weights, workspace, cache, usable) =>
    `Gewichte ${weights}, Arbeit ${workspace}, Cache ${cache} von ${usable} GB`,
  margin: 'Reserve',
  marginOf: (share, tokens) => `${share} bleiben für den Cache: ${tokens} Tokens Kontext`,
  power: 'IT-Leistung',
  powerOf: (kw) => `${kw} kW in der stärksten Minute`,
  cost: 'Gesamtkosten',
  costOf: (usd) => `${usd} je Accelerator-Stunde`,
  inputPrice: 'M Eingabe-Tokens, ausgelastet',
  outputPrice: 'M Ausgabe-Tokens, ausgelastet',
  priceOf: (value, low, high) => `${value} USD (80 % zwischen ${low} und ${high})`,
  idle: 'bei diesem Verkehr',
  idleOf: (input, output) => `${input} ein, ${output} USD aus, Leerlauf inbegriffen`,
  replayed: 'Mit dem Verkehr nachgespielt, günstigste zuerst',
  front: 'Abwägungen im eingeschwungenen Zustand (Mittelwerte)',
  accelerators: 'Accelerators',
  layout: 'Aufteilung',
  weights: 'Gewichte',
  limitsTitle: 'Tokens/Seq.',
  usdPerHour: 'USD/h',
  perInput: 'USD/M ein',
  perOutput: 'aus',
  ttftTitle: 'TTFT ms',
  tpotTitle: 'TPOT ms',
  keeps: 'Hält',
  yes: 'ja',
  no: 'nein',
  fit: 'Passt es?',
  fitWeights: 'Gewichte GB',
  fitWorkspace: 'Arbeit GB',
  fitCache: 'Cache GB',
  fitMargin: 'Reserve',
  fitTokens: 'Tokens',
  fits: 'passt',
  missing: 'passt nicht',
  overTime: 'Wenn Repliken der Nachfrage folgen, je Minute',
  acceleratorsOver: 'Accelerators',
  powerOver: 'IT-kW',
  recalibrated: (accelerator, decode, batch, prefill, rows) =>
    `Nachkalibriert mit ${rows === 1 ? 'einer Ihrer Zeilen' : `${rows} Ihrer Zeilen`} auf ${accelerator}: Decode-Schritte × ${decode}, ihr Wachstum mit dem Batch × ${batch}, Prompts × ${prefill}.`,
};

const trace: Texts['trace'] = {
  headline: (requests, duration, rate) => `${requests} Anfragen in ${duration}: ${rate} je Sekunde.`,
  skipped: (count) => `${count} Zeilen waren nicht lesbar und wurden übergangen:`,
  skippedMore: (count) => `… und ${count} weitere`,
  outOfOrder: (count) =>
    `${count} Zeilen liegen vor der Zeit einer früheren; beim Nachspielen werden sie sortiert.`,
  lengths: 'Tokens je Anfrage',
  mean: 'Mittel',
  highest: 'max.',
  input: 'Eingabe',
  output: 'Ausgabe',
  shape: 'Ankünfte',
  perMinute: 'Anfragen je Minute',
  peak: 'stärkste Minute zu Mittel',
  burstiness: 'Varianz der Abstände zu Poisson',
  prefix: 'Eingabe-Tokens mit bekanntem Anfang',
  simulated: (requests, accelerators, seconds) =>
    `${requests} Anfragen auf ${accelerators} enden nach ${seconds}.`,
  percentiles: 'Sekunden nach Perzentil',
  ttft: 'erstes Token',
  tpot: 'je weiterem Token',
  endToEnd: 'ganze Antwort',
  work: 'Arbeit',
  throughput: 'Ausgabe-Tokens/s',
  throughputIn: 'Eingabe-Tokens/s',
  perAccelerator: 'Ausgabe-Tokens/s, Accelerator',
  utilisation: 'Zeit bei der Arbeit',
  steps: 'Schritte',
  preemptions: 'Verdrängungen',
  cached: 'Prompt-Tokens aus dem Cache',
  neverFit: 'Anfragen, die nie passen',
  power: 'IT-kW, Mittel',
  perMillion: 'USD/M Tokens, ein und aus',
  written: (requests, path) => `${requests} Anfragen nach ${path} geschrieben.`,
  profileOf: (path) => `Rate, Längen und Anfänge wie in ${path}, aber keine Anfrage daraus.`,
  hours: 'h',
  minutes: 'min',
  seconds: 's',
};

const errors: Texts['errors'] = {
  'unknown-model': (got, known) =>
    `es gibt kein bekanntes Modell ${got}; bekannt sind ${known}, oder den Pfad einer config.json angeben`,
  'model-missing': (got) =>
    `${got}: keine solche Datei; den Namen eines bekannten Modells oder den Pfad seiner config.json angeben`,
  'model-not-json': (got) => `${got}: kein gültiges JSON; die config.json wie veröffentlicht angeben`,
  'unknown-architecture': (got, known) =>
    `model_type ${got}: keine Architektur, deren Kosten bekannt sind; bekannt sind ${known}. Das Modell durch eine davon beschreiben`,
  'missing-key': (path) => `${path} fehlt in der Konfiguration; wie mit dem Modell veröffentlicht ergänzen`,
  'bad-value': (path, got) =>
    `${path}: ${got} angegeben; muss eine Zahl ≥ 0 sein. Die veröffentlichte Konfiguration unverändert verwenden`,
  'unknown-accelerator': (got, known) => `es gibt keinen Accelerator ${got}; bekannt sind ${known}`,
  'unsupported-precision': (got) => `${got}: dieser Accelerator kann in diesem Format nicht rechnen`,
  'bad-layout': (got) =>
    `Aufteilung ${got}: muss etwa TP4, TP4-PP2 oder DP8-EP8 sein und Köpfe und Experten des Modells teilen`,
  'empty-trace': (path) => `${path} enthält keine lesbare Anfrage`,
  'measured-missing': (got) => `${got}: keine solche Datei; --measured braucht ein CSV Ihrer Messungen`,
  'measured-column': (name, columns) => `die Spalte ${name} fehlt; Spalten sind ${columns}`,
  'measured-row': (place, got) =>
    `${place}: ${got || 'nichts'} angegeben; muss ein Wert über 0 oder ein bekannter Name sein`,
  traceFields: (line, got) =>
    `Zeile ${line}: ${got} angegeben; muss TIMESTAMP,ContextTokens,GeneratedTokens oder ein JSON-Objekt sein`,
  traceTime: (line, name, got) =>
    `Zeile ${line}, ${name}: ${got} angegeben; muss ein Datum mit Uhrzeit oder eine Zahl ≥ 0 sein`,
  traceTokens: (line, name, got) =>
    `Zeile ${line}, ${name}: ${got} angegeben; muss eine ganze Zahl von Tokens ≥ 1 sein`,
  traceHashes: (line, got) => `Zeile ${line}, hash_ids: ${got} angegeben; muss eine Liste ganzer Zahlen sein`,
  lenient: 'berichtigen, oder mit --lenient solche Zeilen übergehen und zählen',
  tooLong: 'der Trace ist länger als 33 Stunden; mit --limit einen Teil nachspielen',
  duration: 'eine Zeit wie 800ms oder 1.5s',
  positive: 'eine Zahl über 0',
  traceOutput: 'eine Datei, die auf .csv oder .jsonl endet',
};

const options: Texts['options'] = {
  on: 'Accelerators zur Auswahl, etwa h100-sxm,h200-sxm',
  onOne: 'Accelerator, etwa h100-sxm',
  precision: 'Formate der Gewichte zur Auswahl: bf16, fp8, fp4, int8, int4 (sonst: wie veröffentlicht)',
  kv: 'Format des KV-Caches: bf16, fp8, int8',
  engine: 'vllm, trtllm oder sglang',
  trace: 'Trace von Anfragen: Azure-CSV, Mooncake-JSONL (auch .gz) oder Parquet',
  rate: 'Anfragen je Sekunde des erzeugten Verkehrs (sonst 5.5)',
  input: 'mittlere Eingabe-Tokens des erzeugten Verkehrs',
  output: 'mittlere Ausgabe-Tokens des erzeugten Verkehrs',
  ttft: 'längste Zeit bis zum ersten Token, etwa 1s',
  tpot: 'längste Zeit je weiterem Token, etwa 50ms',
  percentile: 'Anteil der Anfragen, der die Ziele einhält (sonst 0.9)',
  maxAccelerators: 'höchstens so viele Accelerators je Replik (sonst: eine Scale-up-Domäne, höchstens 16)',
  aggregated: 'nur Repliken, die ganze Anfragen bedienen, keine für Prompts oder Antworten allein',
  replays: 'so viele Konfigurationen nachspielen (sonst 20)',
  measured: 'CSV eigener Messungen, die das Modell nachkalibrieren',
  lenient: 'unlesbare Zeilen übergehen und zählen',
  limit: 'so viele Anfragen lesen oder erzeugen',
  model: 'bekanntes Modell oder Pfad einer config.json',
  layout: 'Aufteilung einer Replik: TP4, TP4-PP2, DP8-EP8 (sonst: die kleinste, die passt)',
  replicas: 'Repliken hinter dem Router',
  router: 'round-robin oder least-loaded',
  disaggregate: 'Repliken für Prompts und für Antworten getrennt, etwa 1:2',
  stepByStep: 'Schritt für Schritt rechnen: gleiche Ergebnisse, langsamer',
  like: 'Trace, dessen Rate, Längen und Anfänge nachgeahmt werden',
  generated: 'Datei: .csv, oder .jsonl mit Hashes der Anfänge',
};

const commands: Texts['commands'] = {
  size: 'Eine Bedienung auslegen: günstigste Accelerators, Aufteilung und Grenzen für Modell, Verkehr und Ziele',
  trace: 'Einen Trace von Anfragen ansehen, nachspielen oder erzeugen',
  stats: 'Einen Trace beschreiben: Rate, Längen, Stöße, gemeinsame Anfänge',
  simulate: 'Einen Trace auf Accelerators nachspielen, mit Continuous Batching',
  generate: 'Einen Trace wie das mitgelieferte Profil oder wie einen anderen Trace schreiben',
};

const arguments_: Texts['arguments'] = {
  model: 'bekanntes Modell (llama-3.1-70b) oder Pfad einer config.json',
  file: 'Trace: Azure-CSV, Mooncake-JSONL (auch .gz) oder Parquet',
};

/** Im Katalog unter `serving`; fehlt ein Text, so kompiliert es nicht. */
export const serving: Texts = {
  ...{ obtained, steps, explain, size, trace, errors, options, commands },
  arguments: arguments_,
};
