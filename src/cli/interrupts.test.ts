import { describe, expect, it } from 'vitest';
import { listenToInterrupts } from './interrupts.ts';

function pressed() {
  let press = () => {};
  const seen: string[] = [];
  const program = {
    on: (_: string, listener: () => void) => {
      press = listener;
    },
    exit: (code: number) => {
      seen.push(`exit ${code}`);
    },
  };
  const interrupts = listenToInterrupts(program as never);
  return { ...interrupts, seen, press: () => press() };
}

describe('Ctrl-C', () => {
  it('before the program is loaded is told once it is', () => {
    const { sayBy, press, seen } = pressed();
    press();
    expect(seen).toEqual([]);
    sayBy(() => seen.push('told'));
    expect(seen).toEqual(['told', 'exit 130']);
  });

  it('ends a program at once that is still loading when pressed again', () => {
    const { press, seen } = pressed();
    press();
    press();
    expect(seen).toEqual(['exit 130']);
  });

  it('is handled by the command that asks for it, and ends the program the second time', () => {
    const { onInterrupt, sayBy, press, seen } = pressed();
    sayBy(() => seen.push('told'));
    const release = onInterrupt(() => seen.push('handled'));
    press();
    press();
    expect(seen.slice(0, 2)).toEqual(['handled', 'exit 130']);
    release();
    press();
    expect(seen.slice(-2)).toEqual(['told', 'exit 130']);
  });
});
