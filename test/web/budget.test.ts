/** What the page loads before it shows anything. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { repositoryFile } from '../cli/program.ts';

describe('the built dashboard', () => {
  it('starts with at most 300 kB of JavaScript, gzipped', () => {
    const html = readFileSync(repositoryFile('dist/web/index.html'), 'utf8');
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce(
      (sum, path) => sum + gzipSync(readFileSync(repositoryFile(`dist/web${path}`))).length,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(300_000);
  });

  it('holds no address of another machine in its page', () => {
    const html = readFileSync(repositoryFile('dist/web/index.html'), 'utf8');
    expect(html.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:\/\//g)).toBeNull();
  });
});
