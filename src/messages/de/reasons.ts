/** Gründe, die Terminal und Bericht teilen, auf Deutsch. */
import type { reasons as english } from '../en/reasons.ts';
import type { Translation } from '../language.ts';

type Texts = Translation<typeof english>;

const flips: Texts['flips'] = {
  title: 'Was die Entscheidung kippen würde',
  rival: (action, more, less) =>
    `Zu den Preisen des Plans wäre „${action}“ ${more ? `${more} mehr wert` : 'gleich viel wert'}; damit neu geplant ist der Plan ${less ? `${less} weniger wert` : 'gleich viel wert'}.`,
  equal: (action) => `Zu den Preisen des Plans wäre „${action}“ gleich viel wert.`,
  better: (action, more) => `Zu den Preisen des Plans wäre „${action}“ ${more} mehr wert.`,
  megawatts: (action, change, isMore) =>
    `Auf „${action}“, wenn die Megawatt ${change} ${isMore ? 'mehr' : 'weniger'} wert wären.`,
  price: (action, usd, isMore) =>
    `Auf „${action}“, wenn ${usd} USD ${isMore ? 'mehr' : 'weniger'} je Einheit gezahlt würden.`,
  note: 'Aus dem eigenen Problem der Option zu den Preisen des Plans, alles andere unverändert; kadenz whatif plant neu.',
};

const turns: Texts['turns'] = {
  title: 'Wo sich der Lauf später ändert',
  node: 'Knoten',
  quarter: 'Quartal',
  share: 'Erreicht',
  worth: (unit) => `Wert ${unit}`,
  note: 'Wert: was die nächstbeste Maßnahme dort zu den Preisen des Plans verliert, als Barwert, wenn diese Zukunft eintritt.',
};

/** Im Katalog unter `reasons`; fehlt ein Text, so kompiliert es nicht. */
export const reasons: Texts = { flips, turns, otherRows: 'übrige Regeln und Quartale' };
