/** `kadenz verify`: recomputes a plan and reports every difference. */
import { type VerifyReport, verifyPlanFile } from '../app/verify-plan-file.ts';
import { formatPath } from '../units/problem.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { refusePlan, sayInvalid } from './say-problems.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Findings of one check that are told; the rest is counted. */
const TOLD = 5;

/** Exit code `error` where any check fails. */
export async function verifyCommand(
  planPath: string,
  portfolioPath: string,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal } = context;
  const outcome = await verifyPlanFile({ planPath, portfolioPath, seed: flags.seed }, ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolioPath, 'verify', context);
  if (outcome.status !== 'verified') refusePlan(outcome, planPath, context);
  const { report, inputHash, seed } = outcome;
  if (flags.json) printEnvelope(context, { command: 'verify', inputHash, seed, result: report });
  else terminal.out(`${reportLines(report, context).join('\n')}\n`);
  return report.valid ? exitCodes.ok : exitCodes.error;
}

function reportLines({ valid, checks, unverified }: VerifyReport, context: Context): string[] {
  const { say, style, terminal, format } = context;
  const texts = {
    passed: say.verify.passed,
    failed: say.verify.failed,
    'not-reached': say.verify.notReached,
  };
  const differences = checks.reduce((sum, { findings }) => sum + findings.length, 0);
  const rows = checks.map(({ code, comparisons, status }) => [
    say.verify.checks[code],
    format.exact(comparisons),
    texts[status],
  ]);
  return [
    style.bold(valid ? say.verify.valid : say.verify.invalid(differences)),
    '',
    ...tableLines(
      [
        { title: say.verify.check },
        { title: say.verify.compared, align: 'right' },
        {
          title: say.verify.status,
          style: (text, row) => (checks[row]!.status === 'failed' ? style.action('cancel', text) : text),
        },
      ],
      rows,
      terminal.width,
      style,
    ),
    ...checks.flatMap((check) => findingLines(check, context)),
    '',
    ...wrap(say.verify.unverified(unverified.length), terminal.width).map(style.dim),
  ];
}

function findingLines({ code, findings }: VerifyReport['checks'][number], { say, style }: Context): string[] {
  if (findings.length === 0) return [];
  const relations = {
    equal: say.verify.equal,
    'at-most': say.verify.atMost,
    'at-least': say.verify.atLeast,
  };
  const lines = findings.slice(0, TOLD).map(({ path, got, relation, expected }) => {
    const place = formatPath(path) || say.verify.checks[code];
    return `  ${say.verify.finding(place, written(got), relations[relation], written(expected))}`;
  });
  if (findings.length > TOLD) lines.push(`  ${say.verify.more(findings.length - TOLD)}`);
  return ['', style.bold(say.verify.checks[code]), ...lines];
}

function written(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
