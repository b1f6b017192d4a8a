/** `kadenz validate`: everything that is wrong, or what the portfolio holds. */
import { validatePortfolioFile, type WorthLine } from '../app/validate-portfolio.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope, problemRecord } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';

/** Prints every problem at once, or what the portfolio holds and which assumed figures to find out. */
export async function validateCommand(file: string, context: Context): Promise<ExitCode> {
  const { ports, flags, terminal, say, format, style } = context;
  const outcome = await validatePortfolioFile(file, flags.seed, ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'validate', context);
  sayNotices(outcome.notices, context);
  if (flags.json) {
    const { inputHash, seed, notices: found, status: _, ...rest } = outcome;
    const result = { ...rest, notices: found.map((notice) => problemRecord(notice, context)) };
    printEnvelope(context, { command: 'validate', inputHash, seed, result });
    return exitCodes.ok;
  }
  const { projects, leases, itPowerMw, nodes, futures, assumed, worth } = outcome;
  const lines = [
    style.bold(say.validate.sound(file)),
    say.validate.contents(projects, leases, format.power(itPowerMw), nodes, futures),
    say.validate.assumed(assumed),
    ...worthToSay(worth, context),
    '',
    style.dim(say.plan.next(`kadenz plan ${file} -o plan.json --report report.html`)),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}

/** The assumed figures most worth finding out, each with why and where. */
export function worthToSay(worth: readonly WorthLine[], { say, style, language }: Context): string[] {
  if (worth.length === 0) return [];
  const why = messages(language).worth;
  return [
    '',
    style.bold(say.init.worth),
    ...worth.flatMap(({ field, places }, i) => [
      `${i + 1}. ${why[field]}`,
      style.dim(
        `   ${places.slice(0, 2).join(', ')}${places.length > 2 ? ` … (${say.init.places(places.length)})` : ''}`,
      ),
    ]),
  ];
}
