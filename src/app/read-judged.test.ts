import { expect, it } from 'vitest';
import { parseJudged } from './read-judged.ts';

const worth = {
  ...{ valueUsd: 3, capexUsd: 1 },
  errors: { overBuildMwYears: 1, overBuildUsd: 1, underBuildMwYears: 1, underBuildUsd: 1 },
};
const evaluation = { given: worth, boundWithinUsd: 4, plan: { ...worth, boundUsd: 5 }, costs: [] };
const text = (command: string, result: unknown) =>
  JSON.stringify({ kadenz: 1, command, inputHash: 'abc', result });

it('reads what a command that judges printed, with the hash of the portfolio', () => {
  expect(parseJudged(text('evaluate', evaluation))).toEqual({
    ...{ status: 'judged', inputHash: 'abc', judgement: { kind: 'evaluation', evaluation } },
  });
});

it('reads what a study printed', () => {
  const study = { kind: 'tornado', inputs: 3, bars: [] };
  const result = { study, gapShare: 0.03, stopped: false };
  expect(parseJudged(text('whatif', result))).toEqual({
    ...{ status: 'judged', inputHash: 'abc', judgement: { kind: 'study', study: result } },
  });
});

it.each([
  ['another command', text('validate', evaluation)],
  ['a figure that is missing', text('evaluate', { ...evaluation, given: { ...worth, valueUsd: null } })],
  ['a failure', text('backtest', null)],
  ['a what-if without a plan', text('whatif', { changes: [] })],
  ['a study of no known kind', text('whatif', { study: { kind: 'other' }, gapShare: 0.03, stopped: false })],
  ['another version', text('evaluate', evaluation).replace('"kadenz":1', '"kadenz":2')],
  ['no JSON', 'kadenz: 1'],
])('takes %s for neither', (_, contents) => {
  expect(parseJudged(contents)).toEqual({ status: 'neither' });
});
