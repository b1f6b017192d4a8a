/** Was über das Ende der Suche nach einem Plan gesagt wird, auf Deutsch. */
import type { search as english } from '../en/search.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `search`; fehlt ein Text, so kompiliert es nicht. */
export const search: Translation<typeof english> = {
  slow: (command) =>
    `Die Suche endete, als weitere Versuche kaum noch etwas brachten. Weiter geht es mit ${command} --gap 1% oder --time-limit 600`,
  short: (limit, took, command) =>
    `Eine Grenze von ${limit} s war zu kurz für eine Suche: Dies ist ein erster Plan, der ${took} s gebraucht hat. Mehr Zeit geben: ${command}`,
  exhausted: (proven) =>
    `Nichts Besseres wurde gefunden. Der Beweis reicht nicht weiter als ${proven}: Wo wenige Projekte sich ein Budget oder einen Pool teilen, heißt diese Lücke nicht, dass es einen besseren Plan gibt.`,
};
