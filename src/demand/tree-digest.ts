/** A short digest of a scenario tree, to tell whether two machines made the same one. */
import type { ScenarioTree } from './scenario-tree.ts';

/**
 * 16 hexadecimal digits that depend on every bit of the tree's shape, probabilities and values (two FNV-1a hashes,
 * Fowler, Noll and Vo, with different starts). Not a cryptographic hash.
 */
export function treeDigest(tree: ScenarioTree): string {
  let [a, b] = [0x811c9dc5, 0x7ee3623a];
  const add = (byte: number) => {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193) ^ (a >>> 24);
  };
  const addNumbers = (numbers: ArrayLike<number>) => {
    const cell = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < numbers.length; i++) {
      cell.setFloat64(0, numbers[i]!, true);
      for (let k = 0; k < 8; k++) add(cell.getUint8(k));
    }
  };
  addNumbers([tree.firstQuarter]);
  for (const numbers of [tree.parent, tree.depth, tree.probability]) addNumbers(numbers);
  for (const name of [...tree.values.keys()].sort()) {
    for (let i = 0; i < name.length; i++) add(name.charCodeAt(i));
    addNumbers(tree.values.get(name)!);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
