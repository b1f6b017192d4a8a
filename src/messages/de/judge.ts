/** Was die Befehle sagen, die Pläne beurteilen, auf Deutsch. */
import type { judge as english } from '../en/judge.ts';
import type { Translation } from '../language.ts';

export const judge: Translation<typeof english> = {
  commands: {
    whatif: 'Sagen, was eine Änderung der Annahmen am Plan ändert: Wert, Entscheidungen, Kennzahlen',
    diff: 'Sagen, worin sich zwei Pläne unterscheiden: Eingaben, Entscheidungen und warum, Kennzahlen',
  },
  options: {
    set: 'einen Wert ändern, etwa contracts.anchor.terms=none oder budget.2026.capexUsd=+10 %; mehrfach möglich',
    base: 'Plan des Portfolios, wie es ist, damit es nicht neu geplant werden muss',
    whatIfOutput: 'den Plan des geänderten Portfolios hierhin schreiben',
    portfolios: 'Portfolios der beiden Pläne, um jede abweichende Eingabe zu nennen',
  },
  arguments: {
    before: 'Plandatei, mit der verglichen wird',
    now: 'Plandatei, die verglichen wird',
  },
  errors: {
    noSetting: '--set fehlt; zum Beispiel --set budget.2026.capexUsd=+10%',
    otherBase: (base, path) =>
      `${base} ist kein Plan von ${path} in der vorliegenden Fassung; neu planen oder --base weglassen`,
    noPlan: (which) =>
      which === 'base'
        ? 'Das Portfolio hat, wie es ist, keinen Plan'
        : 'Das geänderte Portfolio hat keinen Plan',
    settings: 'den Änderungen',
  },
  figures: {
    value: 'Wert',
    gap: 'Lücke, bewiesen',
    npv: 'Kapitalwert, erwartet',
    cvar: 'CVaR',
    capex: 'Investitionen, erwartet',
    irr: 'Interner Zinsfuß',
    payback: 'Amortisation, Jahre',
    runway: 'Reichweite, Quartale',
    'over-build': 'Überbau, P90 höchstens, MW',
    'under-build': 'Unterdeckung, P90 höchstens, MW',
    reversible: 'Jetzt noch umkehrbar',
    emissions: 'Emissionen, tCO₂e',
  },
  difference: {
    better: (usd) => `Der Plan ist ${usd} mehr wert`,
    worse: (usd) => `Der Plan ist ${usd} weniger wert`,
    same: 'Der Plan ist gleich viel wert',
    interval: (low, high) => `; mit beiden Lücken liegen die besten Pläne ${low} bis ${high} auseinander.`,
    unclear: ' Die Lücken lassen die Richtung offen: mit kleinerem --gap planen.',
    changes: 'Was geändert wurde',
    input: 'Eingabe',
    before: 'Vorher',
    now: 'Jetzt',
    decisions: 'Abweichende Entscheidungen dieses Quartals',
    noDecisions: 'Keine Entscheidung dieses Quartals ändert sich.',
    option: 'Option',
    worth: (unit) => `Wert ${unit}`,
    certainty: 'Gewissheit',
    because: (name, rules) => `${name}: gebunden durch ${rules}`,
    later: (count, names, more) =>
      `${count === 1 ? '1 Option entscheidet' : `${count} Optionen entscheiden`} später anders: ${names}${more > 0 ? ` und ${more} weitere` : ''}.`,
    otherTree: 'Die Szenariobäume haben verschiedene Form; spätere Entscheidungen werden nicht verglichen.',
    figures: 'Kennzahlen',
    figure: 'Kennzahl',
    change: 'Änderung',
    inputs: 'Abweichende Eingaben, soweit die Plandateien sie kennen',
    noInputs: 'Die Plandateien kennen keine abweichende Eingabe.',
    sameInputs: 'Die Portfolios unterscheiden sich nicht.',
    more: (count) => `… und ${count} weitere (--json nennt sie)`,
    parts: {
      portfolio: 'Portfolio',
      'as-of': 'Stand',
      seed: 'Startzahl',
      engine: 'Programmversion',
      nodes: 'Knoten des Baums',
      quarters: 'Quartale',
      root: 'jetzt',
      horizon: 'am Horizont erwartet',
      option: 'Option',
    },
    none: '–',
    rule: (rule, subject, worth) => `${rule} ${subject} (${worth})`,
    written: (path) => `Plan des geänderten Portfolios nach ${path} geschrieben.`,
  },
};
