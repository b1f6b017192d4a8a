/** Runs the built program in a folder of its own, as a user does. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a run of the program left behind; `code` is `null` where a signal ended it. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the program is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which Ctrl-C is pressed. */
  readonly interruptAfterMs?: number;
  /** What standard input holds. */
  readonly input?: string;
  /** Standard input does not end: whoever reads it waits. */
  readonly waitsForInput?: boolean;
}

/** A temporary folder with the program in it. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'kadenz-cli-'));

  /** Absolute path of a file in the folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return name;
  }

  /** Runs `kadenz` with English texts unless `env` says otherwise. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const { env = {}, interruptAfterMs, input, waitsForInput = false } = options;
    const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
    const child = spawn(process.execPath, [main, ...args], {
      cwd: this.folder,
      env: { ...inherited, LANG: 'C', LC_ALL: '', LC_MESSAGES: '', KADENZ_DEBUG: '', ...env },
    });
    if (!waitsForInput) child.stdin.end(input);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer =
      interruptAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), interruptAfterMs);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code, stdout, stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Path of a file of this repository. */
export function repositoryFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Whether a text holds terminal escapes. */
export function hasEscapes(text: string): boolean {
  return text.includes('\u001b');
}
