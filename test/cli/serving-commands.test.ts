/** `kadenz size`, `kadenz trace` and the explanation of rates, as a user runs them. */
import { afterAll, describe, expect, it } from 'vitest';
import { Workplace } from './program.ts';

const place = new Workplace();
afterAll(() => place.remove());

const header = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';

describe('kadenz size', () => {
  it('shows that a 111-billion-parameter model fits on two accelerators of 80 GB in fp8 and int8, and not in bf16', async () => {
    const { code, stdout } = await place.run([
      ...['size', 'command-a', '--on', 'a100,h100', '--precision', 'fp8,int8,bf16', '--kv', 'fp8'],
      ...['--max-accelerators', '2', '--rate', '1', '--ttft', '2s', '--tpot', '60ms', '--limit', '400'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 × H100 SXM at 2\.6 USD an hour: the cheapest that serves command-a/);
    for (const unit of ['A100', 'H100']) {
      for (const weights of ['fp8', 'int8'])
        expect(stdout).toMatch(
          new RegExp(`2 × ${unit} SXM TP2 +${weights} +57\\.1 .* 22\\.1 % +261,000 +fits`),
        );
      expect(stdout).toMatch(new RegExp(`2 × ${unit} SXM TP2 +bf16 +111 .* −47\\.7 % +0 +does not fit`));
    }
    expect(stdout.split('\n').every((line) => [...line].length <= 100)).toBe(true);
  });

  it('says that nothing keeps impossible objectives, with exit code 5', async () => {
    const { code, stdout } = await place.run(['size', 'llama-3.1-8b', '--tpot', '0.01ms', '--limit', '50']);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^No configuration serves llama-3\.1-8b within the objectives\./);
  });

  it('recalibrates by a few rows of the user', async () => {
    place.write(
      'rows.csv',
      'accelerator,concurrency,input_tokens,output_tokens,tpot_ms\nh100-sxm,8,1000,200,30\nh100-sxm,32,1000,200,45\n',
    );
    const run = (more: string[]) =>
      place.run(['size', 'llama-3.1-8b', '--limit', '300', '--replays', '2', '--json', ...more]);
    const [plain, own] = (await Promise.all([run([]), run(['--measured', 'rows.csv'])])).map(
      ({ stdout }) => JSON.parse(stdout).result,
    );
    expect(own.local[0]).toMatchObject({ accelerator: 'h100_sxm', rows: 2 });
    expect(own.local[0].decode).toBeGreaterThan(1.5);
    expect(own.best).toMatchObject({ obtained: 'measured' });
    expect(own.best.tpotS).toBeGreaterThan(plain.best.tpotS * 1.5);
    const width = ({ low, high }: { low: number; high: number }) => high / low;
    expect(width(own.best.usdPerMillionOutput)).toBeLessThan(width(plain.best.usdPerMillionOutput));
  });

  it.each([
    [['size', 'llama-9'], /there is no known model llama-9; known are command-a, /],
    [['size', 'none.json'], /none\.json: no such file/],
    [['size', 'llama-3.1-8b', '--on', 'tpu'], /there is no accelerator tpu; known are a100-sxm, /],
    [['size', 'rwkv.json'], /model_type rwkv: not an architecture whose cost is known/],
    [['size', 'llama-3.1-8b', '--measured', 'bad-rows.csv'], /line 2: concurrency: got -1/],
  ])('refuses %j with a sentence and exit code 4', async (args, sentence) => {
    place.write('rwkv.json', '{ "model_type": "rwkv" }');
    place.write('bad-rows.csv', 'concurrency,input_tokens,output_tokens,tpot_ms\n-1,5,5,5\n');
    const { code, stderr } = await place.run(args);
    expect([code, stderr.split('\n').length]).toEqual([4, 2]);
    expect(stderr).toMatch(sentence);
    expect((await place.run([...args, '--lang', 'de'])).stderr).toMatch(/^Fehler: /);
  });
});

describe('kadenz trace', () => {
  it('names the line of a bad row, and with --lenient skips and counts such rows', async () => {
    place.write('bad.csv', `${header}0,100,20\nyesterday,1,2\n2,-5,3\n3,50,60\n4,5\n`);
    const strict = await place.run(['trace', 'stats', 'bad.csv']);
    expect(strict.code).toBe(4);
    expect(strict.stderr).toMatch(/line 3, TIMESTAMP: got yesterday; must be a date.*--lenient/);
    const lenient = await place.run(['trace', 'stats', 'bad.csv', '--lenient']);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toMatch(
      /3 rows could not be read and were skipped:\n {2}line 3.*\n {2}line 4.*\n {2}line 6/,
    );
    const simulated = await place.run([
      ...['trace', 'simulate', 'bad.csv', '--model', 'llama-3.1-8b', '--lenient', '--lang', 'de'],
    ]);
    expect(simulated.stdout).toMatch(/^2 Anfragen auf 1 × NVIDIA H100.*\n3 Zeilen waren nicht lesbar/);
  });

  it('writes a seeded trace that it reads again, with prefixes and without', async () => {
    const generate = (output: string, more: string[] = []) =>
      place.run(['trace', 'generate', '-o', output, '--requests', '400', '--json', ...more]);
    const first = JSON.parse((await generate('a.csv')).stdout).result.statistics;
    const again = JSON.parse((await generate('b.csv')).stdout).result.statistics;
    const other = JSON.parse((await generate('c.csv', ['--seed', '2'])).stdout).result.statistics;
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const read = JSON.parse((await place.run(['trace', 'stats', 'a.csv', '--json'])).stdout).result;
    expect(read.statistics.inputTokens).toEqual(first.inputTokens);
    expect((await generate('a.csv')).stderr).toMatch(/a\.csv exists; choose another name or add --force/);
    const rows = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ timestamp: 500 * i, input_length: 1500, output_length: 9, hash_ids: [1, 2, i + 3] }),
    );
    place.write('like.jsonl', rows.join('\n'));
    const like = JSON.parse((await generate('d.jsonl', ['--like', 'like.jsonl'])).stdout).result.statistics;
    expect(like.sharedPrefix).toBeGreaterThan(0.5);
  });

  it('replays step by step to the same figures, and on machines apart for prompts and answers', async () => {
    await place.run(['trace', 'generate', '-o', 'e.csv', '--requests', '300']);
    const simulate = async (more: string[]) =>
      JSON.parse(
        (await place.run(['trace', 'simulate', 'e.csv', '--model', 'llama-3.1-8b', '--json', ...more]))
          .stdout,
      ).result;
    const [jumped, stepped, apart] = await Promise.all([
      simulate(['--replicas', '2']),
      simulate(['--replicas', '2', '--step-by-step']),
      simulate(['--disaggregate', '1:1']),
    ]);
    expect(stepped).toEqual(jumped);
    expect(apart).toMatchObject({ replicas: 2, accelerators: 2, neverFit: 0 });
    expect(apart.tpotS.p99).not.toBe(jumped.tpotS.p99);
  });
});
