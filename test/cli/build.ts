/** Builds the program before the tests that run it. */
import { build } from '../../scripts/build.mjs';

/** Called once by vitest before the project's first test. */
export default function setup(): void {
  build();
}
