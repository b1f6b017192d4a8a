/** The built dashboard, held in memory: what is not in the folder at the start cannot be asked for. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A file with its headers; `tag` is its ETag. */
export interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Present where it is smaller. */
  readonly gzipped?: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly tag: string;
  /** Its name holds a hash of its contents, so that it never changes. */
  readonly immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Where the build puts it: beside the compiled program, or in `dist` when run from the sources. */
export function dashboardFolder(): string {
  const beside = import.meta.url.endsWith('.ts') ? '../../dist/web/' : '../web/';
  return fileURLToPath(new URL(beside, import.meta.url));
}

/** Reads a folder whole, by path from its root (`/index.html`); `undefined` when it is not there. */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> | undefined {
  let entries: ReturnType<typeof listFiles>;
  try {
    entries = listFiles(folder);
  } catch {
    return undefined;
  }
  return new Map(
    entries.map(({ path, file }) => [path, staticFile(path, new Uint8Array(readFileSync(file)))]),
  );
}

function listFiles(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = `${entry.parentPath}/${entry.name}`;
      return { file, path: `/${file.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')}` };
    });
}

function staticFile(path: string, body: Uint8Array<ArrayBuffer>): StaticFile {
  const gzipped = new Uint8Array(gzipSync(body, { level: body.length > 1 << 20 ? 1 : 6 }));
  return {
    ...{ body, type: types[extname(path)] ?? 'application/octet-stream' },
    ...(gzipped.length < body.length * 0.9 && { gzipped }),
    tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`,
    immutable: path.startsWith('/assets/'),
  };
}
