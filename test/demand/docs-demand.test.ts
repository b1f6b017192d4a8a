import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as demand from '../../src/demand/index.ts';
import { quarter } from '../../src/units/quarter.ts';

const page = readFileSync(new URL('../../docs/demand.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/## ([^\n]+)\n(?:(?!\n## )[\s\S])*?```ts\n([\s\S]*?)```/g)];

describe('the examples of docs/demand.md', () => {
  it('are one per section that has code', () => {
    expect(examples.length).toBe([...page.matchAll(/```ts/g)].length);
    expect(examples.length).toBeGreaterThan(5);
  });

  for (const [, title, code] of examples) {
    it(`run: ${title}`, () => {
      const names = /import \{([^}]*)\} from 'kadenz';/
        .exec(code!)![1]!
        .split(',')
        .map((name) => name.trim());
      const library: Record<string, unknown> = { ...demand, quarter };
      for (const name of names) expect(library[name], name).toBeTypeOf('function');
      const body = code!.replace(/import [^;]*;/, '');
      const run = new Function('assert', ...names, body);
      run(assert, ...names.map((name) => library[name]));
    });
  }
});
