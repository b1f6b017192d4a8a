/** The commands, their arguments and options. What they do stands in a module of its own each. */
import { Command, Option } from 'commander';
import { guardrailFigures } from '../app/guardrails.ts';
import { messages } from '../messages/catalogue.ts';
import { type Context, type ContextParts, contextOf, type GlobalFlags } from './context.ts';
import { addDemandCommands, demandOperands } from './demand-commands.ts';
import type { ExitCode } from './exit-code.ts';
import { explainCommand } from './explain-command.ts';
import { exportCommand } from './export-command.ts';
import { initCommand } from './init-command.ts';
import { addJudgeCommands, judgeOperands } from './judge-commands.ts';
import { parseDay, parseNumber, parseShare, parseWhole, readGuardrail } from './parse.ts';
import { planCommand } from './plan-command.ts';
import { reportCommand } from './report-command.ts';
import { schemaCommand } from './schema-command.ts';
import { addServe, serveCommand } from './serve-command.ts';
import { addServingCommands, servingOperands } from './serving-program.ts';
import { addToken, tokenCommand } from './token-command.ts';
import { validateCommand } from './validate-command.ts';
import { verifyCommand } from './verify-command.ts';
import { addVersions, versionsCommand } from './versions-command.ts';

/** What the program is built with; flags come from the arguments. */
export type ProgramParts = Omit<ContextParts, 'flags'>;

/** Runs a command of the parsed arguments; `done` is told its exit code. */
export function buildProgram(parts: ProgramParts, done: (code: ExitCode) => void): Command {
  const { language } = parts;
  const { cli: say, decisions: given } = messages(language);
  const program = new Command('kadenz').description(say.description);
  addGlobalOptions(program, parts);
  program.version(parts.ports.engineVersion, '-V, --version', say.options.version);
  const context = () => contextOf({ ...parts, flags: globalFlags(program.opts()) });
  const run = (work: (context: Context) => Promise<ExitCode>) => work(context()).then(done);
  const command = (name: keyof typeof say.commands) => {
    const added = program.command(name).description(say.commands[name]);
    added.helpOption('-h, --help', say.options.help).usage(usageOf(name, say.help.commandTerm));
    return added;
  };
  const seconds = (value: string) => parseNumber('--time-limit', value, say);
  const share = (value: string) => parseShare('--gap', value, say);
  const node = (value: string) => parseWhole('--node', value, say);

  command('init')
    .argument('[file]', say.arguments.newPortfolio, 'portfolio.yaml')
    .option('--from <projects.csv|xlsx>', say.options.from)
    .option('--sheet <name>', say.options.sheet)
    .option('--as-of <date>', say.options.listDate, (value) => parseDay('--as-of', value, say))
    .option('--force', say.options.force)
    .action((file, options) => run((given) => initCommand(file, options, given)));
  command('validate')
    .argument('<file>', say.arguments.portfolio)
    .action((file) => run((given) => validateCommand(file, given)));
  command('schema').action(() => run(schemaCommand));
  command('plan')
    .argument('<file>', say.arguments.portfolio)
    .option('-o, --output <plan.json>', say.options.planOutput)
    .option('--report <report.html|xlsx>', say.options.report)
    .option('--time-limit <seconds>', say.options.timeLimit, seconds)
    .option('--gap <share>', say.options.gap, share)
    .option('--check-horizon', messages(language).studies.options.checkHorizon)
    .addHelpText('after', () => `\n${say.help.failOn(wrapped(guardrailFigures))}`)
    .action((file, options) => run((given) => planCommand(file, options, given)));
  command('explain')
    .argument('<plan>', say.arguments.plan)
    .argument('[option]', say.arguments.option)
    .option('--node <n>', say.options.node, node)
    .action((plan, option, options) => run((given) => explainCommand(plan, { ...options, option }, given)));
  command('verify')
    .argument('<plan>', say.arguments.plan)
    .argument('<portfolio>', say.arguments.portfolio)
    .action((plan, portfolio) => run((given) => verifyCommand(plan, portfolio, given)));
  command('export')
    .argument('<file>', given.arguments.exported)
    .addOption(
      new Option('--format <format>', given.options.format)
        .choices(['mps', 'decisions', 'xlsx'])
        .default('mps'),
    )
    .option('-o, --output <file>', say.options.output)
    .action((file, options) => run((context) => exportCommand(file, options, context)));
  command('report')
    .argument('<plan>', say.arguments.plan)
    .argument('<portfolio>', say.arguments.portfolio)
    .option('-o, --output <report.html|xlsx>', say.options.output, 'report.html')
    .action((plan, portfolio, options) =>
      run((given) => reportCommand(plan, portfolio, options.output, given)),
    );
  addJudgeCommands(program, language, run);
  addServingCommands(program, parts, run);
  addDemandCommands(command, run, say);
  const port = (value: string) => parseWhole('--port', value, say);
  addServe(command('serve'), say, port).action((portfolio, options) =>
    run((given) => serveCommand(portfolio, options, given)),
  );
  addToken(command('token'), say).action((action, id, options) =>
    run((given) => tokenCommand(action, id, options, given)),
  );
  addVersions(command('versions'), say).action((action, subject, options) =>
    run((given) => versionsCommand(action, { ...options, subject }, given)),
  );
  return program;
}

