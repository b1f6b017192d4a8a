/** Was über das Ende der Suche nach einem Plan gesagt wird, auf Deutsch. */
import type { search as english } from '../en/search.ts';
import type { Translation } from '../language.ts';

export const search: Translation<typeof english> = {
  slow: (command) =>
    `Die Suche endete, als weitere Versuche kaum noch etwas brachten. Weiter geht es mit ${command} --gap 1% oder --time-limit 600`,
  exhausted: (proven) =>
    `Nichts Besseres wurde gefunden. Ein Satz von Preisen beweist nicht mehr als ${proven}: Wo wenige Projekte sich ein Budget oder einen Pool teilen, heißt dieser Abstand nicht, dass es einen besseren Plan gibt.`,
  branched: (proven, within) =>
    `Nichts Besseres wurde gefunden. Fall für Fall durchgegangen ist kein Plan um mehr als ${within} besser; der Beweis in der Plandatei, mit einem Satz von Preisen, zeigt ${proven}.`,
};
