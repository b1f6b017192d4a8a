/** The commands that judge plans: their arguments and options. */
import { type Command, Option } from 'commander';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { parseWeights, studyOf } from './asked-study.ts';
import { backtestCommand } from './backtest-command.ts';
import type { Context } from './context.ts';
import { diffCommand } from './diff-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import type { ExitCode } from './exit-code.ts';
import { parseDay, parseNumber, parseShare, parseWhole } from './parse.ts';
import { simulateCommand } from './simulate-command.ts';
import { studyCommand } from './study-command.ts';
import { whatIfCommand } from './what-if-command.ts';

/** What follows a command's name in its usage. */
export const judgeOperands = {
  evaluate: 'PORTFOLIO DECISIONS',
  whatif: 'PORTFOLIO',
  diff: 'BEFORE NOW',
  simulate: 'PLAN PORTFOLIO',
  backtest: 'PORTFOLIO',
} as const;

/** Adds the commands to the program; `run` runs one of them to its exit code. */
export function addJudgeCommands(
  program: Command,
  language: Language,
  run: (work: (context: Context) => Promise<ExitCode>) => Promise<void>,
): void {
  const { cli, judge: say, decisions, studies } = messages(language);
  const descriptions = { ...say.commands, ...decisions.commands };
  const command = (name: keyof typeof judgeOperands) =>
    program
      .command(name)
      .description(descriptions[name])
      .helpOption('-h, --help', cli.options.help)
      .usage(`${judgeOperands[name]} ${cli.help.commandTerm}`);
  const seconds = (value: string) => parseNumber('--time-limit', value, cli);
  const share = (value: string) => parseShare('--gap', value, cli);
  const count =
    (option: string, least = 1) =>
    (value: string) =>
      parseWhole(option, value, cli, least);
  const weights = (value: string) => parseWeights(value, language);
  const collect = (value: string, before: readonly string[] = []) => [...before, value];

  command('evaluate')
    .argument('<portfolio>', cli.arguments.portfolio)
    .argument('<decisions>', decisions.arguments.decisions)
    .addOption(
      new Option('--rest <how>', decisions.options.rest).choices(['optimal', 'continue']).default('optimal'),
    )
    .option('--base <plan.json>', say.options.base)
    .option('-o, --output <plan.json>', decisions.options.output)
    .option('--time-limit <seconds>', cli.options.timeLimit, seconds)
    .option('--gap <share>', cli.options.gap, share)
    .action((portfolio, table, options) => run((given) => evaluateCommand(portfolio, table, options, given)));
  command('whatif')
    .argument('<portfolio>', cli.arguments.portfolio)
    .option('--set <path=value>', say.options.set, collect)
    .option('--base <plan.json>', say.options.base)
    .option('-o, --output <plan.json>', say.options.whatIfOutput)
    .option('--time-limit <seconds>', cli.options.timeLimit, seconds)
    .option('--gap <share>', studies.options.gap, share)
    .option('--draws <n>', studies.options.draws, count('--draws'))
    .option('--tornado [bars]', studies.options.tornado, count('--tornado'))
    .option('--flips', studies.options.flips)
    .option('--frontier [weights]', studies.options.frontier, weights)
    .action((portfolio, options) =>
      run((given) => {
        const study = studyOf(options, given);
        return study
          ? studyCommand(portfolio, study, options, given)
          : whatIfCommand(portfolio, options, given);
      }),
    );
  command('backtest')
    .argument('<portfolio>', cli.arguments.portfolio)
    .requiredOption('--as-of <date>', say.options.asOf, (value) => parseDay('--as-of', value, cli))
    .option('--observed <actions.csv>', decisions.options.observed)
    .option('--hindsight <portfolio>', decisions.options.hindsight)
    .option('--base <plan.json>', say.options.base)
    .option('-o, --output <plan.json>', cli.options.planOutput)
    .option('--time-limit <seconds>', cli.options.timeLimit, seconds)
    .option('--gap <share>', cli.options.gap, share)
    .action((portfolio, options) => run((given) => backtestCommand(portfolio, options, given)));
  command('simulate')
    .argument('<plan>', cli.arguments.plan)
    .argument('<portfolio>', cli.arguments.portfolio)
    .option('--paths <n>', say.options.paths, count('--paths'), 1000)
    .option('--hindsight-paths <n>', say.options.hindsightPaths, count('--hindsight-paths', 0), 50)
    .option('--time-limit <seconds>', say.options.timeLimit, seconds)
    .action((plan, portfolio, options) => run((given) => simulateCommand(plan, portfolio, options, given)));
  command('diff')
    .argument('<before>', say.arguments.before)
    .argument('<now>', say.arguments.now)
    .option('--portfolios <files...>', say.options.portfolios)
    .action((before, now, options) => run((given) => diffCommand(before, now, options, given)));
}
