/** A set of block hashes in one typed array, so that tens of millions take little memory. */
export class SeenBlocks {
  #slots = new Int32Array(1024);
  #count = 0;
  #hasZero = false;
  readonly #most: number;

  /** `most` hashes are remembered (rounded to a power of two); later ones always count as new. */
  constructor(most = 2 ** 24) {
    this.#most = most;
  }

  /** Whether more hashes came than are remembered. */
  get full(): boolean {
    return this.#count >= this.#most;
  }

  /** Whether `hash` was added before; adds it. Hashes are taken modulo 2³², as traces hold them. */
  add(hash: number): boolean {
    const key = hash | 0;
    if (key === 0) {
      const before = this.#hasZero;
      this.#hasZero = true;
      return before;
    }
    const at = this.#slotOf(key);
    if (this.#slots[at] === key) return true;
    if (this.full) return false;
    this.#slots[at] = key;
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return false;
  }

  /** The slot that holds `key`, or the free one where it belongs (linear probing). */
  #slotOf(key: number): number {
    const mask = this.#slots.length - 1;
    let at = Math.imul(key, 0x9e3779b1) >>> (32 - Math.log2(this.#slots.length));
    while (this.#slots[at] !== 0 && this.#slots[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (const key of before) if (key !== 0) this.#slots[this.#slotOf(key)] = key;
  }
}
