/** Where an option stands in a state of a plan's policy: what of its power is committed and what is only talked about. */
import { type Lease, type Portfolio, type Project, tracksOf } from '../domain/portfolio.ts';

/** IT MW that an option does not give yet. */
export interface Standing {
  /** From site control to power, and signed leases. */
  readonly committedMw: number;
  /** Exploratory talks and letters of intent. */
  readonly exploratoryMw: number;
}

const nothing: Standing = { committedMw: 0, exploratoryMw: 0 };

/** Reads a state's name as the planner writes it; options that give no power stand nowhere. */
export function standingOf(portfolio: Portfolio, option: string, state: string, poweredMw: number): Standing {
  const project = portfolio.projects.find(({ id }) => id === option);
  if (project) return projectStanding(project, state, poweredMw);
  const lease = portfolio.leases.find(({ id }) => id === option);
  return lease ? leaseStanding(lease, state) : nothing;
}

function projectStanding(project: Project, state: string, poweredMw: number): Standing {
  const done = new Map(
    [...state.matchAll(/(?:^|, )(\S+) (\d+)\/\d+/g)].map(([, track, halves]) => [track!, Number(halves)]),
  );
  if (done.size === 0) return nothing;
  const exploratory = tracksOf(project).some((track) => {
    let end = 0;
    const current = track.stages.find(({ quarters }) => {
      end += Math.round(quarters * 2);
      return (done.get(track.id) ?? 0) < end;
    });
    return current?.stage === 'exploratory';
  });
  const openMw = project.itPowerMw - poweredMw;
  return exploratory ? { committedMw: 0, exploratoryMw: openMw } : { committedMw: openMw, exploratoryMw: 0 };
}

function leaseStanding({ itPowerMw }: Lease, state: string): Standing {
  if (state.startsWith('loi')) return { committedMw: 0, exploratoryMw: itPowerMw };
  if (state.startsWith('signed')) return { committedMw: itPowerMw, exploratoryMw: 0 };
  return nothing;
}
