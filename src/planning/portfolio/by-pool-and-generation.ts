/** A table by pool and generation of accelerators: asked some hundred thousand times while a program is made, so without keys that are put together. */
interface Named {
  readonly id: string;
}

/** One entry per pool and generation. */
export class ByPoolAndGeneration<Entry> {
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #make: () => Entry;

  constructor(make: () => Entry) {
    this.#make = make;
  }

  /** The entry, made on first use. */
  of(pool: Named, accelerator: Named): Entry {
    let ofPool = this.#entries.get(pool.id);
    if (!ofPool) {
      ofPool = new Map();
      this.#entries.set(pool.id, ofPool);
    }
    let entry = ofPool.get(accelerator.id);
    if (entry === undefined) {
      entry = this.#make();
      ofPool.set(accelerator.id, entry);
    }
    return entry;
  }
}
