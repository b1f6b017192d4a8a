import { expect, it } from 'vitest';
import { migrations } from './migrations.ts';

it('counts the steps of the schema from 1 without gaps, each with a name of its own', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});

it('keeps every table in the schema of its own, and has no column that clients read as text', () => {
  for (const statement of migrations.flatMap(({ statements }) => statements)) {
    expect(statement).not.toMatch(/\b(bigint|int8|bigserial|numeric)\b/i);
    if (/^\s*CREATE (TABLE|FUNCTION)/.test(statement))
      expect(statement).toMatch(/^\s*CREATE (TABLE|FUNCTION) kadenz\./);
  }
});
