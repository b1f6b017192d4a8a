import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Other words for the terms of docs/glossary.md that have stood in the catalogue, by the one that is used. */
const discarded = {
  Überkapazität: /Überbau|Überhang|zu viel gebaut/i,
  Unterkapazität: /\bMangel|zu wenig gebaut/,
  'volles Tempo': /volle[rn]? (Fahrt|Kraft)/i,
  Beleg: /\bHinweise (auf|zu|nur|werden)|\bkein Hinweis\b/,
  Lesart: /Deutung/,
  Maßnahme: /Handlung|\bAktion/,
  Strategie: /Politik/,
  Accelerator: /Beschleuniger/,
  Workload: /\bLast(en)?\b/,
  Servicegrad: /Bedienungsgrad/,
  Startwert: /Startzahl/,
  Bedauern: /\bReue\b|Rückstand/,
  Kipppunkt: /Kippschwelle/,
  Einsatz: /auf dem Spiel/,
  Horizont: /Planungszeitraum/,
};

describe('the German catalogue', () => {
  const folder = new URL('./de/', import.meta.url);
  const text = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');

  it.each(Object.entries(discarded))('says %s and nothing else for it', (term, others) => {
    expect(text).toMatch(new RegExp(term.replace(/e$/, ''), 'i'));
    expect(text).not.toMatch(others);
  });
});
