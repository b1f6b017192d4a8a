import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareFolder, writeWhole } from './whole-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'kadenz-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is written whole', () => {
  it('holds all parts in order', async () => {
    const path = join(folder, 'whole.txt');
    const parts = Array.from({ length: 3000 }, (_, i) => `${i} ${'x'.repeat(1000)}\n`);
    await writeWhole(path, parts);
    expect(readFileSync(path, 'utf8')).toBe(parts.join(''));
  });

  it('stays as it was when writing fails half-way, and leaves nothing beside it', async () => {
    const path = join(folder, 'kept.txt');
    writeFileSync(path, 'before');
    function* failing() {
      yield 'half';
      throw new Error('no more');
    }
    await expect(writeWhole(path, failing())).rejects.toThrow('no more');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.startsWith('kept'))).toEqual(['kept.txt']);
  });

  it('is not written where a folder stands, and the fault names the file asked for', async () => {
    const fault = { code: 'EISDIR', path: folder, syscall: 'write' };
    await expect(prepareFolder(folder)).rejects.toMatchObject(fault);
    await expect(writeWhole(folder, ['text'])).rejects.toMatchObject(fault);
    const missing = join(folder, 'missing', 'x.json');
    await expect(writeWhole(missing, ['text'])).rejects.toMatchObject({ code: 'ENOENT', path: missing });
  });

  it('gets its folder first', async () => {
    const path = join(folder, 'a', 'b', 'deep.txt');
    await prepareFolder(path);
    await writeWhole(path, ['here']);
    expect(readFileSync(path, 'utf8')).toBe('here');
  });
});
