/** Kommentare des Portfolios, das `kadenz init` schreibt, auf Deutsch. */
import type { starter as english } from '../en/starter.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `starter`; fehlt ein Text, so kompiliert es nicht. */
export const starter: Translation<typeof english> = {
  heading:
    'Ein kleines Portfolio für den Anfang. Die Zahlen durch eigene ersetzen, dann: kadenz validate, kadenz plan.',
  figures:
    'Eine Angabe ist eine Zahl, ein Text mit Einheit ("250 MW", "1.2 bn USD", "30 %"), eine Spanne ("5 to 10") oder ein Abschnitt mit Herkunft: { value: 10 %, source: guide } oder { low: 5, typical: 7, high: 10, assumed: true }.',
  asOf: 'In der Datei steht, was an diesem Tag bekannt ist; sein Quartal ist das erste geplante.',
  calendar: 'Drei Jahre in Quartalen; Geschäftsjahre beginnen im Januar.',
  finance: 'Endwert: was ein MW mit Strom wert ist, wenn der Plan endet.',
  uncertainty:
    'Das zweite und das dritte Jahr beginnen mit drei und zwei möglichen Zukünften: 4 + 12 + 24 Knoten.',
  budget: 'Investitionen je Geschäftsjahr. Nicht genannte Jahre sind frei.',
  pools:
    'Innerhalb eines Pools ist Kapazität austauschbar: Ein Campus kann trainieren, eine Zone bedient Nutzer in der Nähe.',
  liveCapacity: 'Was schon läuft. Jede Bilanz beginnt damit.',
  accelerators: 'Was gekauft werden kann und was es an Leistung, Geld und Zeit braucht.',
  workloads: 'Was nachgefragt wird: Einheiten je Stunde, und wie viele davon ein Accelerator bedient.',
  projects:
    'Bauprojekte: die verbleibenden Phasen, ihre Kosten und was ein Ausstieg kostet. Jedes lässt sich verlangsamen, pausieren oder stornieren.',
  leases: 'Mietverträge: Miete fällt ab Mietbeginn an, genutzt oder nicht.',
};
