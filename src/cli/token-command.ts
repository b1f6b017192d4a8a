/** `kadenz token`: makes, lists and revokes what people and programs sign in with. */
import { Argument, type Command, Option } from 'commander';
import { createToken, listTokens, localCaller, type Role, revokeToken, roles } from '../app/sign-in.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { tableLines } from './table.ts';

/** Names longer than this are refused. */
const LONGEST_NAME = 100;

/** Options of the three actions; each refuses what it lacks. */
export interface TokenOptions {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly data?: string | undefined;
}

type Action = 'create' | 'list' | 'revoke';

/** Adds the command's arguments and options. */
export function addToken(
  command: Command,
  { arguments: given, options }: ReturnType<typeof messages>['cli'],
): Command {
  return command
    .addArgument(new Argument('<action>', given.tokenAction).choices(['create', 'list', 'revoke']))
    .argument('[id]', given.tokenId)
    .option('--name <name>', options.tokenName)
    .addOption(new Option('--role <role>', options.tokenRole).choices([...roles]))
    .option('--data <place>', options.data);
}

/** Works on the store itself, so that a directory must not be in use by a service. */
export async function tokenCommand(
  action: Action,
  id: string | undefined,
  options: TokenOptions,
  context: Context,
): Promise<ExitCode> {
  const store = await context.ports.openStore(options.data);
  try {
    if (store.place === undefined) throw new Refusal(context.say.errors.missingArgument('--data'));
    if (action === 'create') return await create(store, options, context);
    return action === 'list' ? await list(store, context) : await revoke(store, id, context);
  } finally {
    await store.close();
  }
}

type Store = Awaited<ReturnType<Context['ports']['openStore']>>;

async function create(store: Store, { name, role }: TokenOptions, context: Context): Promise<ExitCode> {
  const { say, terminal, ports, flags, language } = context;
  const texts = messages(language).store.tokens;
  if (name === undefined) throw new Refusal(say.errors.missingArgument('--name'));
  if (role === undefined) throw new Refusal(say.errors.missingArgument('--role'));
  if (name.trim() === '' || name === localCaller.name || name.length > LONGEST_NAME || /\p{Cc}/u.test(name))
    throw new Refusal(
      say.errors.badValue(
        '--name',
        JSON.stringify(name.slice(0, 40)),
        texts.ruleName(LONGEST_NAME, localCaller.name),
      ),
    );
  const made = await createToken(store, { name, role }, ports);
  if (!made) throw new Refusal(texts.nameTaken(name));
  const { token, text } = made;
  if (flags.json) printEnvelope(context, { command: 'token', result: { ...token, token: text } });
  else {
    terminal.out(`${text}\n`);
    terminal.err(`${texts.created(token.id, name, role)}\n`);
  }
  return exitCodes.ok;
}

async function list(store: Store, context: Context): Promise<ExitCode> {
  const { terminal, style, flags, language } = context;
  const texts = messages(language).store.tokens;
  const tokens = await listTokens(store);
  if (flags.json) printEnvelope(context, { command: 'token', result: { tokens } });
  else if (tokens.length === 0) terminal.out(`${texts.none}\n`);
  else {
    const { id, name, role, created, revoked } = texts.columns;
    const columns = [
      { title: id, align: 'right' as const },
      ...[name, role, created, revoked].map((title) => ({ title })),
    ];
    const rows = tokens.map((token) => [
      ...[String(token.id), token.name, token.role, token.createdAt.slice(0, 10)],
      token.revokedAt?.slice(0, 10) ?? '',
    ]);
    terminal.out(`${tableLines(columns, rows, terminal.width, style).join('\n')}\n`);
  }
  return exitCodes.ok;
}

async function revoke(store: Store, id: string | undefined, context: Context): Promise<ExitCode> {
  const { say, terminal, flags, language } = context;
  const texts = messages(language).store.tokens;
  if (id === undefined) throw new Refusal(say.errors.missingArgument('ID'));
  const revoked = /^[1-9]\d{0,8}$/.test(id) ? await revokeToken(store, Number(id)) : undefined;
  if (!revoked) throw new Refusal(texts.notInForce(id));
  if (flags.json) printEnvelope(context, { command: 'token', result: revoked });
  else terminal.out(`${texts.revoked(revoked.id, revoked.name)}\n`);
  return exitCodes.ok;
}
