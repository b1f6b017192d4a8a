import { describe, expect, it } from 'vitest';
import { findNamed } from './find-named.ts';

const names = new Map([
  ['heath', 'Heath'],
  ['licking-1', 'Licking 1'],
  ['licking-10', 'Licking 10'],
  ['dublin-road', 'Dublin Road hall'],
  ['laboratory:1', 'Laboratory 2025Q3'],
  ['a', 'Alpha'],
  ['b', 'alpha'],
]);

describe('what is meant by a name', () => {
  it('is an id, or a displayed name in any case', () => {
    const asked = ['heath', 'HEATH', 'Licking 1', 'licking-1', 'laboratory 2025q3'];
    expect(asked.map((text) => findNamed(text, names))).toEqual(
      ['heath', 'heath', 'licking-1', 'licking-1', 'laboratory:1'].map((id) => ({ id })),
    );
  });

  it('is the only one that begins so', () => {
    expect(findNamed('dublin', names)).toEqual({ id: 'dublin-road' });
    expect(findNamed('lick', names)).toEqual({ near: ['licking-1', 'licking-10'] });
  });

  it('is never one of several with the same name', () => {
    expect(findNamed('ALPHA', names)).toEqual({ near: ['a', 'b'] });
  });

  it('is not guessed, but told what comes closest', () => {
    expect(findNamed('heth', names)).toEqual({ near: ['heath'] });
    expect(findNamed('Dublin Rod hall', names)).toEqual({ near: ['dublin-road'] });
    expect(findNamed('rotterdam', names)).toEqual({ near: [] });
    expect(findNamed('', names)).toEqual({ near: [] });
  });
});
