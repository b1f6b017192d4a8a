/** Why the serving core refused an input; the catalogue of messages turns the code into a sentence. */
export type ServingErrorCode =
  | 'unknown-architecture'
  | 'unknown-model'
  | 'missing-key'
  | 'bad-value'
  | 'unknown-accelerator'
  | 'unsupported-precision'
  | 'bad-layout'
  | 'bad-trace-row'
  | 'empty-trace'
  | 'model-missing'
  | 'model-not-json'
  | 'measured-missing'
  | 'measured-column'
  | 'measured-row';

/**
 * An input that the serving core cannot use: where, what was found, what is required and what to do.
 *
 * `path` names a key of a `config.json` (`text_config.num_hidden_layers`), an option or a trace line.
 */
export class ServingError extends Error {
  override readonly name = 'ServingError';
  constructor(
    readonly code: ServingErrorCode,
    readonly path: string,
    readonly got: unknown,
    readonly rule: string,
    readonly remedy: string,
  ) {
    super(`${path}: got ${JSON.stringify(got)}; ${rule}. ${remedy}`);
  }
}
