/** Every export has a docstring: what its name and type do not say is said nowhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = new URL('../src/', import.meta.url);
const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

it('stands above every export of src', () => {
  let seen = 0;
  const without = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|conformance)\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, root), 'utf8');
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const exported = source.statements.filter(isExported);
      seen += exported.length;
      return exported
        .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
        .map((statement) => `${file}: ${statement.getText().split('\n')[0]}`);
    });
  expect(without).toEqual([]);
  expect(seen).toBeGreaterThan(1500);
});
