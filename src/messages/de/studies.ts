/** Was Untersuchungen eines Plans sagen, auf Deutsch: `whatif --draws`, `--tornado`, `--flips`, `--frontier` und `plan --check-horizon`. */
import type { studies as english } from '../en/studies.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `studies`; fehlt ein Text, so kompiliert es nicht. */
export const studies: Translation<typeof english> = {
  options: {
    draws: 'alle unsicheren Eingaben so oft ziehen: wie oft jede Entscheidung hält, und der Wert',
    tornado: 'jede unsichere Eingabe an ihre Enden setzen: die größten Ausschläge des Werts und was kippt',
    flips: 'Nachfrage und Preise bewegen, bis Entscheidungen kippen, durch neues Planen',
    frontier: 'erwarteter Kapitalwert gegen CVaR für Gewichte des CVaR, etwa 0,0.25,0.5,0.99',
    gap: 'Lücke, bei der jeder Plan endet, als Anteil des Einsatzes (Untersuchungen: 3 %)',
    checkHorizon:
      'auch mit einem um zwei Jahre kürzeren und längeren Horizont planen und zeigen, was sich ändert',
  },
  errors: {
    one: '--draws, --tornado, --flips und --frontier nur einzeln',
    weights: 'Gewichte des CVaR von 0 bis 1, durch Kommas getrennt',
    outputs: '-o nur mit --set: Eine Untersuchung macht viele Pläne',
  },
  progress: {
    plan: (seconds) =>
      `das Portfolio wird geplant, wie es ist · ${seconds} s · Strg-C nimmt den besten Plan bis dahin`,
    screen: (done, of) => `Eingaben werden gesichtet · ${done} von ${of} · Strg-C zeigt, was bekannt ist`,
    cases: (done, of) => `neu geplant · ${done} von ${of} · Strg-C zeigt, was bekannt ist`,
  },
  study: {
    stopped: 'Abgebrochen, bevor alles getan war: Das ist, was bisher bekannt ist.',
    nothing: 'Abgebrochen, bevor ein Plan gemacht war.',
    gaps: (gap) =>
      `Jeder Plan geht vom bestehenden aus und endet innerhalb von ${gap} seines Einsatzes, oder wo seine Suche endet.`,
    option: 'Option',
    now: 'Plan',
    none: '–',
  },
  draws: {
    headline: (planned, low, median, high) =>
      `Unter ${planned} Ziehungen der unsicheren Eingaben ist der Plan ${median} wert (P10 ${low}, P90 ${high}).`,
    infeasible: (count) => `Unter ${count} Ziehungen hält kein Plan alle Regeln ein.`,
    unfinished: (count) => `${count} Ziehungen wurden vor ihrer Lücke abgebrochen; sie zählen nirgends.`,
    meanGap: (gap) => `Ihre Lücken sind im Mittel ${gap} des Einsatzes.`,
    table: 'Wie oft jede Entscheidung dieses Quartals hält',
    holds: 'Hält',
    half: '±',
    others: 'Sonst',
  },
  tornado: {
    headline: (input, swing, inputs) =>
      `Von ${inputs} unsicheren Eingaben bewegt ${input} den Wert am meisten: um ${swing} zwischen ihren Enden.`,
    none: 'Keine Eingabe hat eine Spanne.',
    table: (unit) => `Wert mit einer Eingabe am Ende ihrer Spanne, neu geplant, ${unit}`,
    input: 'Eingabe',
    range: 'Spanne',
    low: 'Unten',
    high: 'Oben',
    swing: 'Ausschlag',
    flips: 'Kippt',
    note: 'Gereiht wurden die Eingaben mit beibehaltenen Entscheidungen, die weitesten dann neu geplant. Kippt: Entscheidungen dieses Quartals, die an einem Ende anders ausfallen; beibehalten: für neues Planen war keine Zeit.',
    kept: 'beibehalten',
    end: { low: 'unten', high: 'oben' },
  },
  flips: {
    unfinished: (finished, tried) =>
      `${finished} von ${tried} Änderungen von Nachfrage und Preisen wurden in der Zeit geplant: Auch was hier nicht steht, kann kippen.`,
    headline: (count, of) =>
      count === 0
        ? 'Keine Entscheidung dieses Quartals kippt zwischen halber und doppelter Nachfrage oder halben und doppelten Preisen.'
        : `${count} von ${of} Entscheidungen dieses Quartals kippen zwischen halber und doppelter Nachfrage oder halben und doppelten Preisen.`,
    nearest: (name, lever, change, action) =>
      `Am nächsten: Bei ${lever} ${change} heißt es für ${name}: ${action}.`,
    table: (plans) => `Wo Entscheidungen kippen, aus ${plans} Plänen`,
    lever: 'Hebel',
    holds: 'Hält bis',
    flips: 'Kippt bei',
    action: 'Dann',
    atPrices: 'MW-Wert',
    levers: { demand: 'Nachfrage', price: 'Preisen' },
    steady: (names) => `Nichts davon kippt ${names}.`,
    note: 'MW-Wert: Änderung des Werts eines MW, bei der die Option allein zu den Preisen des Plans kippt (kadenz explain); neues Planen bewegt auch, was sonst darum konkurriert.',
  },
  frontier: {
    headline: (npv, cvar) =>
      `Von Gewicht 0 bis 1 auf dem CVaR werden ${npv} erwarteter Kapitalwert für ${cvar} CVaR aufgegeben.`,
    table: (unit) => `Erwarteter Kapitalwert und CVaR, ${unit}`,
    weight: 'λ',
    npv: 'Kapitalwert',
    cvar: 'CVaR',
    capex: 'Capex',
    gap: 'Lücke',
    changes: 'Entscheidet anders als die Zeile darüber',
    dominated: 'von einem anderen Punkt übertroffen, innerhalb der Lücken',
    axes: (level) =>
      `nach oben: erwarteter Kapitalwert; nach rechts: CVaR, Mittel der schlechtesten ${level} der Zukünfte am Ende des Horizonts`,
  },
  horizon: {
    same: 'Keine Entscheidung dieses Quartals ändert sich mit einem um zwei Jahre kürzeren oder längeren Horizont.',
    changes: (years, names) => `Mit einem ${years} Horizont: ${names}.`,
    shorter: (years) => `um ${years} Jahre kürzeren`,
    longer: (years) => `um ${years} Jahre längeren`,
    flag: (name, action) => `${name} ${action}`,
    option: (years, action) => `Hängt am Horizont: Mit einem ${years} hieße es ${action}.`,
  },
  page: {
    frontier: 'Was kostet es, vor den schlechtesten Zukünften sicher zu sein?',
    tornado: 'Welche Eingabe bewegt den Wert am meisten?',
    draws: 'Wie oft hält jede Entscheidung?',
    flips: 'Wo kippen Entscheidungen?',
    npv: (unit) => `Erwarteter Kapitalwert, ${unit}`,
    cvar: (unit) => `CVaR, ${unit}`,
    point: ({ weight, npv, cvar, gap }) =>
      `λ ${weight}: erwarteter Kapitalwert ${npv}, CVaR ${cvar}, innerhalb von ${gap}`,
    lowEnd: 'Eingabe am unteren Ende',
    highEnd: 'Eingabe am oberen Ende',
    noFlip: 'keine',
    interval: 'halbes 95-%-Intervall',
  },
};
