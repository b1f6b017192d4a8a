/** `kadenz evidence`: enters, lists, retracts and previews evidence. */
import {
  type ChangeRefusal,
  changeEvidenceFile,
  type EvidenceChange,
  evidenceLog,
  previewChange,
} from '../app/evidence-log.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { parseShare } from './parse.ts';
import { Refusal } from './refusal.ts';
import { logLines, previewLines } from './say-evidence.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';

/** The entry field by field, as texts; an action that lacks one that it needs is refused. */
export interface EvidenceOptions {
  /** Operand after the file: the entry to retract. */
  readonly entry?: string;
  readonly id?: string;
  readonly about?: string;
  readonly source?: string;
  readonly title?: string;
  readonly url?: string;
  readonly published?: string;
  readonly reported?: string;
  readonly reliability?: string;
  readonly group?: string;
  readonly likelihood?: readonly string[];
  readonly note?: string;
  readonly on?: string;
  readonly reason?: string;
  readonly retract?: string;
  readonly plan?: boolean;
  readonly timeLimit: number;
}

/** `add` and `retract` change the file, `list` and `preview` change nothing. */
export async function evidenceCommand(
  action: 'add' | 'list' | 'retract' | 'preview',
  file: string,
  options: EvidenceOptions,
  context: Context,
): Promise<ExitCode> {
  if (action === 'list') return await list(file, context);
  if (action === 'preview') return await preview(file, options, context);
  const { ports, flags, terminal, language, style, say } = context;
  const texts = messages(language).demand.evidence;
  const change =
    action === 'add' ? addition(options, context) : retraction(options.entry ?? options.id, options, context);
  const outcome = await changeEvidenceFile(file, change, ports);
  if (outcome.status !== 'changed') return refuse(outcome, change, file, context);
  const id = change.kind === 'add' ? change.entry.id : change.id;
  if (flags.json) printEnvelope(context, { command: 'evidence', result: { [action]: id } });
  else {
    const done = action === 'add' ? texts.added(id, file) : texts.retractedNow(id, file);
    terminal.out(`${style.bold(done)}\n${style.dim(say.plan.next(`kadenz evidence list ${file}`))}\n`);
  }
  return exitCodes.ok;
}

async function list(file: string, context: Context): Promise<ExitCode> {
  const outcome = await evidenceLog(file, context.ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'evidence', context);
  sayNotices(outcome.notices, context);
  const { entries, effects } = outcome;
  if (context.flags.json) printEnvelope(context, { command: 'evidence', result: { entries, effects } });
  else context.terminal.out(`${logLines(outcome, file, context).join('\n')}\n`);
  return exitCodes.ok;
}

async function preview(file: string, options: EvidenceOptions, context: Context): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  if (options.retract === undefined && options.id === undefined) {
    // Nothing to change: what there is, and how a change of it would be previewed.
    const code = await list(file, context);
    if (code === exitCodes.ok) terminal.err(`${messages(language).demand.evidence.nothingToPreview}\n`);
    return code;
  }
  const change =
    options.retract === undefined
      ? addition(options, context)
      : retraction(options.retract, { reason: '–', ...options }, context);
  const plan = options.plan ? { seconds: options.timeLimit } : undefined;
  const outcome = await previewChange(file, change, plan, ports);
  if (outcome.status !== 'preview') return refuse(outcome, change, file, context);
  const { status: _, seed, ...result } = outcome;
  if (flags.json) printEnvelope(context, { command: 'evidence', seed, result });
  else terminal.out(`${previewLines(outcome, context).join('\n')}\n`);
  return exitCodes.ok;
}

function refuse(outcome: ChangeRefusal, change: EvidenceChange, file: string, context: Context): ExitCode {
  const texts = messages(context.language).demand.evidence;
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'evidence', context);
  const id = change.kind === 'add' ? change.entry.id : change.id;
  throw new Refusal(
    outcome.status === 'not-yaml' ? texts.notYaml(file) : texts.notThere(id),
    exitCodes.invalid,
  );
}

function addition(options: EvidenceOptions, context: Context): EvidenceChange {
  const given = (key: keyof EvidenceOptions) =>
    required(options[key] as string | undefined, `--${key}`, context);
  const { title, url, note } = options;
  const publishedOn = given('published');
  const source = given('source');
  return {
    kind: 'add',
    entry: {
      ...{ id: given('id'), about: given('about'), source },
      ...{ publishedOn, reportedOn: options.reported ?? publishedOn },
      reliability: parseShare('--reliability', given('reliability'), context.say),
      group: given('group'),
      likelihoods: likelihoods(options, context),
      ...(note !== undefined && { note }),
    },
    ...(title !== undefined && { source: { id: source, title, ...(url !== undefined && { url }) } }),
  };
}

function likelihoods({ likelihood = [] }: EvidenceOptions, context: Context): Record<string, number> {
  const { demand } = messages(context.language);
  return Object.fromEntries(
    likelihood.map((text) => {
      const [, state, share] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (state === undefined || share === undefined) {
        const { errors } = context.say;
        throw new Refusal(errors.badValue('--likelihood', text, demand.evidence.likelihoodForm));
      }
      return [state.trim(), parseShare('--likelihood', share, context.say)];
    }),
  );
}

function retraction(
  id: string | undefined,
  { on, reason }: Pick<EvidenceOptions, 'on' | 'reason'>,
  context: Context,
): EvidenceChange {
  return {
    kind: 'retract',
    id: required(id, 'ID', context),
    on: required(on, '--on', context),
    reason: required(reason, '--reason', context),
  };
}

function required(value: string | undefined, name: string, { say }: Context): string {
  if (value === undefined) throw new Refusal(say.errors.missingArgument(name));
  return value;
}
