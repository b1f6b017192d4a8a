/** Was die Befehle sagen, die Pläne beurteilen, auf Deutsch. */
import type { judge as english } from '../en/judge.ts';
import type { Translation } from '../language.ts';

/** Im Katalog unter `judge`; fehlt ein Text, so kompiliert es nicht. */
export const judge: Translation<typeof english> = {
  simulate: {
    steps: {
      tree: 'Beurteilung im Baum',
      paths: 'Zukünfte werden verfolgt',
      hindsight: 'Planung im Rückblick',
    },
    progress: (step, done, of) => `${step} · ${done} von ${of} · Strg-C zeigt, was bekannt ist`,
    worth: (mean, low, high, futures, inTree) =>
      `Außerhalb der Stichprobe ist der Plan ${mean} wert (95 %: ${low} bis ${high}, ${futures} Zukünfte), in seinem Baum ${inTree}.`,
    none: 'Abgebrochen, bevor eine Zukunft verfolgt war.',
    stopped: (followed, asked) =>
      `Abgebrochen, bevor alles getan war: ${followed} von ${asked} Zukünften sind verfolgt, und das ist, was bisher bekannt ist.`,
    broken: (count, of) =>
      `In ${count} von ${of} Zukünften war ein Servicegrad nicht zu halten; sie fehlen in allen Zahlen.`,
    unlike: (share) =>
      `Die Zukünfte verteilen sich anders auf die Zweige, als der Baum erwartet: ${share} von ihnen müssten anderswo liegen. Ein Teil des Unterschieds zwischen Baum und Stichprobe kommt daher.`,
    table: (unit) => `Arten zu entscheiden, ${unit}`,
    way: 'Art',
    inTree: 'Im Baum',
    mean: 'Mittel',
    planMore: 'Plan gewinnt',
    regret: 'Bedauern',
    regretP90: 'Bedauern P90',
    following: (mean, difference, half, isMore) =>
      `Mit Bestellungen, die der beobachteten Nachfrage folgen, ist er ${mean} wert: ${difference} ${isMore ? 'mehr' : 'weniger'} (± ${half}).`,
    gainsNote:
      'Plan gewinnt: was der Plan bei gleicher Art zu bestellen mehr wert ist, Zukunft für Zukunft, ± das halbe 95-%-Intervall. Bestellungen folgen: in jeder Periode die besten für Nachfrage und Effizienz, wie sie bis dahin zu sehen waren, wenn der Rest kommt wie erwartet; Standorte wie entschieden, heutige Bestellungen bleiben; ohne Wert im Baum.',
    regretNote: (futures) =>
      `Bedauern: was der Rückblick mehr wert ist, Mittel und P90 über ${futures} Zukünfte.`,
    ways: {
      plan: 'der Plan',
      'mean-rolled': 'Mittelwertplan, erneuert',
      'mean-fixed': 'Mittelwertplan, starr',
      'full-speed': 'volles Tempo',
      retreat: 'Rückzug',
      'plan-following': 'Plan, Bestellungen folgen',
      'mean-rolled-following': 'Mittelwertplan, Bestellungen folgen',
    },
    hindsight: (value, bound) => `Rückblick: im Mittel ${value}, höchstens ${bound} (bewiesen).`,
    information: 'Was Vorausschau wert ist, im Baum',
    proven: 'Liegt bewiesen bei',
    between: (low, high) => `${low} bis ${high}`,
    noFigure:
      '–: keine Zahl, da die Perioden der Flotte nicht auf allen Zweigen in denselben Quartalen beginnen oder Entscheidungen für eine Zukunft in einer anderen eine Regel brechen.',
    measures: {
      vssRolled: 'gegenüber dem erneuerten Mittelwertplan (VSS, rollierend)',
      vssFixed: 'gegenüber dem starren Mittelwertplan (VSS)',
      adapting: 'des Anpassens, gegenüber dem besten festen Kalender',
      evpi: 'die Zukunft zu kennen (EVPI)',
    },
  },
  commands: {
    whatif: 'Sagen, was eine Änderung der Annahmen am Plan ändert: Wert, Entscheidungen, Kennzahlen',
    backtest: 'Planen mit dem, was an einem Tag bekannt war; später oder ohne Datum Bekanntes ist ein Fehler',
    simulate:
      'Einen Plan in Zukünften erproben, für die er nicht gemacht ist: wie er steht und mit Bestellungen, die der Nachfrage folgen, gegen andere Arten zu entscheiden',
    diff: 'Sagen, worin sich zwei Pläne unterscheiden: Eingaben, Entscheidungen und warum, Kennzahlen',
  },
  options: {
    set: 'einen Wert ändern, etwa contracts.anchor.terms=none oder budget.2026.capexUsd=+10 %; mehrfach möglich',
    base: 'Plan des Portfolios, wie es ist, damit es nicht neu geplant werden muss',
    whatIfOutput: 'den Plan des geänderten Portfolios hierhin schreiben',
    asOf: 'Stichtag: spätere Quellen, Belege und Beobachtungen werden abgelehnt',
    paths: 'neue Zukünfte (sonst 1000)',
    hindsightPaths: 'Zukünfte, die auch im Rückblick geplant werden (sonst 50)',
    timeLimit: 'Sekunden für die Suchen; gezeigt wird, was bis dahin bekannt ist',
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
    roic: 'ROIC, letztes Jahr',
    irr: 'Interner Zinsfuß',
    payback: 'Amortisation, Jahre',
    runway: 'Reichweite, Quartale',
    'over-build': 'Überkapazität, P90 höchstens, MW',
    'under-build': 'Unterkapazität, P90 höchstens, MW',
    waiting: 'Wartet auf Accelerators, P90 höchstens, MW',
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
    points: (number) => `${number} PP`,
    inputs: 'Abweichende Eingaben, soweit die Plandateien sie kennen',
    noInputs: 'Die Plandateien kennen keine abweichende Eingabe.',
    sameInputs: 'Die Portfolios unterscheiden sich nicht.',
    more: (count) => `… und ${count} weitere (--json nennt sie)`,
    parts: {
      portfolio: 'Portfolio',
      'as-of': 'Stichtag',
      seed: 'Startwert',
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
