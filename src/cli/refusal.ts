/** A refusal to go on that the user can mend: said in one line, with an exit code, never with a stack. */
import { type ExitCode, exitCodes } from './exit-code.ts';

/** Thrown anywhere in a command; the program prints its sentence to standard error. */
export class Refusal extends Error {
  readonly exitCode: ExitCode;

  /** `message` is a sentence in the user's language. */
  constructor(message: string, exitCode: ExitCode = exitCodes.error) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}
