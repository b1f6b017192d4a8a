/** `kadenz serve`: the dashboard of a portfolio at a loopback address. */
import type { Command } from 'commander';
import { type Judgement, readJudged } from '../app/read-judged.ts';
import { readPlan } from '../app/read-plan.ts';
import type { messages } from '../messages/catalogue.ts';
import { dashboardFolder, dashboardHost, listen, readStaticFiles } from '../server/serve.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refusePlan, sayInvalid, sayNotices } from './say-problems.ts';

/** Files to show, and where to listen; port 0 takes any that is free. */
export interface ServeOptions {
  readonly plan?: string | undefined;
  readonly former?: string | undefined;
  readonly judged?: readonly string[] | undefined;
  readonly host: string;
  readonly port: number;
}

/** Adds the command's arguments and options. */
export function addServe(
  command: Command,
  say: ReturnType<typeof messages>['cli'],
  wholePort: (value: string) => number,
): Command {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  return command
    .argument('<portfolio>', say.arguments.portfolio)
    .option('--plan <plan.json>', say.options.servePlan)
    .option('--former <plan.json>', say.options.former)
    .option('--judged <file.json>', say.options.judged, collect)
    .option('--host <name>', say.options.host, '127.0.0.1')
    .option('--port <n>', say.options.port, wholePort, 4319);
}

/** Serves until Ctrl-C. Without a plan it makes one while the page shows how far it is. */
export async function serveCommand(path: string, options: ServeOptions, context: Context): Promise<ExitCode> {
  const { ports, terminal, say, flags } = context;
  const files = readStaticFiles(dashboardFolder());
  if (!files) throw new Refusal(say.serve.notBuilt);
  const host = dashboardHost(ports);
  const portfolio = await host.open(path, flags.seed);
  if ('status' in portfolio) return sayInvalid(portfolio, path, 'serve', context);
  sayNotices(portfolio.notices, context);
  const given = async (file: string | undefined) => {
    if (file === undefined) return undefined;
    const reading = await readPlan(file, ports);
    return reading.status === 'read' ? reading.plan : refusePlan(reading, file, context);
  };
  const [plan, former] = [await given(options.plan), await given(options.former)];
  if (plan && plan.provenance.inputHash !== portfolio.inputHash)
    throw new Refusal(say.errors.otherPortfolio(options.plan!, path), exitCodes.invalid);
  const judgements: Judgement[] = [];
  const others: { id: string; name: string }[] = [];
  for (const file of options.judged ?? []) {
    const reading = await readJudged(file, ports);
    if (reading.status === 'plan') others.push({ id: host.addPlan(reading.plan), name: file });
    else if (reading.status === 'judged' && reading.inputHash === portfolio.inputHash)
      judgements.push(reading.judgement);
    else {
      host.close();
      const { editedPlan, judgedOther, notJudged } = say.errors;
      const why = {
        judged: () => judgedOther(file, path),
        edited: () => editedPlan(file),
        neither: () => notJudged(file),
      }[reading.status];
      throw new Refusal(why(), exitCodes.invalid);
    }
  }
  const planId = plan && host.addPlan(plan);
  const formerPlanId = former && host.addPlan(former);
  const start = plan ? undefined : host.start(portfolio, {});
  const job = start?.status === 'started' ? start.job : undefined;
  const planIdNow = () => {
    const state = job?.state();
    return state?.status === 'done' ? state.planId : planId;
  };
  const { host: hostName, port } = options;
  const listening = await listen({
    ...{ host, portfolio, formerPlanId, job, files, hostName, port, judgements, others },
    planId: planIdNow,
  }).catch((failure: NodeJS.ErrnoException) => {
    host.close();
    throw new Refusal(say.serve.cannotListen(`${hostName}:${port}`, failure.code ?? failure.message));
  });
  terminal.out(`${say.serve.listening(listening.address)}\n`);
  if (!['127.0.0.1', 'localhost', '::1'].includes(hostName)) terminal.err(`${say.serve.open}\n`);
  await new Promise<void>((resolve) => {
    context.onInterrupt(resolve);
  });
  await listening.close();
  return exitCodes.ok;
}
