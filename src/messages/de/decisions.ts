/** Was die Befehle sagen, die Entscheidungen bewerten, auf Deutsch: `evaluate` und `backtest`. */
import type { decisions as english } from '../en/decisions.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `decisions`; fehlt ein Text, so kompiliert es nicht. */
export const decisions: Translation<typeof english> = {
  commands: {
    evaluate: 'Eigene Entscheidungen im Modell des Plans bewerten: was sie wert sind und was jede kostet',
  },
  options: {
    rest: 'was nicht genannt ist: optimal (bestmöglich) oder continue (wie zuletzt genannt, sonst volles Tempo)',
    output: 'den Plan, den die Entscheidungen ergeben, hierhin schreiben',
    observed: 'Tabelle der beobachteten Maßnahmen, die dem Plan gegenübergestellt werden',
    hindsight: 'Portfolio mit dem, was später bekannt war: was dann richtig war',
    format:
      'mps: das Optimierungsproblem eines Portfolios; xlsx: das Portfolio als Arbeitsmappe; decisions: Tabelle dessen, was ein Plan entscheidet',
  },
  arguments: {
    decisions:
      'Tabelle der Entscheidungen (CSV oder Arbeitsmappe: option, action; dazu quarter, node und condition nach Bedarf)',
    exported: 'Portfoliodatei, für decisions eine Plandatei',
  },
  errors: {
    infeasible: (file) => `Die Entscheidungen in ${file} lassen sich nicht zusammen treffen.`,
    conflict: (rules) => `Sie brechen ${rules}. Eine Entscheidung ändern oder die Regel lockern.`,
    whole:
      'Nur halbe Entscheidungen hielten die Regeln ein. Eine Entscheidung ändern oder ein Budget lockern.',
    restHint: ' Mit --rest optimal weicht, was nicht genannt ist.',
    noneFound: 'in der Zeit fand sich kein Plan mit diesen Entscheidungen; mehr mit --time-limit erlauben',
  },
  evaluate: {
    asGood: (value) => `Ihre Entscheidungen sind ${value} wert, so viel wie der beste gefundene Plan.`,
    worth: (value, best, by) =>
      `Ihre Entscheidungen sind ${value} wert, der beste gefundene Plan ${best}: ${by} mehr.`,
    better: (value, best, by) =>
      `Ihre Entscheidungen sind ${value} wert, ${by} mehr als der gefundene Plan (${best}).`,
    proven: (low, high) => `Bewiesen: Gegenüber dem bestmöglichen Plan kosten sie ${low} bis ${high}.`,
    rest: {
      optimal: 'Was sie nicht nennen, wird bestmöglich entschieden, die Flotte immer.',
      continue:
        'Was sie nicht nennen, läuft weiter wie zuletzt genannt, sonst mit vollem Tempo; die Flotte wird bestmöglich entschieden.',
    },
    plans: 'Pläne',
    plan: 'Plan',
    value: 'Wert',
    capex: 'Capex',
    idle: 'Leer MWa',
    idleUsd: 'kostet',
    short: 'Fehlt MWa',
    shortUsd: 'entgeht',
    names: { given: 'Ihrer', plan: 'der Plan', fullSpeed: 'volles Tempo', retreat: 'Rückzug' },
    note: 'Leer: MW am Netz, die nichts nutzt, in MW-Jahren (MWa), und was es kostet, sie zu halten. Fehlt: MW, die unbediente Nachfrage bräuchte, und der Umsatz, der dort entgeht, samt Vertragsstrafen. Erwartet; Barwerte.',
    costs: (unit) => `Was jede abweichende Entscheidung kostet, einzeln freigegeben, ${unit}`,
    line: 'Zeile',
    option: 'Option',
    quarter: 'Quartal',
    yours: 'Ihre',
    planned: 'Plan',
    instead: 'Frei',
    cost: 'Kostet',
    costsNote:
      'Kostet: was der beste gefundene Plan mit dieser einen freien Entscheidung mehr wert ist, alle anderen Optionen unverändert; die Beträge addieren sich nicht.',
    none: 'Keine genannte Entscheidung weicht vom Plan ab.',
    more: (count) => `… und ${count} weitere (--json nennt sie)`,
    unweighed: (count) =>
      count === 1
        ? 'Was eine weitere abweichende Entscheidung kostet, war in der Zeit nicht zu ermitteln; --time-limit erhöhen.'
        : `Was ${count} weitere abweichende Entscheidungen kosten, war in der Zeit nicht zu ermitteln; --time-limit erhöhen.`,
    written: (path) => `Der Plan, den Ihre Entscheidungen ergeben, steht in ${path}.`,
    exported: (path, rows) => `${rows} Entscheidungen nach ${path} geschrieben.`,
  },
  backtest: {
    observed: (cost) => `Nach damaligem Wissen kosten die beobachteten Maßnahmen ${cost} gegenüber dem Plan.`,
    observedBetter: (gain) =>
      `Nach damaligem Wissen sind die beobachteten Maßnahmen ${gain} mehr wert als der gefundene Plan.`,
    hindsight: (plan) =>
      `Nach späterem Wissen verlieren die ersten Entscheidungen des Plans ${plan} gegenüber den besten.`,
    both: (plan, observed) =>
      `Nach späterem Wissen verlieren die ersten Entscheidungen des Plans ${plan} gegenüber den besten, die beobachteten Maßnahmen ${observed}.`,
    proven: (day) => `Bewiesen: Nach damaligem Wissen kosten die beobachteten Maßnahmen mindestens ${day}.`,
    provenBoth: (day, later) =>
      `Bewiesen: Die beobachteten Maßnahmen kosten nach damaligem Wissen mindestens ${day}, nach späterem mindestens ${later}.`,
    dayTable: (asOf) => `Wie am ${asOf} bekannt`,
    laterTable: 'Wie später bekannt',
    names: { plan: 'der Plan', observed: 'beobachtet', hindsight: 'Rückblick' },
    differ: 'Entscheidungen des ersten Quartals, die abweichen',
    firstOnly:
      'Jeder hält die Entscheidungen des ersten Quartals; alle späteren und die Flotte werden in der jeweiligen Welt bestmöglich entschieden.',
    left: (names) => `Nicht im Portfolio des späteren Wissens, weggelassen: ${names}.`,
    otherStart: (day, later) =>
      `das Portfolio des späteren Wissens beginnt in ${later}, der Plan in ${day}; beide müssen im selben Quartal beginnen`,
  },
};
