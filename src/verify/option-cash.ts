/** The cash of staged options: what the replayed steps pay and what is left at the leaves. */
import type { Ledger } from './ledger.ts';
import type { ReplayedOption } from './replay.ts';
import type { Timeline } from './timeline.ts';

export function addOptionCash(
  ledger: Ledger,
  { machine, steps }: ReplayedOption,
  { inflation, leaves }: Timeline,
): void {
  const items = [`option:${machine.option}`, `pool:${machine.pool}`];
  for (const [node, { amounts }] of steps.entries()) {
    for (const { heading, usd, inflated, capex } of amounts) {
      ledger.add({ node, heading, usd: inflated ? usd * inflation[node]! : usd, capex, items });
    }
  }
  for (const node of leaves) {
    ledger.add({ node, heading: 'terminal', usd: machine.terminalUsd(steps[node]!.next), items });
  }
}
