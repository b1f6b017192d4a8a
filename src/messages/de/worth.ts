/** Warum es sich lohnt, eine angenommene Angabe herauszufinden, auf Deutsch. */
import type { worth as english } from '../en/worth.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `worth`; fehlt ein Text, so kompiliert es nicht. */
export const worth: Translation<typeof english> = {
  'demand.growthPerYear': 'Wachstum der Nachfrage: entscheidet, ob die Kapazität überhaupt gebraucht wird.',
  priceUsdPerUnit:
    'Preis je Einheit: entscheidet, was Kapazität einbringt. Nach unterschriebenen Verträgen fragen.',
  ratePerAcceleratorHour: 'Einheiten je Accelerator-Stunde: macht aus Nachfrage Accelerators und MW. Messen.',
  terminalUsdPerMw:
    'Endwert eines MW mit Strom: trägt viel vom Wert später Projekte. Nach jüngsten Verkäufen fragen.',
  terminationRentMonths:
    'Miete bei Kündigung: der Preis für den Ausstieg aus einem Mietvertrag. Steht im Vertrag.',
  priceGrowthPerYear: 'Verfall des Preises: entscheidet, wie lange sich Hardware bezahlt macht.',
  'demand.now': 'Nachfrage heute: das Niveau, von dem alles wächst. Zählen.',
  costUsd: 'Verbleibende Kosten: die Baufirmen fragen.',
  cancelFeeUsd: 'Gebühr bei Stornierung: steht in den Verträgen.',
  quarters: 'Verbleibende Zeit: Netzbetreiber und Baufirmen fragen.',
  efficiencyGrowthPerYear: 'Gewinn durch Software: weniger Accelerators für dieselbe Nachfrage.',
  supplyPerQuarter: 'Lieferbare Accelerators: beim Lieferanten nach einer Zuteilung fragen.',
  rentUsdPerKwMonth: 'Miete: steht im Mietvertrag.',
  discountRatePerYear: 'Diskontsatz: die Finanzabteilung fragen.',
};
