/** What the page loads before it shows anything. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { repositoryFile } from '../cli/program.ts';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const built = (path: string) => readFileSync(repositoryFile(`dist/web/${path}`));

/** Scripts that the page and its first view need: the entry, the application, and what they import. */
function initialScripts(): string[] {
  const manifest = JSON.parse(String(built('.vite/manifest.json'))) as Readonly<Record<string, Chunk>>;
  const found = new Set<string>();
  const add = (name: string) => {
    const { file, imports = [] } = manifest[name]!;
    if (found.has(file)) return;
    found.add(file);
    imports.forEach(add);
  };
  ['index.html', 'src/draw-page.ts', 'src/app.tsx'].forEach(add);
  return [...found];
}

describe('the built dashboard', () => {
  it('starts with at most 300 kB of JavaScript, gzipped', () => {
    const scripts = initialScripts();
    const bytes = scripts.map((file) => gzipSync(built(file)).length);
    const whole = bytes.reduce((sum, one) => sum + one, 0);
    expect(whole).toBeGreaterThan(80_000);
    expect(whole).toBeLessThanOrEqual(300_000);
  });

  it('holds no address of another machine in its page', () => {
    const html = String(built('index.html'));
    expect(html.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:\/\//g)).toBeNull();
  });
});
