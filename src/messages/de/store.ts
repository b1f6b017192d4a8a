/** Was über den Speicher gesagt wird, auf Deutsch. */
import type { store as english } from '../en/store.ts';
import type { Translation } from '../language.ts';

const keptPlans = (count: number) =>
  count === 1 ? 'ein Plan dieses Portfolios liegt vor' : `${count} Pläne dieses Portfolios liegen vor`;

/** Im Katalog unter `store`. */
export const store: Translation<typeof english> = {
  locked: (place, holder, file) =>
    `${place} wird von Prozess ${holder} benutzt; beenden Sie ihn oder nehmen Sie ein anderes Verzeichnis. Gibt es ihn sicher nicht mehr, so löschen Sie ${file}`,
  newerSchema: (found, known) =>
    `die Daten hat eine spätere Version geändert (Schema ${found}, diese kennt ${known}); nehmen Sie jene Version`,
  corrupt: (hash, place) =>
    `was in ${place} unter ${hash} liegt, ist beschädigt oder fehlt; stellen Sie es aus einer Sicherung her oder speichern Sie es neu`,
  full: (place) => `für ${place} ist kein Platz mehr; schaffen Sie Platz und versuchen Sie es erneut`,
  unreachable: (place, reason) =>
    `${place} ist nicht benutzbar (${reason}); prüfen Sie Adresse, Rechte und ob der Server läuft`,
  oldServer: (found, needed) => `der Server ist PostgreSQL ${found}; es muss ${needed} oder neuer sein`,
  versions: {
    states: { draft: 'Entwurf', 'in-review': 'in Prüfung', approved: 'freigegeben' },
    columns: {
      id: 'Id',
      portfolio: 'Portfolio',
      number: 'Version',
      state: 'Stand',
      since: 'Seit',
      by: 'Von',
      plan: 'Plan',
      note: 'Notiz',
    },
    ruleNote: (longest) => `höchstens ${longest} Zeichen ohne Steuerzeichen`,
    none: 'Es gibt keine Versionen; kadenz versions create PLAN legt eine an.',
    now: (id, portfolio, number, state) => `Version ${id}, ${portfolio} v${number}: ${state}.`,
    missing: (id) => `es gibt keine Version ${id}; kadenz versions list zeigt ihre Ids`,
    notOpen: (id, step, state) =>
      `Version ${id}: ${state}; ${step} ist dann nicht möglich; kadenz versions list zeigt den Stand`,
  },
  tokens: {
    created: (id, name, role) => `Token ${id} für ${name}, ${role}. Es wird nur dieses eine Mal gezeigt.`,
    nameTaken: (name) =>
      `ein gültiges Token heißt ${name}; widerrufen Sie es zuerst oder wählen Sie einen anderen --name`,
    ruleName: (longest, taken) => `1 bis ${longest} Zeichen ohne Steuerzeichen und nicht ${taken}`,
    notInForce: (id) => `kein Token ${id} ist gültig; kadenz token list zeigt sie`,
    revoked: (id, name) => `Token ${id} von ${name} ist widerrufen.`,
    none: 'Es gibt keine Token.',
    columns: { id: 'Id', name: 'Name', role: 'Rolle', created: 'Angelegt', revoked: 'Widerrufen' },
  },
  kept: (place, plans) =>
    plans === 0
      ? `Aufbewahrt in ${place}.`
      : `Aufbewahrt in ${place}: ${keptPlans(plans)}; der letzte wird gezeigt.`,
};
