import { describe, expect, it } from 'vitest';
import { oneProject } from '../../test/verify/portfolios.ts';
import type { Project } from '../domain/portfolio.ts';
import type { Machine, Step } from './machine.ts';
import { projectMachine } from './project-machine.ts';

const finance = { terminalUsdPerMw: 8e6, partBuiltShare: 0.5 };
const [newark] = oneProject().projects as [Project];
const stage = newark.stages![0]!;

function machineOf(change: Partial<Project>): Machine<unknown> {
  return projectMachine({ ...newark, ...change }, finance) as Machine<unknown>;
}

/** The steps of a sequence of actions. */
function run(machine: Machine<unknown>, ...actions: string[]): Step<unknown>[] {
  let state = machine.initial;
  return actions.map((action) => {
    const step = machine.step(state, action);
    if (!step) throw new Error(`${action} is not allowed after ${machine.key(state)}`);
    state = step.next;
    return step;
  });
}

/** Cash of a step by heading, without zeros. */
function cashOf(step: Step<unknown>): Record<string, number> {
  const cash: Record<string, number> = {};
  for (const { heading, usd } of step.amounts) if (usd !== 0) cash[heading] = (cash[heading] ?? 0) + usd;
  return cash;
}

const threeHalves = { stages: [{ ...stage, quarters: 1.5, costUsd: 60e6 }] };

describe('projectMachine', () => {
  it('advances the last half of a stage at half the cost (P2)', () => {
    const steps = run(machineOf(threeHalves), 'continue', 'continue', 'live');
    expect(steps.map(cashOf)).toEqual([{ shell: -40e6 }, { shell: -20e6 }, { operation: -1e6 }]);
    expect(steps.map(({ poweredMw }) => poweredMw)).toEqual([0, 0, 10]);
  });

  it('never crosses into the next stage (P2)', () => {
    const stages = [
      { ...stage, stage: 'permitted' as const, quarters: 0.5, costUsd: 2e6 },
      { ...stage, quarters: 1, costUsd: 40e6 },
    ];
    const steps = run(machineOf({ stages }), 'continue', 'continue', 'live');
    expect(steps.map(cashOf)).toEqual([{ land: -2e6 }, { shell: -40e6 }, { operation: -1e6 }]);
  });

  it('does half the work when slow, at its share of a full quarter’s cost (P3)', () => {
    const steps = run(machineOf(threeHalves), 'slow', 'slow', 'slow', 'live');
    expect(steps.map(cashOf).slice(0, 3)).toEqual([{ shell: -24e6 }, { shell: -24e6 }, { shell: -24e6 }]);
  });

  it('holds at a cost, counts pauses, and pays for the restart (P4, P5)', () => {
    const machine = machineOf({ maxPauseQuarters: 1 });
    const [pause, resume] = run(machine, 'pause', 'resume');
    expect([cashOf(pause!), cashOf(resume!)]).toEqual([{ holding: -5e5 }, { restart: -2e5, shell: -40e6 }]);
    expect(machine.actions(pause!.next)).toEqual(['resume', 'cancel']);
    expect(resume!.amounts.filter(({ capex }) => capex).map(({ heading }) => heading)).toEqual([
      'restart',
      'shell',
    ]);
  });

  it('cannot be slowed where the project says so', () => {
    const machine = machineOf({ slow: false });
    expect(machine.actions(machine.initial)).toEqual(['continue', 'pause', 'cancel']);
  });

  it('pays fee less salvage on cancelling, and keeps what was delivered (P6)', () => {
    const stages = [
      { ...stage, deliversMw: 4 },
      { ...stage, stage: 'powered' as const, deliversMw: 6 },
    ];
    const steps = run(machineOf({ stages }), 'continue', 'cancel', 'cancelled');
    expect(steps.map(({ poweredMw }) => poweredMw)).toEqual([0, 4, 4]);
    expect(cashOf(steps[1]!)).toEqual({ operation: -4e5, cancellation: -1e6, salvage: 3e6 });
    expect(cashOf(steps[2]!)).toEqual({ operation: -4e5 });
    expect(machineOf({ stages }).terminalUsd(steps[2]!.next)).toBe(32e6);
  });

  it('values a part-built project by its plain cost to date (P9)', () => {
    const machine = machineOf(threeHalves);
    const [slow] = run(machine, 'slow');
    expect(machine.terminalUsd(slow!.next)).toBe(0.5 * (2e6 + 20e6));
    const stages = [
      { ...stage, deliversMw: 4 },
      { ...stage, stage: 'powered' as const, deliversMw: 6 },
    ];
    const tranches = machineOf({ stages });
    const [first] = run(tranches, 'continue');
    expect(tranches.terminalUsd(first!.next)).toBeCloseTo(4 * 8e6 + 0.5 * (2e6 + 40e6) * (1 - 4 / 10), 3);
  });

  describe('with tracks', () => {
    const { stages: _, ...rest } = newark;
    const tracks = [
      { id: 'grid', stages: [{ ...stage, stage: 'powered' as const, quarters: 2, costUsd: 8e6 }] },
      { id: 'building', stages: [{ ...stage, quarters: 2, costUsd: 40e6 }] },
    ];
    const machine = projectMachine({ ...rest, maxPauseQuarters: 3, tracks }, finance) as Machine<unknown>;

    it('pauses any proper subset of the unfinished tracks (P4)', () => {
      expect(machine.actions(machine.initial)).toEqual([
        ...['continue', 'slow', 'pause', 'pause:grid', 'pause:building', 'cancel'],
      ]);
      expect(machine.step(machine.initial, 'pause:building+grid')).toBeUndefined();
      expect(machine.step(machine.initial, 'pause:shell')).toBeUndefined();
    });

    it('pays the restart of the track that was paused and advances now, whichever pauses next (P5)', () => {
      const steps = run(machine, 'pause:building', 'pause:grid', 'resume', 'live');
      expect(steps.map(cashOf)).toEqual([
        { power: -4e6, holding: -5e5 },
        { holding: -5e5, restart: -2e5, shell: -20e6 },
        { restart: -2e5, power: -4e6, shell: -20e6 },
        { operation: -1e6 },
      ]);
    });
  });
});
