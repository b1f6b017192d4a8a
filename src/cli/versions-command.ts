/** `kadenz versions`: puts plans forward, reviews and approves them, at the store itself. */
import { Argument, type Command } from 'commander';
import type { PlanVersion } from '../app/dashboard-host.ts';
import { readPlan } from '../app/read-plan.ts';
import { localCaller } from '../app/sign-in.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refusePlan } from './say-problems.ts';
import { tableLines } from './table.ts';

/** Longest note, as in the API. */
const LONGEST_NOTE = 2000;

const actions = ['list', 'create', 'submit', 'return', 'approve'] as const;

type Action = (typeof actions)[number];
type Store = Awaited<ReturnType<Context['ports']['openStore']>>;

/** What an action works on: a portfolio's name, a plan file, or the id of a version. */
export interface VersionsOptions {
  readonly subject?: string | undefined;
  readonly note?: string | undefined;
  readonly data?: string | undefined;
}

/** Adds the command's arguments and options. */
export function addVersions(
  command: Command,
  { arguments: given, options }: ReturnType<typeof messages>['cli'],
): Command {
  return command
    .addArgument(new Argument('<action>', given.versionsAction).choices([...actions]))
    .argument('[subject]', given.versionsSubject)
    .option('--note <text>', options.versionNote)
    .option('--data <place>', options.data);
}

/** Works on the store itself, so that a directory must not be in use by a service. */
export async function versionsCommand(
  action: Action,
  options: VersionsOptions,
  context: Context,
): Promise<ExitCode> {
  checkNote(options.note, context);
  const store = await context.ports.openStore(options.data);
  try {
    if (store.place === undefined) throw new Refusal(context.say.errors.missingArgument('--data'));
    if (action === 'list') return await list(store, options.subject, context);
    const { subject } = options;
    if (subject === undefined)
      throw new Refusal(context.say.errors.missingArgument(action === 'create' ? 'PLAN' : 'ID'));
    const { note } = options;
    return action === 'create'
      ? await create(store, { subject, note }, context)
      : await step(store, action, { subject, note }, context);
  } finally {
    await store.close();
  }
}

/** Notes are shown to others: nothing in them may steer a terminal. */
function checkNote(note: string | undefined, { say, language }: Context): void {
  if (note === undefined || (note.length <= LONGEST_NOTE && !/\p{Cc}/u.test(note))) return;
  const rule = messages(language).store.versions.ruleNote(LONGEST_NOTE);
  throw new Refusal(say.errors.badValue('--note', JSON.stringify(note.slice(0, 40)), rule));
}

type Asked = { readonly subject: string; readonly note: string | undefined };

async function list(store: Store, portfolio: string | undefined, context: Context): Promise<ExitCode> {
  const { terminal, style, flags, language } = context;
  const { versions: texts } = messages(language).store;
  const versions = await store.versions(portfolio);
  if (flags.json) printEnvelope(context, { command: 'versions', result: { versions } });
  else if (versions.length === 0) terminal.out(`${texts.none}\n`);
  else {
    const { id, ...titles } = texts.columns;
    const columns = [
      { title: id, align: 'right' as const },
      ...Object.values(titles).map((title) => ({ title })),
    ];
    const rows = versions.map((version) => {
      const { at, by, note } = version.events.at(-1)!;
      const { portfolio: name, number, state, planId } = version;
      return [
        ...[String(version.id), name, `v${number}`, texts.states[state]],
        ...[at.slice(0, 10), by, planId.slice(0, 12), note ?? ''],
      ];
    });
    terminal.out(`${tableLines(columns, rows, terminal.width, style).join('\n')}\n`);
  }
  return exitCodes.ok;
}

/** Keeps the plan of a file and makes a draft of it. */
async function create(store: Store, { subject, note }: Asked, context: Context): Promise<ExitCode> {
  const reading = await readPlan(subject, context.ports);
  if (reading.status !== 'read') return refusePlan(reading, subject, context);
  const by = localCaller.name;
  await store.putPlan(reading.plan, by);
  const outcome = await store.addVersion({ planId: reading.plan.provenance.planHash, by, note });
  if (outcome.status !== 'done') throw new RangeError('a plan that was just kept is missing');
  return tell(outcome.version, context);
}

async function step(
  store: Store,
  action: Exclude<Action, 'list' | 'create'>,
  { subject, note }: Asked,
  context: Context,
): Promise<ExitCode> {
  const { versions: texts } = messages(context.language).store;
  const id = /^[1-9]\d{0,8}$/.test(subject) ? Number(subject) : undefined;
  const by = localCaller.name;
  const outcome = id === undefined ? undefined : await store.moveVersion({ id, step: action, by, note });
  if (!outcome || outcome.status === 'missing') throw new Refusal(texts.missing(subject));
  if (outcome.status === 'not-open')
    throw new Refusal(texts.notOpen(subject, action, texts.states[outcome.state]));
  return tell(outcome.version, context);
}

function tell(version: PlanVersion, context: Context): ExitCode {
  const { versions: texts } = messages(context.language).store;
  const { id, portfolio, number, state } = version;
  if (context.flags.json) printEnvelope(context, { command: 'versions', result: version });
  else context.terminal.out(`${texts.now(id, portfolio, number, texts.states[state])}\n`);
  return exitCodes.ok;
}
