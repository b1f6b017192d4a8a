/** Bedienung in Worten, auf Deutsch: Auslegung, Traces und woher Raten kommen. */
import type { serving as english } from '../en/serving.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const obtained: Texts['obtained'] = {
  measured: 'gemessen',
  given: 'vorgegeben',
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
    'gemessen: von Ihnen. vorgegeben: steht im Portfolio. kalibriert: aus Messungen dieser Hardware und dieses Formats. modelliert: von anderen Systemen übertragen. angenommen: niemand hat es gemessen.',
  efficiency: (factor) => `Die Software leistet je Accelerator das ${factor}-Fache von heute.`,
};

export const serving: Texts = { obtained, steps, explain };
