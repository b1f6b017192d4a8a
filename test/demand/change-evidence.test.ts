import { describe, expect, it } from 'vitest';
import { changeEvidence } from '../../src/adapters/files/change-evidence.ts';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { inputToYaml } from '../../src/adapters/files/write-portfolio.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

const entry = {
  ...{ id: 'survey-2', about: 'chat-growth', source: 'survey', publishedOn: '2025-03-01' },
  ...{
    reportedOn: '2025-03-02',
    reliability: 0.7,
    group: 'survey',
    likelihoods: { cools: 0.3, 'goes-on': 0.6 },
  },
};
const source = { id: 'survey', title: 'A survey: of users' };
const text = inputToYaml(smallPortfolio());

function evidenceOf(changed: string) {
  const reading = readPortfolioBytes(new TextEncoder().encode(changed), 'p.yaml');
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document.evidence;
}

/** Lines of `before` that `after` no longer has. */
const lost = (before: string, after: string) => {
  const lines = new Set(after.split('\n'));
  return before.split('\n').filter((line) => !lines.has(line));
};

describe('entering evidence in a YAML file', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['a list with entries and comments', text.replace('evidence:', '# The log.\nevidence: # newest last')],
    [
      'a list at the left margin',
      text.replace(
        /^evidence:\n(( {2,}.*\n)+)/m,
        (_, list: string) => `evidence:\n${list.replace(/^ {2}/gm, '')}`,
      ),
    ],
    ['no list at all', text.slice(0, text.indexOf('evidence:'))],
    ['an empty list', `${text.slice(0, text.indexOf('evidence:'))}evidence: []\n`],
    ['no line break at the end', text.trimEnd()],
    [
      'another section after it',
      `${text.slice(text.indexOf('evidence:'))}\n${text.slice(0, text.indexOf('evidence:'))}`,
    ],
  ];
  for (const [title, before] of forms) {
    it(`leaves every other line as it stands: ${title}`, () => {
      const after = changeEvidence(before, { kind: 'add', entry, source })!;
      expect(evidenceOf(after).at(-1)).toMatchObject({ id: 'survey-2', source: 'survey' });
      expect(
        lost(before, after).filter((line) => line !== 'evidence: []' && !line.startsWith('sources: [')),
      ).toEqual([]);
      const retracted = changeEvidence(after, {
        kind: 'retract',
        id: 'survey-2',
        on: '2025-03-09',
        reason: 'a "joke"',
      })!;
      expect(evidenceOf(retracted).at(-1)!.retracted).toEqual({ on: '2025-03-09', reason: 'a "joke"' });
      expect(lost(after, retracted)).toEqual([]);
    });
  }

  it('adds to a list in one line and retracts from an entry in one line', () => {
    const flow = `${text.slice(0, text.indexOf('evidence:'))}evidence: [${JSON.stringify({ ...entry, id: 'first', source: 'guide' })}]\n`;
    const after = changeEvidence(flow, { kind: 'add', entry, source })!;
    const retracted = changeEvidence(after, {
      kind: 'retract',
      id: 'first',
      on: '2025-03-09',
      reason: 'denied',
    })!;
    expect(evidenceOf(retracted).map(({ id, retracted: mark }) => [id, mark?.reason])).toEqual([
      ['first', 'denied'],
      ['survey-2', undefined],
    ]);
  });

  it('does not retract what is not there, nor twice', () => {
    const retract = (id: string) =>
      changeEvidence(text, { kind: 'retract', id, on: '2025-03-09', reason: 'x' });
    expect(retract('none')).toBeUndefined();
    expect(retract('note')).toBeUndefined();
  });
});
