/** The cash of staged options: what the replayed steps pay and what is left at the leaves. */
import type { Ledger } from './ledger.ts';
import { nominalUsd } from './machine.ts';
import type { ReplayedOption } from './replay.ts';
import type { Timeline } from './timeline.ts';

/** Books what an option's replayed steps pay and earn. */
export function addOptionCash(
  ledger: Ledger,
  { machine, steps, pool }: ReplayedOption,
  timeline: Timeline,
): void {
  const items = [`option:${machine.option}`, ...(pool ? [`pool:${pool}`] : [])];
  for (const [node, { amounts }] of steps.entries()) {
    for (const amount of amounts) {
      const { heading, capex } = amount;
      ledger.add({ node, heading, usd: nominalUsd(amount, node, timeline), capex, items });
    }
  }
  for (const node of timeline.leaves) {
    ledger.add({ node, heading: 'terminal', usd: machine.terminalUsd(steps[node]!.next), items });
  }
}
