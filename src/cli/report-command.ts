/** `kadenz report`: a plan as one HTML file. */
import { writeReportFromFiles } from '../app/write-report.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refusePlan, sayInvalid } from './say-problems.ts';

/** A portfolio that the plan was not made from is refused. */
export async function reportCommand(
  planPath: string,
  portfolioPath: string,
  path: string,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say, language } = context;
  await ports.prepareFolder(path);
  const outcome = await writeReportFromFiles(
    { planPath, portfolioPath, seed: flags.seed, path, language },
    ports,
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolioPath, 'report', context);
  if (outcome.status === 'other-portfolio') {
    throw new Refusal(say.errors.otherPortfolio(planPath, portfolioPath), exitCodes.invalid);
  }
  if (outcome.status !== 'written') refusePlan(outcome, planPath, context);
  else if (flags.json) {
    const { inputHash, seed } = outcome.plan.provenance;
    printEnvelope(context, { command: 'report', inputHash, seed, result: { output: path } });
  } else terminal.out(`${say.plan.reportWritten(path)}\n`);
  return exitCodes.ok;
}
