/** Says how a workload's demand becomes accelerators, MW and USD, and where each figure is from. */
import type { Obtained, RateLink, WorkloadExplanation } from '../app/explain-workload.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { type Column, tableLines } from './table.ts';
import { wrap } from './wrap.ts';

type Step = RateLink['step'];

/** Links that are shown as rows of the chain, in its order; the peak stands in the sentence above. */
const shown: readonly Step[] = [
  ...(['input-tokens', 'output-tokens', 'concurrency', 'replica-output', 'replica-accelerators'] as const),
  ...(['accelerator-output', 'counted-tokens', 'rate', 'peak', 'it-power'] as const),
  ...(['hardware-cost', 'energy-cost', 'unit-cost'] as const),
];

/** Lines of the whole explanation. */
export function rateLines(explained: WorkloadExplanation, context: Context): string[] {
  const { language, style, terminal, format } = context;
  const say = messages(language).serving;
  const { needs, unit, efficiency } = explained;
  const columns = (first: string, last: string): Column[] => [
    { title: first },
    ...needs.map(({ origin }) => ({ title: origin.accelerator, align: 'right' as const })),
    { title: last },
  ];
  const table = (first: string, last: string, rows: readonly (readonly string[])[]) =>
    tableLines(columns(first, last), rows, terminal.width, style);
  const amounts = (label: string, of: (need: (typeof needs)[number]) => number) => [
    label,
    ...needs.map((need) => format.number(of(need))),
    '',
  ];
  const total = (of: (need: (typeof needs)[number]) => number) =>
    needs.reduce((sum, one) => sum + of(one), 0);
  return [
    ...wrap(headline(explained, context), terminal.width).map(style.bold),
    ...wrap(
      say.explain.served(
        format.percent(explained.demand > 0 ? total(({ served }) => served) / explained.demand : 0),
        format.number(total(({ running }) => running)),
        format.power(total(({ runningMw }) => runningMw)),
      ),
      terminal.width,
    ),
    ...(efficiency === 1 ? [] : [say.explain.efficiency(format.number(efficiency))]),
    ...modelLines(explained, context),
    '',
    style.bold(say.explain.chain),
    ...table('', say.explain.obtained, chainRows(explained, context)),
    '',
    style.bold(say.explain.alone),
    ...table('', '', [
      amounts(say.explain.accelerators, (need) => need.accelerators),
      amounts(say.explain.power, (need) => need.itPowerMw),
      amounts(say.explain.cost, (need) => need.usdPerHour),
    ]),
    '',
    style.bold(say.explain.plan),
    ...table('', '', [
      amounts(say.explain.accelerators, (need) => need.running),
      amounts(say.explain.power, (need) => need.runningMw),
      amounts(say.explain.units(unit), (need) => need.served),
    ]),
    '',
    ...wrap(say.explain.words, terminal.width).map(style.dim),
  ];
}

function headline(
  { workload, demand, unit, quarter }: WorkloadExplanation,
  { language, format }: Context,
): string {
  const { explain } = messages(language).serving;
  const sentence = explain.headline(workload, format.number(demand), unit, format.quarter(quarter));
  const factor = { k: 1e3, m: 1e6, bn: 1e9, b: 1e9 }[/^(k|m|bn|b)\s/i.exec(unit)?.[1]?.toLowerCase() ?? ''];
  if (!/tokens$/i.test(unit)) return sentence;
  return `${sentence} ${explain.perSecond(format.number((demand * (factor ?? 1)) / 3600))}`;
}

function modelLines({ needs }: WorkloadExplanation, { language, terminal }: Context): string[] {
  const { explain } = messages(language).serving;
  const deployment = needs.find(({ origin }) => origin.deployment)?.origin.deployment;
  return deployment ? wrap(explain.model(deployment.model, deployment.engine), terminal.width) : [];
}

function chainRows({ needs }: WorkloadExplanation, { language, format }: Context): string[][] {
  const say = messages(language).serving;
  const dash = '–';
  const deployments = needs.map(({ origin }) => origin.deployment);
  const rows: string[][] = [];
  if (deployments.some((one) => one !== undefined))
    rows.push([
      say.explain.deployment,
      ...deployments.map((one) => (one ? `${one.layout} ${one.weights}` : dash)),
      '',
    ]);
  for (const step of shown) {
    const links = needs.map(({ origin }) => origin.links.find((link) => link.step === step));
    const first = links.find((link) => link !== undefined);
    if (!first) continue;
    const label = say.steps[step];
    const known = [...new Set(links.flatMap((link): Obtained[] => (link ? [link.obtained] : [])))];
    rows.push([
      typeof label === 'string' ? label : label(first.unit),
      ...links.map((link) => (link ? format.number(link.value) : dash)),
      known.map((one) => say.obtained[one]).join(', '),
    ]);
    if (step === 'rate' && links.some((link) => link?.low !== undefined))
      rows.push([`  ${say.explain.range}`, ...links.map((link) => rangeOf(link, format)), '']);
  }
  return rows;
}

function rangeOf(link: RateLink | undefined, { number }: Context['format']): string {
  if (link?.low === undefined || link.high === undefined) return '–';
  return `${number(link.low)}–${number(link.high)}`;
}
