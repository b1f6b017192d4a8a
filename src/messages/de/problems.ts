/** Probleme einer Eingabe, auf Deutsch. */
import { formatPath, type SyntaxFault } from '../../units/problem.ts';
import { type ProblemTexts, type RuleAndRemedy, writeLimits } from '../problem-texts.ts';
import { workbookProblems } from './workbook.ts';

const didYouMean = (nearest: string | undefined) => (nearest ? `Gemeint ist vielleicht ${nearest}. ` : '');

const kinds = {
  text: 'ein Text',
  number: 'eine Zahl',
  'whole number': 'eine ganze Zahl',
  'true or false': 'true oder false',
  list: 'eine Liste',
  section: 'ein Abschnitt aus Schlüsseln und Werten',
};

const syntax = (notation: string): Readonly<Record<SyntaxFault, RuleAndRemedy>> => ({
  tab: {
    rule: 'muss mit Leerzeichen eingerückt sein, nicht mit Tabulatoren',
    remedy: 'Den Tabulator durch zwei Leerzeichen ersetzen.',
  },
  indentation: {
    rule: 'muss wie die Nachbarzeilen eingerückt sein',
    remedy: 'An den Zeilen darüber ausrichten.',
  },
  'quote or bracket': {
    rule: 'lässt ein Anführungszeichen, eine Klammer oder ein Komma vermissen',
    remedy: 'Bitte ergänzen.',
  },
  alias: {
    rule: 'verweist auf einen Anker, der davor nicht definiert ist',
    remedy: 'Den Wert selbst schreiben.',
  },
  expansion: { rule: 'wiederholt sich durch Verweise zu oft', remedy: 'Die Werte selbst schreiben.' },
  nesting: { rule: 'ist zu tief verschachtelt', remedy: 'Ein Portfolio hat höchstens acht Ebenen.' },
  'several documents': {
    rule: 'beginnt ein zweites Dokument',
    remedy: 'Ein Dokument je Datei behalten; „---“ entfernen.',
  },
  tag: { rule: 'trägt eine Marke, die hier nichts bedeutet', remedy: 'Die Marke entfernen.' },
  key: { rule: 'muss einfache Texte als Schlüssel haben', remedy: 'Einen einfachen Schlüssel schreiben.' },
  other: {
    rule: `ist kein gültiges ${notation}`,
    remedy: 'Anführungszeichen, Doppelpunkte, Kommas und Klammern ringsum prüfen.',
  },
});

