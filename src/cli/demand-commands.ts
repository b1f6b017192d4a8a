/** The commands on demand and evidence, with their arguments and options. */
import { Argument, type Command, Option } from 'commander';
import type { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { evidenceCommand } from './evidence-command.ts';
import type { ExitCode } from './exit-code.ts';
import { forecastCommand } from './forecast-command.ts';
import { parseNumber, parseWhole } from './parse.ts';
import { readingsCommand } from './readings-command.ts';
import { Refusal } from './refusal.ts';

type Run = (work: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** Operands of these commands, for help. */
export const demandOperands = {
  forecast: 'FILE',
  evidence: 'ACTION FILE [ID]',
  readings: 'PORTFOLIO ACTIONS',
};

/** Adds `forecast`, `evidence` and `readings`; figures outside their range are refused before a command runs. */
export function addDemandCommands(
  command: (name: keyof typeof demandOperands) => Command,
  run: Run,
  say: ReturnType<typeof messages>['cli'],
): void {
  const { options, arguments: operands } = say;
  const whole = (option: string, low: number, high: number) => (value: string) => {
    const read = parseWhole(option, value, say);
    if (read >= low && read <= high) return read;
    throw new Refusal(say.errors.badValue(option, value, `${low}…${high}`));
  };
  const seconds = (value: string) => parseNumber('--time-limit', value, say);
  const many = (value: string, before: readonly string[] = []) => [...before, value];

  command('forecast')
    .argument('<file>', operands.series)
    .option('--quarters <n>', options.quarters, whole('--quarters', 1, 80), 8)
    .addOption(
      new Option('--aggregate <how>', options.aggregate).choices(['mean', 'sum', 'last']).default('mean'),
    )
    .option('--period <column>', options.period)
    .option('--value <column>', options.value)
    .option('--known <column>', options.known)
    .option('--by <columns>', options.by)
    .option('--where <column=text>', options.where)
    .option('--as-of <date>', options.asOf)
    .option('--fiscal-year-start <month>', options.fiscalStart, whole('--fiscal-year-start', 1, 12), 1)
    .option('--html <chart.html>', options.html)
    .option('--over <plan.json>', options.over)
    .option('--stability <trees>', options.stability, whole('--stability', 2, 50))
    .option('--time-limit <seconds>', options.planSeconds, seconds, 20)
    .action((file, given) => run((context) => forecastCommand(file, given, context)));
  command('evidence')
    .addArgument(
      new Argument('<action>', operands.evidenceAction).choices(['add', 'list', 'retract', 'preview']),
    )
    .argument('<file>', operands.portfolio)
    .argument('[id]', operands.evidenceEntry)
    .option('--id <name>', options.evidenceId)
    .option('--about <id>', options.about)
    .option('--source <id>', options.source)
    .option('--title <text>', options.title)
    .option('--url <url>', options.url)
    .option('--published <date>', options.published)
    .option('--reported <date>', options.reported)
    .option('--reliability <share>', options.reliability)
    .option('--group <story>', options.group)
    .option('--likelihood <state=share>', options.likelihood, many)
    .option('--note <text>', options.note)
    .option('--on <date>', options.on)
    .option('--reason <text>', options.reason)
    .option('--retract <id>', options.retract)
    .option('--plan', options.replan)
    .option('--time-limit <seconds>', options.planSeconds, seconds, 20)
    .action((action, file, id, given) =>
      run((context) => evidenceCommand(action, file, { ...given, entry: id }, context)),
    );
  command('readings')
    .argument('<portfolio>', operands.portfolio)
    .argument('<actions>', operands.actions)
    .option('--explanation <name=events>', options.explanation, many)
    .option('--scale <usd>', options.scale)
    .option('--time-limit <seconds>', options.planSeconds, seconds, 20)
    .action((portfolio, actions, given) =>
      run((context) => readingsCommand(portfolio, actions, given, context)),
    );
}
