import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Context } from './context.ts';
import { watched, watchedSteps } from './progress-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function contextWith(progress: boolean) {
  let written = '';
  const err = (text: string) => {
    written += text;
  };
  const context = {
    ...{ say: messages('en').cli, format: formatFor('en'), flags: { progress } },
    terminal: { live: false, err },
    onInterrupt: () => () => {},
  } as unknown as Context;
  return { context, written: () => written };
}

/** Work of 25 seconds that reports after one. */
async function work<Progress>(report: (progress: Progress) => void, progress: Progress): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
  report(progress);
  await vi.advanceTimersByTimeAsync(24_000);
}

it('tells a log every ten seconds how far planning is, without escapes', async () => {
  const { context, written } = contextWith(true);
  const found = { seconds: 1, boundUsd: 5.25e8, valueUsd: 5e8 };
  await watched(context, ({ onProgress }) => work(onProgress, found));
  expect(written()).toBe(
    'planning · 10 s · best plan 500 m USD · gap 25 m USD\nplanning · 20 s · best plan 500 m USD · gap 25 m USD\n',
  );
});

it('tells a log which step long work is at', async () => {
  const { context, written } = contextWith(true);
  await watchedSteps(
    context,
    (step: number) => `step ${step}`,
    ({ onProgress }) => work(onProgress, 3),
  );
  expect(written()).toBe('step 3\nstep 3\n');
});

it('tells nothing where no progress is wanted', async () => {
  const { context, written } = contextWith(false);
  await watched(context, ({ onProgress }) => work(onProgress, { seconds: 1 }));
  expect(written()).toBe('');
});
