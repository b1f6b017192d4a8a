/** Runs the command line: parses, dispatches, and turns every fault into one line and an exit code. */
import { CommanderError } from 'commander';
import type { Ports } from '../app/ports.ts';
import { faultText, StoreFault } from '../app/store-trouble.ts';
import { messages } from '../messages/catalogue.ts';
import { type Language, languageOf, languages } from '../messages/language.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { buildProgram } from './program.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** The world that the command line runs in. */
export interface Invocation {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly ports: Ports;
  readonly onInterrupt: Context['onInterrupt'];
}

/** Runs one invocation to its exit code. Never rejects. */
export async function runCommandLine({ argv, env, terminal, ...world }: Invocation): Promise<ExitCode> {
  const asked = askedLanguage(argv);
  const language = languageFor(argv, env);
  const say = messages(language).cli;
  const fail = (message: string) => terminal.err(`${say.errors.error}: ${message}\n`);
  let code: ExitCode = exitCodes.ok;
  try {
    if (asked === null)
      throw new Refusal(say.errors.badValue('--lang', languageArgument(argv) ?? '', say.errors.ruleLanguage));
    const program = buildProgram({ ...world, terminal, language }, (reached) => {
      code = reached;
    });
    try {
      await program.parseAsync(argv, { from: 'user' });
    } catch (error) {
      // No command, with flags or without.
      if (!(error instanceof CommanderError && error.code === 'commander.help')) throw error;
      terminal.out(program.helpInformation());
    }
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    const message = describe(error, language);
    fail(message);
    if (argv.includes('--json')) {
      const code =
        error instanceof Refusal || error instanceof StoreFault
          ? 'refused'
          : error instanceof CommanderError
            ? 'usage'
            : 'failed';
      const command = argv.find((argument) => !argument.startsWith('-')) ?? 'kadenz';
      printEnvelope({ terminal, ports: world.ports }, { command, result: null, error: { code, message } });
    }
    if (env['KADENZ_DEBUG'] && error instanceof Error) terminal.err(`${error.stack}\n`);
    return error instanceof Refusal ? error.exitCode : exitCodes.error;
  }
}

/** Tells of a Ctrl-C that ended the program before any result. */
export function sayInterrupted({ argv, env, terminal }: Pick<Invocation, 'argv' | 'env' | 'terminal'>): void {
  terminal.err(`${messages(languageFor(argv, env)).cli.errors.interrupted}\n`);
}

function languageFor(argv: readonly string[], env: Invocation['env']): Language {
  return askedLanguage(argv) ?? languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
}

/** The language of `--lang`; `undefined` when it is not asked for, `null` when it is none of ours. */
function askedLanguage(argv: readonly string[]): Language | undefined | null {
  const value = languageArgument(argv);
  if (value === undefined) return undefined;
  return languages.find((language) => language === value.toLowerCase()) ?? null;
}

function languageArgument(argv: readonly string[]): string | undefined {
  const joined = argv.find((argument) => argument.startsWith('--lang='));
  if (joined) return joined.slice('--lang='.length);
  const at = argv.indexOf('--lang');
  return at >= 0 ? (argv[at + 1] ?? '') : undefined;
}

/** One line in the user's language for whatever was thrown. */
function describe(error: unknown, language: Language): string {
  const { errors } = messages(language).cli;
  if (error instanceof Refusal) return error.message;
  if (error instanceof CommanderError) return describeUsage(error, errors);
  if (error instanceof StoreFault) return faultText(error, language);
  const detail = error instanceof Error ? error.message : String(error);
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code && path) {
    if (path === '-' && syscall === 'write') return errors.notToStandardOutput;
    const say = syscall === 'open' || syscall === 'read' ? errors.cannotRead : errors.cannotWrite;
    return say(path, code);
  }
  return errors.unexpected(detail.split('\n')[0]!);
}

function describeUsage(
  { code, message }: CommanderError,
  errors: ReturnType<typeof messages>['cli']['errors'],
): string {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption':
      return errors.unknownOption(quoted);
    case 'commander.unknownCommand':
      return errors.unknownCommand(quoted);
    case 'commander.missingArgument':
      return errors.missingArgument(quoted.toUpperCase());
    case 'commander.missingMandatoryOptionValue':
      return errors.missingArgument(quoted.split(' ').find((part) => part.startsWith('--')) ?? quoted);
    case 'commander.optionMissingArgument':
      return errors.missingValue(quoted);
    case 'commander.excessArguments':
      return errors.tooManyArguments;
    case 'commander.invalidArgument': {
      const [, option = '', value = ''] = /option '([^']*)' argument '([^']*)'/.exec(message) ?? [];
      const [, given = '', operand = ''] =
        /value '([^']*)' is invalid for argument '([^']*)'/.exec(message) ?? [];
      const choices = /Allowed choices are (.*)\.$/.exec(message)?.[1] ?? '';
      return errors.badValue(option.split(' ')[0] || operand.toUpperCase(), value || given, choices);
    }
    default:
      return message.replace(/^error: /, '');
  }
}
