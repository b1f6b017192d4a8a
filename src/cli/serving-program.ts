/** The commands of serving: `size` and `trace`. */
import { type Command, Option } from 'commander';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { servingValues } from './serving-values.ts';
import { sizeCommand } from './size-command.ts';
import { traceGenerateCommand, traceSimulateCommand, traceStatsCommand } from './trace-command.ts';

/** What stands after the commands' names in the list of commands. */
export const servingOperands = {
  size: 'MODEL',
  trace: 'stats|simulate|generate',
};

const traceOperands = { stats: 'FILE', simulate: 'FILE', generate: '' };

type Run = (work: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** Adds `size` and `trace` to the program. */
export function addServingCommands(
  program: Command,
  { language }: { readonly language: Language },
  run: Run,
): void {
  const say = messages(language).serving;
  const { help, options: common } = messages(language).cli;
  const values = servingValues(language);
  const operands = { ...servingOperands, ...traceOperands };
  const command = (parent: Command, name: keyof typeof say.commands) =>
    parent
      .command(name)
      .description(say.commands[name])
      .helpOption('-h, --help', common.help)
      .helpCommand(false)
      .usage(`${operands[name]} ${help.commandTerm}`.trim());
  const deployment = (of: Command, precision: string, read: (value: string) => unknown) =>
    of
      .option(precision, say.options.precision, read)
      .option('--kv <format>', say.options.kv, values.cache)
      .option('--engine <engine>', say.options.engine, values.engine);
  const reading = (of: Command) =>
    of
      .option('--lenient', say.options.lenient)
      .option('--limit <n>', say.options.limit, values.count('--limit'));
  const traffic = (of: Command) =>
    of
      .option('--rate <n>', say.options.rate, values.positive('--rate'))
      .option('--input <tokens>', say.options.input, values.positive('--input'));
  const answers = (flag: string) =>
    new Option(flag, say.options.output).argParser(values.positive(flag.split(' ')[0]!));

  const size = command(program, 'size')
    .argument('<model>', say.arguments.model)
    .addOption(
      new Option('--on <accelerators>', say.options.on)
        .argParser(values.names)
        .default(['h100-sxm'], 'h100-sxm'),
    )
    .option('--ttft <time>', say.options.ttft, values.duration('--ttft'))
    .option('--tpot <time>', say.options.tpot, values.duration('--tpot'))
    .option('--percentile <share>', say.options.percentile, values.percentile)
    .option('--trace <file>', say.options.trace);
  traffic(size).addOption(answers('--output <tokens>'));
  reading(deployment(size, '--precision <formats>', values.weights))
    .option('--max-accelerators <n>', say.options.maxAccelerators, values.count('--max-accelerators'))
    .option('--aggregated', say.options.aggregated)
    .option('--replays <n>', say.options.replays, values.count('--replays'))
    .option('--measured <rows.csv>', say.options.measured)
    .action((model, options) => run((given) => sizeCommand(model, options, given)));

  const trace: Command = command(program, 'trace').action(() =>
    run(async ({ terminal }) => {
      terminal.out(trace.helpInformation());
      return exitCodes.ok;
    }),
  );
  trace.configureHelp({
    ...trace.configureHelp(),
    subcommandTerm: (sub) =>
      `${sub.name()} ${traceOperands[sub.name() as keyof typeof traceOperands]}`.trim(),
  });
  reading(command(trace, 'stats').argument('<file>', say.arguments.file)).action((file, options) =>
    run((given) => traceStatsCommand(file, options, given)),
  );
  const simulate = command(trace, 'simulate')
    .argument('<file>', say.arguments.file)
    .requiredOption('--model <model>', say.options.model)
    .addOption(new Option('--on <accelerator>', say.options.onOne).default('h100-sxm'))
    .option('--layout <layout>', say.options.layout)
    .option('--replicas <n>', say.options.replicas, values.count('--replicas'))
    .option('--router <router>', say.options.router, values.router)
    .option('--disaggregate <n:m>', say.options.disaggregate, values.sides)
    .option('--step-by-step', say.options.stepByStep);
  reading(deployment(simulate, '--precision <format>', values.oneWeight)).action((file, options) =>
    run((given) => traceSimulateCommand(file, options, given)),
  );
  const generate = command(trace, 'generate')
    .requiredOption('-o, --output <file>', say.options.generated, values.traceOutput)
    .option('--like <trace>', say.options.like)
    .addOption(
      new Option('--requests <n>', say.options.limit).argParser(values.count('--requests')).default(10_000),
    );
  traffic(generate)
    .addOption(answers('--answers <tokens>'))
    .option('--lenient', say.options.lenient)
    .option('--force', common.force)
    .action(({ answers: outputTokens, ...options }) =>
      run((given) => traceGenerateCommand({ ...options, outputTokens }, given)),
    );
}
