/** The commands that judge plans: their arguments and options. */
import type { Command } from 'commander';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import type { Context } from './context.ts';
import { diffCommand } from './diff-command.ts';
import type { ExitCode } from './exit-code.ts';
import { parseSeconds, parseShare } from './parse.ts';
import { whatIfCommand } from './what-if-command.ts';

/** What follows a command's name in its usage. */
export const judgeOperands = {
  whatif: 'PORTFOLIO',
  diff: 'BEFORE NOW',
} as const;

/** Adds the commands to the program; `run` runs one of them to its exit code. */
export function addJudgeCommands(
  program: Command,
  language: Language,
  run: (work: (context: Context) => Promise<ExitCode>) => Promise<void>,
): void {
  const { cli, judge: say } = messages(language);
  const command = (name: keyof typeof judgeOperands) =>
    program
      .command(name)
      .description(say.commands[name])
      .helpOption('-h, --help', cli.options.help)
      .usage(`${judgeOperands[name]} ${cli.help.commandTerm}`);
  const seconds = (value: string) => parseSeconds('--time-limit', value, cli);
  const share = (value: string) => parseShare('--gap', value, cli);
  const collect = (value: string, before: readonly string[] = []) => [...before, value];

  command('whatif')
    .argument('<portfolio>', cli.arguments.portfolio)
    .option('--set <path=value>', say.options.set, collect)
    .option('--base <plan.json>', say.options.base)
    .option('-o, --output <plan.json>', say.options.whatIfOutput)
    .option('--time-limit <seconds>', cli.options.timeLimit, seconds)
    .option('--gap <share>', cli.options.gap, share)
    .action((portfolio, options) => run((given) => whatIfCommand(portfolio, options, given)));
  command('diff')
    .argument('<before>', say.arguments.before)
    .argument('<now>', say.arguments.now)
    .option('--portfolios <files...>', say.options.portfolios)
    .action((before, now, options) => run((given) => diffCommand(before, now, options, given)));
}
