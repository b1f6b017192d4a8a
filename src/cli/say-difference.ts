/** Two plans side by side on the terminal. */
import type {
  DecisionDifference,
  FigureDifference,
  InputChange,
  InputDifference,
  PlanDifference,
} from '../app/compare-plans.ts';
import {
  actionBrief,
  actionIcon,
  certaintyOf,
  familyOf,
  headlineSentence,
  type PlanFile,
} from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Lines of a list that are shown; the rest is counted. */
const SHOWN = 12;

/** The sentence, what differs in the inputs (`inputs`), decisions with their reasons, and figures. */
export function differenceLines(
  { plan, difference }: { readonly plan: PlanFile; readonly difference: PlanDifference },
  context: Context,
  inputs: readonly string[],
): string[] {
  const { style, terminal, language } = context;
  return [
    ...wrap(worthSentence(difference, context), terminal.width).map(style.bold),
    ...wrap(headlineSentence(plan, language), terminal.width),
    '',
    ...inputs,
    '',
    ...decisionLines(plan, difference, context),
    '',
    ...figureLines(difference.figures, context),
  ];
}

function worthSentence(
  { valueUsd, lowestUsd, highestUsd }: PlanDifference,
  { language, format }: Context,
): string {
  const say = messages(language).judge.difference;
  const worth =
    Math.abs(valueUsd) < 0.5
      ? say.same
      : valueUsd > 0
        ? say.better(format.money(valueUsd))
        : say.worse(format.money(-valueUsd));
  const unclear = lowestUsd < 0 && highestUsd > 0 && Math.abs(valueUsd) >= 0.5 ? say.unclear : '';
  const [lowest, highest] = [signed(lowestUsd, format), signed(highestUsd, format)];
  if (lowest === highest || Math.max(-lowestUsd, highestUsd) < 0.5) return `${worth}.`;
  return `${worth}${say.interval(lowest, highest)}${unclear}`;
}

function signed(usd: number, format: Context['format']): string {
  return usd > 0 ? `+${format.money(usd)}` : format.money(usd);
}

/** The values of two portfolios that differ. */
export function changeLines(
  changes: readonly InputChange[],
  { language, style, terminal, format }: Context,
): string[] {
  const say = messages(language).judge.difference;
  if (changes.length === 0) return [say.sameInputs];
  return [
    style.bold(say.changes),
    ...tableLines(
      [{ title: say.input }, { title: say.before }, { title: say.now }],
      changes.slice(0, SHOWN).map(({ path, before, now }) => {
        const [was, is] = [before, now].map((text) => asFigure(text, format));
        return was === is ? [path, before, now] : [path, was!, is!];
      }),
      terminal.width,
      style,
    ),
    ...(changes.length > SHOWN ? [say.more(changes.length - SHOWN)] : []),
  ];
}

/** `800000000 USD/MW` as `800 m USD/MW`, `40000 per hour` as `40,000 per hour`; whatever is no single figure with a unit as it is. */
function asFigure(written: string, format: Context['format']): string {
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) ([A-Za-z/ ]+)$/i.exec(written) ?? [];
  if (amount === undefined) return written;
  const per = /^USD(\/.*)?$/.exec(unit);
  return per
    ? `${format.money(Number(amount))}${per[1] ?? ''}`
    : `${format.exact(Number(amount))} ${format.unit(unit)}`;
}

/** What plan files tell of inputs that differ. */
export function inputLines(
  inputs: readonly InputDifference[],
  { language, style, terminal, format }: Context,
): string[] {
  const say = messages(language).judge.difference;
  if (inputs.length === 0) return [say.noInputs];
  const cell = (value: string | number | null) =>
    value === null ? say.none : typeof value === 'number' ? format.number(value) : value;
  return [
    style.bold(say.inputs),
    ...tableLines(
      [{ title: say.input }, { title: say.before, align: 'right' }, { title: say.now, align: 'right' }],
      inputs
        .slice(0, SHOWN)
        .map(({ what, subject, before, now }) => [
          subject ? `${subject}, ${say.parts[what]}` : say.parts[what],
          ...[before, now].map((value) => (what === 'seed' ? String(value) : cell(value))),
        ]),
      terminal.width,
      style,
    ),
    ...(inputs.length > SHOWN ? [say.more(inputs.length - SHOWN)] : []),
  ];
}

