/** Tokens: made once, shown once, known by their hash. */
import { randomBytes } from 'node:crypto';
import type { AccessToken, Role } from '../store/access-token.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { Ports } from './ports.ts';

export { mayAct, type Role, roles } from '../store/access-token.ts';

/** Whoever asks: the name in the audit log, and what it may do. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
}

/** Who asks where nobody has to sign in: whoever sits at this machine. */
export const localCaller: Caller = { name: 'local', role: 'approver' };

type TokenStore = Pick<PlanStore, 'addToken' | 'tokenByHash'>;

/** Makes a token with a text of 256 random bits, which is kept nowhere; `undefined` where one in force has the name. */
export async function createToken(
  store: TokenStore,
  { name, role }: Caller,
  { sha256 }: Pick<Ports, 'sha256'>,
): Promise<{ readonly token: AccessToken; readonly text: string } | undefined> {
  const text = `kdz_${randomBytes(32).toString('base64url')}`;
  const token = await store.addToken({ name, role, hash: sha256(text) }, localCaller.name);
  return token && { token, text };
}

/** All tokens, the oldest first. */
export function listTokens(store: Pick<PlanStore, 'tokens'>): Promise<readonly AccessToken[]> {
  return store.tokens();
}

/** Ends a token for good; `undefined` where none with this id is in force. */
export function revokeToken(
  store: Pick<PlanStore, 'revokeToken'>,
  id: number,
): Promise<AccessToken | undefined> {
  return store.revokeToken(id, localCaller.name);
}

/** Whose token a text is; `undefined` where it is none in force. What has not the form of one is not asked for. */
export async function callerOf(
  store: TokenStore,
  text: string,
  { sha256 }: Pick<Ports, 'sha256'>,
): Promise<Caller | undefined> {
  if (!/^kdz_[\w-]{43}$/.test(text)) return undefined;
  const token = await store.tokenByHash(sha256(text));
  return token && { name: token.name, role: token.role };
}
