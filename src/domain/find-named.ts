/** Finds what a person meant by an id, a displayed name, or the beginning of one. */
import { nearest } from './nearest.ts';

/** What was found: one id, or the ids that come closest, none where nothing is close. */
export type Found = { readonly id: string } | { readonly near: readonly string[] };

/**
 * `asked` among things by id and name: the id itself first, then an id or a name in any case, then the only one whose id or name begins so.
 *
 * Several that fit equally well are not chosen among: they are the ones that come closest.
 */
export function findNamed(asked: string, names: ReadonlyMap<string, string>): Found {
  if (names.has(asked)) return { id: asked };
  const typed = asked.trim().toLowerCase();
  if (typed === '') return { near: [] };
  const fits = (test: (text: string) => boolean) =>
    [...names].flatMap(([id, name]) => ([id, name].some((text) => test(text.toLowerCase())) ? [id] : []));
  const same = fits((text) => text === typed);
  const begun = fits((text) => text.startsWith(typed));
  const close = same.length > 0 ? same : begun;
  if (close.length === 1) return { id: close[0]! };
  if (close.length > 1) return { near: close };
  const likely = nearest(typed, [...names].flat());
  return { near: likely === undefined ? [] : fits((text) => text === likely.toLowerCase()) };
}
