/** Exit codes of the command line. */
export const exitCodes = {
  ok: 0,
  error: 1,
  /** With `--detailed-exitcode`: the plan differs from the one it replaces. */
  differs: 2,
  /** A guardrail of `--fail-on` is violated. */
  guardrail: 3,
  /** The input is wrong; everything that is wrong with it was said. */
  invalid: 4,
  /** No plan keeps all rules. */
  infeasible: 5,
} as const;

/** A value of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
