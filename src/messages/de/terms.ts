/** Wörter, die andere Meldungen einrahmen, auf Deutsch. */
import type { terms as english } from '../en/terms.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `terms`; fehlt ein Text, so kompiliert es nicht. */
export const terms: Translation<typeof english> = {
  got: 'Wert',
  nothing: 'fehlt',
  sheet: 'das Blatt',
  document: 'das Dokument',
  line: 'Zeile',
  column: 'Spalte',
};