function addGlobalOptions(program: Command, parts: ProgramParts): void {
  const say = messages(parts.language).cli;
  const { help } = say;
  const seed = (value: string) => parseWhole('--seed', value, say);
  const failOn = (value: string, before: GlobalFlags['failOn'] = []) => [
    ...before,
    readGuardrail('--fail-on', value, say),
  ];
  program
    .option('--json', say.options.json)
    .option('--no-progress', say.options.noProgress)
    .option('--lang <en|de>', say.options.lang)
    .option('--seed <n>', say.options.seed, seed)
    .option('--detailed-exitcode', say.options.detailedExitcode)
    .option('--fail-on <expr>', say.options.failOn, failOn)
    .helpOption('-h, --help', say.options.help)
    .helpCommand(false)
    .usage(`${help.commandOperand} ${help.commandTerm}`)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: parts.terminal.width,
      subcommandTerm: (command) =>
        `${command.name()} ${operands[command.name() as keyof typeof operands]}`.trim(),
      styleTitle: (title) => titleIn(title, help),
      optionDescription: ({ description }) => description,
      argumentDescription: ({ description }) => description,
    });
}

/** The library's English titles in the user's language. */
function titleIn(title: string, help: ReturnType<typeof messages>['cli']['help']): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Arguments:': help.arguments,
    'Options:': help.options,
    'Global Options:': help.globalOptions,
    'Commands:': help.commands,
  };
  return titles[title] ?? title;
}

const operands = {
  init: '[FILE]',
  validate: 'FILE',
  schema: '',
  plan: 'FILE',
  explain: 'PLAN [OPTION]',
  verify: 'PLAN PORTFOLIO',
  export: 'FILE',
  report: 'PLAN PORTFOLIO',
  ...judgeOperands,
  ...servingOperands,
  ...demandOperands,
  serve: 'PORTFOLIO',
  token: 'ACTION [ID]',
  versions: 'ACTION [SUBJECT]',
};

function usageOf(name: keyof typeof operands, options: string): string {
  return `${operands[name]} ${options}`.trim();
}

function globalFlags(options: Record<string, unknown>): GlobalFlags {
  return {
    json: options['json'] === true,
    progress: options['progress'] !== false,
    seed: options['seed'] as number | undefined,
    detailedExitcode: options['detailedExitcode'] === true,
    failOn: (options['failOn'] as GlobalFlags['failOn'] | undefined) ?? [],
  };
}

/** Names in lines of at most 96 characters. */
function wrapped(names: readonly string[]): string {
  const lines: string[] = [''];
  for (const name of names) {
    const line = lines.at(-1)!;
    if (line.length + name.length > 94) lines.push(name);
    else lines[lines.length - 1] = line ? `${line}  ${name}` : name;
  }
  return lines.map((line) => `  ${line}`).join('\n');
}
