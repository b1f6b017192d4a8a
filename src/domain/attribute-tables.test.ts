import { describe, expect, it } from 'vitest';
import { attributeTables } from './attribute-tables.ts';
import { publishedSchema } from './schema.ts';

describe('the attribute tables', () => {
  it('are the page in docs; after a change of the schema: npx vitest run src/domain/attribute-tables.test.ts -u', async () => {
    await expect(`${attributeTables().trimEnd()}\n`).toMatchFileSnapshot('../../docs/portfolio.md');
  });

  it('describe every field of the schema', () => {
    const silent: string[] = [];
    const walk = (schema: ReturnType<typeof publishedSchema>, path: string): void => {
      if (schema['x-kind'] === 'quantity') return;
      for (const branch of schema.anyOf ?? []) walk(branch, path);
      if (schema.items) walk(schema.items, `${path}[]`);
      for (const [key, field] of Object.entries(schema.properties ?? {})) {
        if (!field.description) silent.push(`${path}.${key}`);
        walk(field, `${path}.${key}`);
      }
    };
    walk(publishedSchema(), '');
    expect(silent).toEqual([]);
  });
});
