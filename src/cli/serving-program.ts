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

const operands = { ...servingOperands, stats: 'FILE', simulate: 'FILE', generate: '' };

type Run = (work: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** Adds `size` and `trace` to the program. */
export function addServingCommands(
  program: Command,
  { language }: { readonly language: Language },
  run: Run,
): void {
  const shared = new ServingOptions(language);
  addSize(program, shared, run);
  addTrace(program, shared, run);
}

/** Texts, readers of values, and the options that several of the commands have. */
class ServingOptions {
  readonly say: ReturnType<typeof messages>['serving'];
  readonly values: ReturnType<typeof servingValues>;
  readonly #cli: ReturnType<typeof messages>['cli'];

  constructor(language: Language) {
    const { serving, cli } = messages(language);
    this.say = serving;
    this.#cli = cli;
    this.values = servingValues(language);
  }

  command(parent: Command, name: keyof typeof operands): Command {
    return parent
      .command(name)
      .description(this.say.commands[name])
      .helpOption('-h, --help', this.#cli.options.help)
      .helpCommand(false)
      .usage(`${operands[name]} ${this.#cli.help.commandTerm}`.trim());
  }

  /** In which formats and under which engine a model is served. */
  deployment(of: Command, precision: string, read: (value: string) => unknown): Command {
    const { options } = this.say;
    return of
      .option(precision, options.precision, read)
      .option('--kv <format>', options.kv, this.values.cache)
      .option('--engine <engine>', options.engine, this.values.engine);
  }

  /** How a trace is read. */
  reading(of: Command): Command {
    return of
      .option('--lenient', this.say.options.lenient)
      .option('--limit <n>', this.say.options.limit, this.values.count('--limit'));
  }

  /** What traffic is generated; `answers` names the option on the length of answers. */
  traffic(of: Command, answers: string): Command {
    const { options } = this.say;
    return of
      .option('--rate <n>', options.rate, this.values.positive('--rate'))
      .option('--input <tokens>', options.input, this.values.positive('--input'))
      .option(`${answers} <tokens>`, options.output, this.values.positive(answers));
  }

  get force(): string {
    return this.#cli.options.force;
  }
}

function addSize(program: Command, shared: ServingOptions, run: Run): void {
  const { say, values } = shared;
  const size = shared
    .command(program, 'size')
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
  shared.traffic(size, '--output');
  shared
    .reading(shared.deployment(size, '--precision <formats>', values.weights))
    .option('--max-accelerators <n>', say.options.maxAccelerators, values.count('--max-accelerators'))
    .option('--aggregated', say.options.aggregated)
    .option('--replays <n>', say.options.replays, values.count('--replays'))
    .option('--measured <rows.csv>', say.options.measured)
    .action((model, options) => run((given) => sizeCommand(model, options, given)));
}

/** `trace` itself shows its help; the work is done by what stands below it. */
function addTrace(program: Command, shared: ServingOptions, run: Run): void {
  const trace: Command = shared.command(program, 'trace').action(() =>
    run(async ({ terminal }) => {
      terminal.out(trace.helpInformation());
      return exitCodes.ok;
    }),
  );
  trace.configureHelp({
    ...trace.configureHelp(),
    subcommandTerm: (sub) => `${sub.name()} ${operands[sub.name() as keyof typeof operands]}`.trim(),
  });
  addStats(trace, shared, run);
  addSimulate(trace, shared, run);
  addGenerate(trace, shared, run);
}

function addStats(trace: Command, shared: ServingOptions, run: Run): void {
  shared
    .reading(shared.command(trace, 'stats').argument('<file>', shared.say.arguments.file))
    .action((file, options) => run((given) => traceStatsCommand(file, options, given)));
}

function addSimulate(trace: Command, shared: ServingOptions, run: Run): void {
  const { say, values } = shared;
  const simulate = shared
    .command(trace, 'simulate')
    .argument('<file>', say.arguments.file)
    .requiredOption('--model <model>', say.options.model)
    .addOption(new Option('--on <accelerator>', say.options.onOne).default('h100-sxm'))
    .option('--layout <layout>', say.options.layout)
    .option('--replicas <n>', say.options.replicas, values.count('--replicas'))
    .option('--router <router>', say.options.router, values.router)
    .option('--disaggregate <n:m>', say.options.disaggregate, values.sides)
    .option('--step-by-step', say.options.stepByStep);
  shared
    .reading(shared.deployment(simulate, '--precision <format>', values.oneWeight))
    .action((file, options) => run((given) => traceSimulateCommand(file, options, given)));
}

function addGenerate(trace: Command, shared: ServingOptions, run: Run): void {
  const { say, values } = shared;
  const generate = shared
    .command(trace, 'generate')
    .requiredOption('-o, --output <file>', say.options.generated, values.traceOutput)
    .option('--like <trace>', say.options.like)
    .addOption(
      new Option('--requests <n>', say.options.limit).argParser(values.count('--requests')).default(10_000),
    );
  shared
    .traffic(generate, '--answers')
    .option('--lenient', say.options.lenient)
    .option('--force', shared.force)
    .action(({ answers: outputTokens, ...options }) =>
      run((given) => traceGenerateCommand({ ...options, outputTokens }, given)),
    );
}
