/** `kadenz serve`: the dashboard of a portfolio at a loopback address. */
import type { Command } from 'commander';
import type { DashboardHost, HostedPortfolio } from '../app/dashboard-host.ts';
import { readJudged } from '../app/read-judged.ts';
import { readPlan } from '../app/read-plan.ts';
import { messages } from '../messages/catalogue.ts';
import {
  dashboardFolder,
  dashboardHost,
  type ListenRequest,
  listen,
  readStaticFiles,
} from '../server/serve.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refusePlan, sayInvalid, sayNotices } from './say-problems.ts';

/** Files to show, where to keep them, and where to listen; port 0 takes any that is free. */
export interface ServeOptions {
  readonly plan?: string | undefined;
  readonly former?: string | undefined;
  readonly judged?: readonly string[] | undefined;
  readonly data?: string | undefined;
  readonly requireToken?: boolean | undefined;
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
    .option('--data <place>', say.options.data)
    .option('--require-token', say.options.requireToken)
    .option('--host <name>', say.options.host, '127.0.0.1')
    .option('--port <n>', say.options.port, wholePort, 4319);
}

/** Serves until Ctrl-C. Without a plan it shows the last one that was kept, or makes one while the page shows how far it is. */
export async function serveCommand(path: string, options: ServeOptions, context: Context): Promise<ExitCode> {
  const files = readStaticFiles(dashboardFolder());
  if (!files) throw new Refusal(context.say.serve.notBuilt);
  const host = await dashboardHost(context.ports, options.data);
  try {
    const portfolio = await host.open(path, context.flags.seed);
    if ('status' in portfolio) return sayInvalid(portfolio, path, 'serve', context);
    sayNotices(portfolio.notices, context);
    const tokenNeeded = await needsToken(host, options, context);
    const shown = await shownPlans({ host, portfolio, path, options }, context);
    await serveUntilInterrupt({ ...shown, host, portfolio, files, tokenNeeded }, options, context);
    return exitCodes.ok;
  } finally {
    await host.close();
  }
}

/** Whoever is not at this machine signs in; where nobody could, that is refused. */
async function needsToken(
  host: DashboardHost,
  { host: hostName, requireToken, data }: ServeOptions,
  { say }: Context,
): Promise<boolean> {
  const isLocal = ['127.0.0.1', 'localhost', '::1'].includes(hostName);
  if (isLocal && !requireToken) return false;
  if (!(await host.hasTokens())) throw new Refusal(say.serve.noTokens(data ?? say.serve.somePlace));
  return true;
}

/** What is opened, from which file, and what else was asked for. */
interface Opening {
  readonly host: DashboardHost;
  readonly portfolio: HostedPortfolio;
  readonly path: string;
  readonly options: ServeOptions;
}

type Shown = Pick<ListenRequest, 'planId' | 'formerPlanId' | 'job' | 'judgements' | 'others'>;

/** Plans and judgements that the page opens with; files are kept by the host. */
async function shownPlans({ host, portfolio, path, options }: Opening, context: Context): Promise<Shown> {
  const given = async (file: string | undefined) => {
    if (file === undefined) return undefined;
    const reading = await readPlan(file, context.ports);
    return reading.status === 'read' ? reading.plan : refusePlan(reading, file, context);
  };
  const [plan, former] = [await given(options.plan), await given(options.former)];
  if (plan && plan.provenance.inputHash !== portfolio.inputHash)
    throw new Refusal(context.say.errors.otherPortfolio(options.plan!, path), exitCodes.invalid);
  const others = await keepJudged({ host, portfolio, path, options }, context);
  const kept = (await host.plans(portfolio.inputHash)).map(({ id }) => id);
  if (host.place !== undefined)
    context.terminal.out(`${messages(context.language).store.kept(host.place, plan ? 0 : kept.length)}\n`);
  const planId = plan ? await host.addPlan(plan) : await lastReadable(host, kept);
  const approved = await host.approvedPlanId(portfolio.portfolio.name);
  const formerPlanId = former ? await host.addPlan(former) : approved === planId ? undefined : approved;
  const start = planId === undefined ? host.start(portfolio, {}) : undefined;
  const job = start?.status === 'started' ? start.job : undefined;
  const planIdNow = () => {
    const state = job?.state();
    return state?.status === 'done' ? state.planId : planId;
  };
  return {
    planId: planIdNow,
    formerPlanId,
    job,
    judgements: await host.judgements(portfolio.inputHash),
    others,
  };
}

/** The newest plan that this release can show. */
async function lastReadable(host: DashboardHost, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids.toReversed()) if (await host.plan(id)) return id;
  return undefined;
}

/** Keeps what `--judged` names; returns the plans among it, to compare with. */
async function keepJudged(
  { host, portfolio, path, options }: Opening,
  { ports, say }: Context,
): Promise<{ id: string; name: string }[]> {
  const others: { id: string; name: string }[] = [];
  for (const name of options.judged ?? []) {
    const text = await ports.readText(name);
    const reading = await readJudged(name, { readText: async () => text, sha256: ports.sha256 });
    if (reading.status === 'plan') others.push({ id: await host.addPlan(reading.plan), name });
    else if (reading.status === 'judged' && reading.inputHash === portfolio.inputHash)
      await host.addJudgement(portfolio.inputHash, { name, text: text! });
    else {
      const { editedPlan, judgedOther, notJudged } = say.errors;
      const why = {
        judged: () => judgedOther(name, path),
        edited: () => editedPlan(name),
        neither: () => notJudged(name),
      }[reading.status];
      throw new Refusal(why(), exitCodes.invalid);
    }
  }
  return others;
}

async function serveUntilInterrupt(
  served: Omit<ListenRequest, 'hostName' | 'port'>,
  { host: hostName, port }: ServeOptions,
  { terminal, say, onInterrupt }: Context,
): Promise<void> {
  const listening = await listen({ ...served, hostName, port }).catch((failure: NodeJS.ErrnoException) => {
    throw new Refusal(say.serve.cannotListen(`${hostName}:${port}`, failure.code ?? failure.message));
  });
  terminal.out(`${say.serve.listening(listening.address)}\n`);
  if (served.tokenNeeded) terminal.err(`${say.serve.signIn}\n`);
  await new Promise<void>((resolve) => {
    onInterrupt(resolve);
  });
  await listening.close();
}
