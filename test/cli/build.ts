/** Builds the program before the tests that run it. */
import { build } from '../../scripts/build.mjs';

export default function setup(): void {
  build();
}
