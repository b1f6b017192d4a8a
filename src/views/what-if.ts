/** A what-if: levels that sliders move, and settings as `--set` takes them; both become the same texts. */
import type { Portfolio } from '../domain/portfolio.ts';
import { shellWord } from '../messages/shell-word.ts';

/** The sliders, in their order on the page. */
export const whatIfKnobs = ['demand', 'prices', 'power', 'events', 'budget'] as const;

/** A name of {@link whatIfKnobs}. */
export type WhatIfKnob = (typeof whatIfKnobs)[number];

/** What is changed, by sliders and by settings. */
export interface WhatIf {
  /** Change of each level in whole percent; 0 or absent leaves it. */
  readonly levels: Readonly<Partial<Record<WhatIfKnob, number>>>;
  /** `PATH=VALUE`, applied after the levels; see `domain/setting.ts`. */
  readonly set: readonly string[];
}

/** The portfolio as it stands. */
export const noWhatIf: WhatIf = { levels: {}, set: [] };

/** Least and most of a knob, in percent. */
export const whatIfRange = { least: -60, most: 100, step: 5 } as const;

/** What each knob moves; prices only where there are any. */
const paths: Readonly<Record<WhatIfKnob, (portfolio: Portfolio) => readonly string[]>> = {
  demand: () => ['workloads.*.demand'],
  prices: ({ workloads }) =>
    workloads.every(({ priceUsdPerUnit }) => priceUsdPerUnit !== undefined)
      ? ['workloads.*.priceUsdPerUnit']
      : workloads
          .filter(({ priceUsdPerUnit }) => priceUsdPerUnit !== undefined)
          .map(({ id }) => `workloads.${id}.priceUsdPerUnit`),
  power: () => ['regions.*.powerUsdPerMwh'],
  events: () => ['events.*.hazardFactor'],
  budget: () => ['budget.*.capexUsd'],
};

/** The what-if as settings, levels first; `x1.05` where a percentage could be read as points. */
export function whatIfSettings(portfolio: Portfolio, { levels, set }: WhatIf): string[] {
  const change = (knob: WhatIfKnob, percent: number) =>
    knob === 'events' ? `x${(100 + percent) / 100}` : `${percent > 0 ? '+' : '-'}${Math.abs(percent)} %`;
  return [
    ...whatIfKnobs.flatMap((knob) => {
      const percent = levels[knob] ?? 0;
      return percent === 0 ? [] : paths[knob](portfolio).map((path) => `${path}=${change(knob, percent)}`);
    }),
    ...set,
  ];
}

/** The command that plans the same: `kadenz whatif portfolio.yaml --set 'workloads.*.demand=+5 %'`. */
export function whatIfCommand(file: string, settings: readonly string[]): string {
  return ['kadenz whatif', ...[file, ...settings.flatMap((text) => ['--set', text])].map(shellWord)].join(
    ' ',
  );
}