function decisionLines(
  plan: PlanFile,
  { decisions, laterOptions }: PlanDifference,
  context: Context,
): string[] {
  const { language, style, terminal } = context;
  const say = messages(language).judge.difference;
  const words = messages(language).plan;
  const column = moneyColumn(
    decisions.flatMap(({ decision }) => (decision ? [decision.advantageUsd] : [])),
    language,
  );
  const action = (name: string | undefined) =>
    name === undefined ? say.none : `${actionIcon(name)} ${actionBrief(name, language)}`;
  const paint = (text: string, row: number) => {
    const now = decisions[row]!.now;
    return now === undefined ? text : style.action(familyOf(now), text);
  };
  const rows = decisions.map(({ name, before, now, decision }) => [
    ...[name, action(before), action(now)],
    decision ? column.cell(decision.advantageUsd) : say.none,
    decision ? words.certainties[certaintyOf(plan.headline, decision)] : say.none,
  ]);
  const columns = [
    ...[{ title: say.option }, { title: say.before }, { title: say.now, style: paint }],
    ...[{ title: say.worth(column.unit), align: 'right' as const }, { title: say.certainty }],
  ];
  return [
    ...(decisions.length === 0
      ? [say.noDecisions]
      : [style.bold(say.decisions), ...tableLines(columns, rows, terminal.width, style)]),
    ...decisions.flatMap((decision) => reasonLines(decision, context)),
    ...laterLines(laterOptions, context),
  ];
}

/** The rules that bind a decision that differs. */
function reasonLines(
  { name, binding }: DecisionDifference,
  { language, format, terminal, style }: Context,
): string[] {
  if (binding.length === 0) return [];
  const say = messages(language).judge.difference;
  const words: Readonly<Record<string, string>> = messages(language).plan.rules;
  const rules = binding.map(({ rule, subject, worthUsd }) =>
    say.rule(words[rule] ?? rule, subject, signed(worthUsd, format)),
  );
  return wrap(say.because(name, format.and(rules)), terminal.width).map(style.dim);
}

function laterLines(
  later: PlanDifference['laterOptions'],
  { language, format, terminal }: Context,
): string[] {
  const say = messages(language).judge.difference;
  if (later === null) return wrap(say.otherTree, terminal.width);
  if (later.length === 0) return [];
  const named = later.slice(0, 5);
  return wrap(say.later(later.length, format.and(named), later.length - named.length), terminal.width);
}

function figureLines(
  figures: readonly FigureDifference[],
  { language, format, style, terminal }: Context,
): string[] {
  const say = messages(language).judge;
  const money = new Set(['value', 'gap', 'npv', 'cvar', 'capex', 'reversible']);
  const shares = new Set(['roic', 'irr']);
  const cell = (figure: string, value: number | null) => {
    if (value === null || !Number.isFinite(value)) return say.difference.none;
    // Less than a dollar is dust of the last digits.
    if (money.has(figure)) return format.money(Math.abs(value) < 1 ? 0 : value);
    return shares.has(figure) ? format.percent(value) : format.number(value);
  };
  const changeCell = (figure: string, change: number) =>
    shares.has(figure) ? say.difference.points(format.number(change * 100)) : cell(figure, change);
  const rows = figures.map(({ figure, before, now }) => {
    const change = before === null || now === null ? null : now - before;
    const small =
      change === null || Math.abs(change) <= Math.max(1e-9 * Math.abs(before!), money.has(figure) ? 1 : 0);
    return [
      ...[say.figures[figure], cell(figure, before), cell(figure, now)],
      small ? say.difference.none : `${change > 0 ? '+' : ''}${changeCell(figure, change)}`,
    ];
  });
  const right = (title: string) => ({ title, align: 'right' as const });
  const { figure, before, now, change } = say.difference;
  return [
    style.bold(say.difference.figures),
    ...tableLines([{ title: figure }, right(before), right(now), right(change)], rows, terminal.width, style),
  ];
}
