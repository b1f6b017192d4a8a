/** Why a store cannot be opened, read or written, as data; sentences are made from it in `messages`. */
export type StoreTrouble =
  /** Another process holds the directory; `holder` as its lock file says it. */
  | { readonly code: 'locked'; readonly place: string; readonly file: string; readonly holder: string }
  /** A release that knows more wrote here; versions of the schema. */
  | { readonly code: 'newer-schema'; readonly found: number; readonly known: number }
  /** What is kept under a hash is missing, or is not what the hash says. */
  | { readonly code: 'corrupt'; readonly hash: string; readonly place: string }
  /** No space left. */
  | { readonly code: 'full'; readonly place: string }
  /** The server cannot be reached, or ended the connection; `reason` is its word or code. */
  | { readonly code: 'unreachable'; readonly place: string; readonly reason: string }
  /** A server older than the SQL that is spoken here; whole numbers of releases. */
  | { readonly code: 'old-server'; readonly found: number; readonly needed: number };

/** Thrown by adapters for what neither the input nor the program is to blame for. */
export class StoreFault extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, options?: ErrorOptions) {
    super(`store: ${trouble.code}`, options);
    this.name = 'StoreFault';
    this.trouble = trouble;
  }
}
