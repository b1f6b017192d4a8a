/** The states of a project's machine, and their names in plan files (docs/method.md, P1, P4, P11–P13). */
import type { TrackCourse } from './project-track.ts';

/** What every state of a project that is not handed over carries. */
export interface Standing {
  /** Whether it has been re-purposed to its other pool. */
  readonly moved: boolean;
  /** Quarters with power so far, counted while a minimum take may be owed. */
  readonly poweredQuarters: number;
}

/** Half-quarters done per track, pauses used, and the tracks that were paused in the quarter before. */
export interface Underway extends Standing {
  readonly kind: 'underway';
  readonly done: readonly number[];
  readonly pausesUsed: number;
  readonly paused: readonly boolean[];
}

/** Done, or left with what had been delivered. */
export interface Built extends Standing {
  readonly kind: 'live' | 'cancelled';
  readonly poweredMw: number;
}

/** Being re-purposed, with the quarters that are left. */
export interface Converting {
  readonly kind: 'converting';
  readonly left: number;
  readonly then: Underway | Built;
}

/** Any state of a project. */
export type ProjectState = Underway | Built | Converting | { readonly kind: 'handed-over' };

/** The name of a state, each its own: `building 3/12 p1 ‖building in ohio-zone`; halves done of each track, pauses used, tracks paused. */
export function stateName(
  state: ProjectState,
  tracks: readonly TrackCourse[],
  otherPool: string | undefined,
): string {
  if (state.kind === 'handed-over') return state.kind;
  if (state.kind === 'converting')
    return `converting ${state.left} → ${stateName(state.then, tracks, otherPool)}`;
  const standing = `${state.moved ? ` in ${otherPool}` : ''}${state.poweredQuarters > 0 ? ` t${state.poweredQuarters}` : ''}`;
  if (state.kind !== 'underway')
    return `${state.kind}${state.kind === 'cancelled' && state.poweredMw > 0 ? ` ${state.poweredMw} MW` : ''}${standing}`;
  const progress = tracks.map(({ id, length }, i) => `${id} ${state.done[i]}/${length}`).join(', ');
  const held = tracks.filter((_, i) => state.paused[i]).map(({ id }) => `‖${id}`);
  return [progress, ...(state.pausesUsed > 0 ? [`p${state.pausesUsed}`] : []), ...held].join(' ') + standing;
}