/** Regel und Abhilfe je Code; fehlt einer, so kompiliert es nicht. */
export const problems: ProblemTexts = {
  ...workbookProblems,
  'file-missing': () => ({
    rule: 'muss eine Datei oder ein Ordner mit Tabellen sein',
    remedy: 'Den Pfad prüfen.',
  }),
  'file-unreadable': ({ reason }) => ({
    rule: `muss lesbar sein (${reason})`,
    remedy: 'Zugriffsrechte prüfen oder die Datei an einen anderen Ort kopieren.',
  }),
  'file-kind': () => ({
    rule: 'muss YAML (.yaml, .yml), JSON (.json), eine Arbeitsmappe (.xlsx) oder ein Ordner mit CSV-Tabellen sein',
    remedy: 'In einer dieser Formen speichern.',
  }),
  'file-size': ({ limitMb }) => ({
    rule: `darf höchstens ${limitMb} MB groß sein`,
    remedy: 'Prüfen, ob es die richtige Datei ist; gleiche Einträge zusammenfassen.',
  }),
  'file-empty': () => ({
    rule: 'darf nicht leer sein',
    remedy: 'Prüfen, ob diese Datei gemeint ist; kadenz init schreibt ein Portfolio zum Beginnen.',
  }),
  parquet: () => ({
    rule: 'ist keine lesbare Parquet-Datei',
    remedy: 'Neu schreiben, oder als CSV.',
  }),
  encoding: () => ({ rule: 'muss Text in UTF-8 sein', remedy: 'Die Datei als UTF-8 speichern.' }),
  'plan-file': () => ({
    rule: 'ist eine Plandatei; hier steht sonst ein Portfolio',
    remedy: 'Hier das Portfolio angeben und den Plan dort, wo der Befehl ihn nennt: kadenz BEFEHL --help.',
  }),
  'control-character': () => ({
    rule: 'darf keine Steuerzeichen enthalten',
    remedy: 'Entfernen; erlaubt sind nur Tabulatoren und Zeilenenden.',
  }),
  syntax: ({ notation, what }) => syntax(notation)[what],
  'duplicate-key': ({ firstLine }) => ({
    rule: `steht bereits in Zeile ${firstLine}`,
    remedy: 'Eine der beiden Angaben behalten.',
  }),
  'table-missing': ({ table }) => ({
    rule: `muss die Tabelle ${table} enthalten`,
    remedy: 'Die Tabelle ergänzen.',
  }),
  'unknown-table': ({ allowed, nearest }, { and }) => ({
    rule: 'ist keine Tabelle eines Portfolios',
    remedy: `${didYouMean(nearest)}Umbenennen oder verschieben; Tabellen: ${and(allowed)}.`,
  }),
  'unknown-column': ({ allowed, nearest }, { and }) => ({
    rule: 'ist keine Spalte dieser Tabelle',
    remedy: `${didYouMean(nearest)}Umbenennen oder entfernen; Spalten: ${and(allowed)}.`,
  }),
  'row-length': ({ columns }) => ({
    rule: `muss ${columns} Zellen haben wie die Kopfzeile`,
    remedy: 'Zellen mit dem Trennzeichen in Anführungszeichen setzen; Zellen ergänzen oder entfernen.',
  }),
  'decimal-comma': ({ count }, { exact }) => ({
    rule: `enthält in ${count === 1 ? '1 Zelle' : `${exact(count)} Zellen`} Dezimalkommas, die als Dezimalpunkte gelesen werden`,
    remedy: 'Zur Sicherheit Dezimalpunkte schreiben.',
  }),
  'ambiguous-thousands': () => ({
    rule: 'könnte Tausender oder Dezimalen meinen, denn diese Tabelle verwendet Dezimalkommas',
    remedy: '1234 oder 1,234 ohne weitere Trennzeichen schreiben.',
  }),
  missing: () => ({ rule: 'ist erforderlich', remedy: 'Bitte ergänzen.' }),
  type: ({ expected }) => ({
    rule: `muss ${kinds[expected]} sein`,
    remedy: 'Bitte in dieser Form schreiben.',
  }),
  'unknown-key': ({ allowed, nearest }, { and }) => ({
    rule: 'ist kein Schlüssel dieses Abschnitts',
    remedy: nearest
      ? `${didYouMean(nearest)}Umbenennen oder entfernen.`
      : `Umbenennen oder entfernen; erlaubt: ${and(allowed)}.`,
  }),
  choice: ({ options, nearest }, { or }) => ({
    rule: `muss ${or(options.map(String))} sein`,
    remedy: `${didYouMean(nearest)}Einen dieser Werte wählen.`,
  }),
  range: (limits, format) => ({
    rule: `muss ${writeLimits(limits, format)} sein`,
    remedy: 'Zahl und Einheit prüfen.',
  }),
  'text-form': ({ form }) =>
    form === 'identifier'
      ? {
          rule: 'muss ein Name aus Buchstaben, Ziffern, „.“, „_“ und „-“ sein, höchstens 64 Zeichen, am Anfang Buchstabe oder Ziffer',
          remedy: 'Hier und überall umbenennen, wo er verwendet wird.',
        }
      : form === 'short'
        ? { rule: 'ist zu lang', remedy: 'Bitte kürzen.' }
        : { rule: 'darf nicht leer sein', remedy: 'Einen Text angeben.' },
  'list-length': ({ minimum, maximum }, format) => ({
    rule: `muss ${writeLimits({ minimum, maximum }, format)} Einträge haben`,
    remedy: minimum === undefined ? 'Einträge entfernen.' : 'Einträge ergänzen.',
  }),
  quarter: () => ({
    rule: 'muss ein Quartal sein',
    remedy: '2026Q1 schreiben, oder FY26Q3 für ein Fiskalquartal.',
  }),
  date: () => ({
    rule: 'muss ein Datum von 2000 bis 2100 sein',
    remedy: 'Jahr, Monat und Tag schreiben, etwa 2025-04-01.',
  }),
  number: ({ unit }, format) => ({
    rule: `muss eine Zahl${unit ? ` in ${format.unit(unit)}` : ''} sein`,
    remedy: 'Eine Zahl, eine Zahl mit Einheit oder eine Spanne wie „5 to 10“ schreiben.',
  }),
  'not-finite': () => ({
    rule: 'muss eine endliche Zahl sein',
    remedy: 'Die Zahl angeben oder den Schlüssel weglassen.',
  }),
  comma: () => ({
    rule: 'enthält ein Komma, das Tausender oder Dezimalen trennen könnte',
    remedy: '1.5 für anderthalb schreiben, 1500 oder 1_500 für fünfzehnhundert.',
  }),
  unit: ({ accepted }, { or }) => ({
    rule:
      accepted.length > 0 ? `muss eine bloße Zahl oder in ${or(accepted)} sein` : 'muss eine bloße Zahl sein',
    remedy: 'Umrechnen oder die Einheit entfernen.',
  }),
  'starts-later': () => ({
    rule: 'muss > 0 sein',
    remedy:
      'Für einen Workload, der später beginnt, statt demand.now ein demand.fan angeben: 0.001 im Quartal von asOf und im letzten vor seinem Beginn, danach seine Quantile.',
  }),
  step: ({ step }, { exact }) => ({
    rule: `muss ein Vielfaches von ${exact(step)} sein`,
    remedy: 'Auf das nächste runden.',
  }),
  'range-order': () => ({
    rule: 'muss eine Spanne mit low ≤ typical ≤ high sein',
    remedy: 'Die Zahlen ordnen.',
  }),
  'range-parts': () => ({
    rule: 'muss entweder value angeben oder low und high, mit oder ohne typical',
    remedy: 'Eine der beiden Formen behalten.',
  }),
  unusual: ({ meant, ...limits }, format) => ({
    rule: `ist ungewöhnlich; üblich ist ${writeLimits(limits, format)}`,
    remedy: meant
      ? `Ist ${meant} gemeint? Sonst so lassen.`
      : 'Zahl und Einheit prüfen; wenn sie stimmen, so lassen.',
  }),
  'unusual-cost': ({ usdPerMw, minimum, maximum }, { money }) => ({
    rule: `kostet ausgegeben und ausstehend ${money(usdPerMw)} je MW; üblich sind ${money(minimum)} bis ${money(maximum)}`,
    remedy: 'itPowerMw, spentUsd und die Kosten der Stufen prüfen; wenn sie stimmen, so lassen.',
  }),
  'live-past': ({ asOf }) => ({
    rule: `liegt vor ${asOf}, dem Quartal der Liste, obwohl noch gebaut wird: Der Rest wird in der kürzesten Zeit eingeplant`,
    remedy: 'Das nun erwartete Quartal, die Stufe live oder mit --as-of das Datum der Liste angeben.',
  }),
  'same-name': ({ firstLine, called }) => ({
    rule: `heißt auch Zeile ${firstLine}; von hier an heißt es ${called}`,
    remedy: 'Jedem Projekt einen eigenen Namen geben oder doppelt geführte entfernen.',
  }),
  'setting-form': () => ({
    rule: 'muss PFAD=WERT lauten',
    remedy: 'Zum Beispiel contracts.anchor.terms=none oder budget.2026.capexUsd=+10 %.',
  }),
  'setting-entry': ({ list, names, nearest }, { and }) => ({
    rule: `muss ein Eintrag von ${list} sein`,
    remedy: `${didYouMean(nearest)}${names.length > 0 ? `Einträge: ${and(names)}.` : 'Die Liste ist leer.'}`,
  }),
  'setting-change': ({ why, factor }) =>
    why === 'no figure'
      ? { rule: 'kann nur eine Zahl verändern', remedy: 'Eine Zahl nennen oder den Wert selbst schreiben.' }
      : {
          rule: 'könnte den Wert oder eine Veränderung meinen',
          remedy: `x${factor} schreiben, um sie zu verändern; sonst den Wert ohne Vorzeichen oder als reine Zahl.`,
        },
  'decision-option': ({ names, nearest }, { and }) => ({
    rule: 'muss eine Option des Portfolios nennen',
    remedy: `${didYouMean(nearest)}Optionen: ${and(names)}.`,
  }),
  'decision-quarter': ({ first, last }) => ({
    rule: `muss in den geplanten Quartalen ${first} bis ${last} liegen`,
    remedy: 'Entscheidungen anderer Quartale weglassen.',
  }),
  'decision-node': ({ nodes, quarter }) => ({
    rule: `muss ein Knoten von ${quarter} sein, von 0 bis ${nodes - 1}`,
    remedy: 'kadenz explain zeigt die Knoten; oder stattdessen eine Bedingung angeben.',
  }),
  'decision-not-open': ({ option, quarter, node, open }, { or }) => ({
    rule: `steht ${option} in ${quarter} (Knoten ${node}) nach den früheren Entscheidungen nicht offen`,
    remedy:
      open.length > 0 ? `${or(open)} wählen oder eine frühere Zeile ändern.` : 'Eine frühere Zeile ändern.',
  }),
  'condition-form': () => ({
    rule: 'muss eine Bedingung an den Baum sein',
    remedy:
      'Etwa event:slump, not event:slump, demand:chat > 1200 oder demand:chat > 110 % (des Erwarteten); mit „and“ verbinden.',
  }),
  'condition-series': ({ names, nearest }, { and }) => ({
    rule: 'muss eine Reihe des Baums nennen',
    remedy: `${didYouMean(nearest)}Reihen: ${and(names)}.`,
  }),
  'condition-never': ({ quarter }) => ({
    rule: `gilt an keinem Knoten von ${quarter}`,
    remedy: 'Die Bedingung lockern oder die Zeile entfernen.',
  }),
  reference: ({ collection, nearest }) => ({
    rule:
      collection === 'series'
        ? 'muss demand:<workload>, efficiency:<workload>, price:<accelerator>, power:<region>, rent:<burst> oder rent-out:<accelerator> sein'
        : `muss die id eines Eintrags von ${collection} sein`,
    remedy: `${didYouMean(nearest)}${collection === 'series' ? 'Einen Eintrag dieser Datei nennen.' : `Die id berichtigen oder den Eintrag in ${collection} ergänzen.`}`,
  }),
  'duplicate-id': ({ first }) => ({
    rule: `ist bereits die id von ${formatPath(first.slice(0, -1))}`,
    remedy: 'Jedem Eintrag eine eigene id geben.',
  }),
  'duplicate-entry': ({ first }) => ({
    rule: `steht bereits bei ${formatPath(first)}`,
    remedy: 'Einen der beiden Einträge behalten.',
  }),
  'stages-or-tracks': () => ({
    rule: 'muss entweder stages oder tracks haben',
    remedy: 'stages für eine einzelne Folge angeben, tracks für mehrere, die nebeneinander laufen.',
  }),
  'stage-order': ({ before }) => ({
    rule: `darf nicht auf ${before} folgen`,
    remedy: 'Die Phasen ordnen: exploratory, site-control, permitted, construction, powered.',
  }),
  'tranche-sum': ({ sumMw, capacityMw }, { exact }) => ({
    rule: `muss die Tranchen des Strangs auf itPowerMw bringen, ${exact(capacityMw)} MW; ihre Summe ist ${exact(sumMw)} MW`,
    remedy: 'Eine Tranche oder itPowerMw berichtigen oder deliversMw im ganzen Strang weglassen.',
  }),
  'lease-stages': ({ rule }) =>
    ({
      none: {
        rule: 'muss loi, signed oder commenced haben',
        remedy: 'Angeben, in welcher Phase der Mietvertrag ist.',
      },
      'loi needs signed': {
        rule: 'muss neben loi auch signed haben',
        remedy: 'signed: { quarters } für die Zeit von der Unterschrift bis zum Mietbeginn ergänzen.',
      },
      'commenced alone': {
        rule: 'darf neben commenced weder loi noch signed haben',
        remedy: 'commenced für laufende Verträge behalten, die anderen für künftige.',
      },
      'age within term': {
        rule: 'muss kleiner als termQuarters sein',
        remedy: 'Einen beendeten Vertrag entfernen oder seine Laufzeit berichtigen.',
      },
    })[rule],
  'outside-calendar': ({ first, last }) => ({
    rule: last ? `muss von ${first} bis ${last} liegen` : `darf nicht vor ${first} liegen`,
    remedy: last
      ? 'Verschieben oder asOf oder calendar.horizonQuarters ändern.'
      : 'Vergangenes entfernen oder das Quartal berichtigen.',
  }),
  'arrived-later': ({ asOf }) => ({
    rule: `darf nicht nach ${asOf} liegen, dem Quartal von asOf`,
    remedy: 'Den Eintrag nach orders verschieben.',
  }),
  'quarter-order': ({ before }) => ({
    rule: `darf nicht vor ${before} liegen`,
    remedy: 'Die Quartale ordnen.',
  }),
  'fan-order': () => ({ rule: 'muss p10 ≤ p50 ≤ p90 erfüllen', remedy: 'Die Quantile ordnen.' }),
  'budget-year': ({ first, last }) => ({
    rule: `muss von ${first} bis ${last} liegen, den Geschäftsjahren des Horizonts`,
    remedy: 'Das Jahr entfernen oder asOf oder calendar.horizonQuarters ändern.',
  }),
  'spent-over-budget': ({ capexUsd }, { money }) => ({
    rule: `darf das feste Jahresbudget von ${money(capexUsd)} nicht übersteigen`,
    remedy: 'capexUsd erhöhen oder overspendUsdPerUsd angeben.',
  }),
  'branching-root': () => ({
    rule: 'muss 1 sein, denn über das erste Jahr wird jetzt entschieden',
    remedy: 'Die Liste mit 1 beginnen.',
  }),
  'branching-length': ({ years, quarters }) => ({
    rule: `darf höchstens ${years} Einträge haben, einen je Jahr von ${quarters} Quartalen`,
    remedy: 'Die Liste kürzen oder calendar.horizonQuarters verlängern.',
  }),
  'tree-size': ({ nodes, limit }, { exact }) => ({
    rule: `darf höchstens ${exact(limit)} Knoten ergeben; hier sind es ${exact(nodes)}`,
    remedy: 'Weniger oder in weniger Jahren verzweigen.',
  }),
  'correlation-self': () => ({
    rule: 'muss zwei verschiedene Reihen nennen',
    remedy: 'Die andere Reihe nennen.',
  }),
  'correlation-matrix': ({ series }, { and }) => ({
    rule: `müssen für ${and(series)} zusammen möglich sein`,
    remedy: 'Näher an 0 bringen oder die fehlenden Paare angeben (sie zählen als 0).',
  }),
  'tree-form': ({ rule }) =>
    rule === 'branching and nodes'
      ? {
          rule: 'darf nicht neben branching stehen: Ein Baum hat entweder eine gegebene Form oder eine gegebene Größe',
          remedy:
            'nodes behalten, um simulierte Pfade zu verdichten, oder branching, um jährlich zu verzweigen.',
        }
      : {
          rule: 'braucht einen Baum gegebener Größe, in dem Ereignisse eigene Äste bekommen',
          remedy: 'uncertainty.nodes angeben, etwa 150, anstelle von uncertainty.branching.',
        },
  'self-influence': () => ({
    rule: 'muss ein anderes Ereignis nennen',
    remedy: 'Das andere Ereignis nennen.',
  }),
  'prior-sum': ({ sum }, { exact }) => ({
    rule: `muss Anfangswahrscheinlichkeiten mit der Summe 1 haben; ihre Summe ist ${exact(sum)}`,
    remedy: 'Eine der Wahrscheinlichkeiten berichtigen.',
  }),
  certainty: () => ({
    rule: 'muss über 0 und unter 1 liegen: Gewissheit ließe sich durch spätere Belege nie mehr ändern',
    remedy:
      'Angeben, wie wahrscheinlich eine solche Meldung in diesem Zustand ist, äußerstenfalls 0.01 oder 0.99.',
  }),
  'source-undated': ({ citedBy }) => ({
    rule: `fehlt; ${formatPath(citedBy)} stützt sich darauf, und ein Backtest muss wissen, was wann bekannt war`,
    remedy: 'Das Datum der Veröffentlichung angeben, so genau wie bekannt.',
  }),
  'known-later': ({ asOf }) => ({
    rule: `darf nicht nach asOf, ${asOf}, liegen: Der Plan kann es nicht wissen`,
    remedy: 'asOf weiterrücken oder den Eintrag entfernen.',
  }),
  'date-order': ({ before }) => ({
    rule: `darf nicht vor ${before} liegen`,
    remedy: 'Die Daten in zeitliche Ordnung bringen.',
  }),
  'history-short': ({ needed }) => ({
    rule: `muss mindestens ${needed} Quartale über 0 in demandHistory haben: Ein einzelner Wert sagt nichts über Wachstum`,
    remedy: 'Quartale ergänzen oder now mit growthPerYear und volatilityPerYear angeben.',
  }),
  'history-far': ({ quarters, limit }) => ({
    rule: `muss höchstens ${limit} Quartale vor dem Ende des Horizonts enden; dazwischen liegen ${quarters}`,
    remedy: 'Spätere Quartale ergänzen oder calendar.horizonQuarters verkürzen.',
  }),
  unservable: ({ why }) =>
    why === 'no pool'
      ? {
          rule: 'braucht einen Pool, der ihn bedienen darf; es gibt keinen Campus',
          remedy: 'pools angeben oder einen Campus ergänzen.',
        }
      : why === 'no hardware'
        ? {
            rule: 'braucht einen Accelerator, dessen Hardware angegeben ist',
            remedy: 'Bei Accelerators hardware angeben, etwa h100-sxm, oder gemessene Tokens je Sekunde.',
          }
        : why === 'objectives'
          ? {
              rule: 'muss auf einen Accelerator dieser Datei passen und dort seine Ziele einhalten',
              remedy: 'Ziele lockern, eine schmalere Präzision oder mehr Accelerators je Replik erlauben.',
            }
          : {
              rule: 'braucht für mindestens einen Accelerator eine Rate über 0',
              remedy:
                'Einheiten je Accelerator-Stunde für einen Accelerator dieser Datei angeben, oder ein bedientes Modell oder gemessene Tokens.',
            },
  'known-or-config': () => ({
    rule: 'braucht entweder known oder config',
    remedy: 'Ein Modell nennen, dessen Konfiguration mitgeliefert wird, oder seine config.json einfügen.',
  }),
  'model-or-measured': () => ({
    rule: 'muss ein Modell nennen, gemessene Tokens je Sekunde angeben oder beides',
    remedy: 'model oder measuredTokensPerS ergänzen.',
  }),
  'token-unit': () => ({
    rule: 'muss Tokens zählen, weil der Workload in Tokens bedient wird',
    remedy: 'M tokens (Eingabe und Ausgabe), M output tokens oder M input tokens schreiben; auch k und bn.',
  }),
  'model-config': ({ fault, known }, { or }) =>
    ({
      'unknown architecture': {
        rule: 'ist keine Architektur, deren Kosten bekannt sind',
        remedy: `Bekannt: ${or(known)}. Durch eine davon beschreiben oder gemessene Tokens je Sekunde angeben.`,
      },
      'missing key': {
        rule: 'wird von dieser Architektur gebraucht',
        remedy: `${or(known)} ergänzen, wie mit dem Modell veröffentlicht.`,
      },
      'bad value': {
        rule: 'muss eine Zahl ≥ 0 sein',
        remedy: 'Die veröffentlichte Konfiguration unverändert verwenden.',
      },
    })[fault],
};
