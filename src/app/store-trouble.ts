/** Says in a language what is wrong with a store. */
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { StoreFault, type StoreTrouble } from '../store/store-fault.ts';

export { StoreFault };

/** A trouble of the store as a sentence with its remedy. */
function troubleText(trouble: StoreTrouble, language: Language): string {
  const { store } = messages(language);
  switch (trouble.code) {
    case 'locked':
      return store.locked(trouble.place, trouble.holder, trouble.file);
    case 'newer-schema':
      return store.newerSchema(trouble.found, trouble.known);
    case 'corrupt':
      return store.corrupt(trouble.hash, trouble.place);
    case 'full':
      return store.full(trouble.place);
    case 'unreachable':
      return store.unreachable(trouble.place, trouble.reason);
    case 'old-server':
      return store.oldServer(trouble.found, trouble.needed);
  }
}

/** Whatever was thrown as a sentence: a fault of the store in the language, anything else as it says itself. */
export function faultText(failure: unknown, language: Language): string {
  if (failure instanceof StoreFault) return troubleText(failure.trouble, language);
  return failure instanceof Error ? failure.message : String(failure);
}
