/** Projects as the rules P1–P9 of the method have them. */
import type { ActionName } from '../domain/plan-file.ts';
import {
  type Portfolio,
  type Project,
  phaseOf,
  type Stage,
  type Track,
  tracksOf,
} from '../domain/portfolio.ts';
import { type Amount, cost, type Machine, type Step } from './machine.ts';

/** P1: work and pauses of a project that still builds, or what it came to. */
export type ProjectState =
  | {
      readonly kind: 'building';
      /** Half-quarters done, per track. */
      readonly halves: readonly number[];
      readonly pausesUsed: number;
      /** Whether the track was paused in the quarter before, per track. */
      readonly paused: readonly boolean[];
    }
  | { readonly kind: 'cancelled' | 'live'; readonly poweredMw: number };

type Building = Extract<ProjectState, { kind: 'building' }>;
type Pace = 'full' | 'half' | 'none';

/** The machine of a project; `finance` gives the worth of what it leaves (P9). */
export function projectMachine(
  project: Project,
  finance: Pick<Portfolio['finance'], 'terminalUsdPerMw' | 'partBuiltShare'>,
): Machine<ProjectState> {
  const tracks = tracksOf(project);
  const rest = (state: ProjectState): Step<ProjectState> => {
    const mw = poweredMw(project, tracks, state);
    return { next: state, poweredMw: mw, amounts: operation(project, mw) };
  };
  const canonical = (action: ActionName) => canonicalPause(tracks, action);
  return {
    option: project.id,
    pool: project.pool,
    canonical,
    initial: {
      kind: 'building',
      halves: tracks.map(() => 0),
      pausesUsed: 0,
      paused: tracks.map(() => false),
    },
    key: (state) =>
      state.kind === 'building'
        ? `${state.halves.join()}|${state.pausesUsed}|${state.paused.map(Number).join('')}`
        : `${state.kind}|${state.poweredMw}`,
    actions: (state) => (state.kind === 'building' ? buildingActions(project, tracks, state) : [state.kind]),
    step: (state, action) => {
      if (state.kind !== 'building') return action === state.kind ? rest(state) : undefined;
      if (action === 'cancel') return cancelled(project, tracks, state);
      const paces = pacesOf(project, tracks, state, canonical(action));
      return paces && advanced(project, tracks, state, paces);
    },
    terminalUsd: (state) => {
      const mw = poweredMw(project, tracks, state);
      const poweredUsd = mw * finance.terminalUsdPerMw;
      if (state.kind !== 'building') return poweredUsd;
      const doneUsd = tracks.reduce((sum, track, i) => sum + plainCostUsd(track, state.halves[i]!), 0);
      const unpowered = 1 - mw / project.itPowerMw;
      return poweredUsd + finance.partBuiltShare * (project.spentUsd + doneUsd) * unpowered;
    },
  };
}

/** A stage's length in half-quarters. */
function halvesOf(stage: Stage): number {
  return Math.round(2 * stage.quarters);
}

/** The stage in which a track is, with the half-quarters left in it; `undefined` when the track is done. */
function currentStage(track: Track, halvesDone: number): { stage: Stage; left: number } | undefined {
  let end = 0;
  for (const stage of track.stages) {
    end += halvesOf(stage);
    if (halvesDone < end) return { stage, left: end - halvesDone };
  }
  return undefined;
}

/** P7: the least over the tracks of what each has delivered. */
function poweredMw(project: Project, tracks: readonly Track[], state: ProjectState): number {
  if (state.kind !== 'building') return state.poweredMw;
  return Math.min(...tracks.map((track, i) => deliveredMw(project, track, state.halves[i]!)));
}

function deliveredMw(project: Project, track: Track, halvesDone: number): number {
  if (track.stages.every(({ deliversMw }) => deliversMw === undefined)) {
    return currentStage(track, halvesDone) ? 0 : project.itPowerMw;
  }
  let end = 0;
  let mw = 0;
  for (const stage of track.stages) {
    end += halvesOf(stage);
    if (halvesDone >= end) mw += stage.deliversMw ?? 0;
  }
  return mw;
}

function operation(project: Project, mw: number): Amount[] {
  return [cost('operation', (mw * project.opexUsdPerMwYear) / 4)];
}

/** The plain cost of the half-quarters done, without inflation or the surcharge of slowness. */
function plainCostUsd(track: Track, halvesDone: number): number {
  let left = halvesDone;
  let usd = 0;
  for (const stage of track.stages) {
    const done = Math.min(left, halvesOf(stage));
    usd += (stage.costUsd * done) / halvesOf(stage);
    left -= done;
  }
  return usd;
}

function unfinished(tracks: readonly Track[], state: Building): number[] {
  return [...tracks.keys()].filter((i) => currentStage(tracks[i]!, state.halves[i]!));
}

function buildingActions(project: Project, tracks: readonly Track[], state: Building): ActionName[] {
  const open = unfinished(tracks, state);
  const pauses = ['pause'];
  for (let set = 1; set < 2 ** open.length - 1; set++) {
    const named = open.filter((_, bit) => (set >> bit) & 1).map((i) => tracks[i]!.id);
    pauses.push(`pause:${named.join('+')}`);
  }
  return ['continue', 'resume', 'slow', ...pauses, 'cancel'].filter(
    (action) => action === 'cancel' || pacesOf(project, tracks, state, action),
  );
}

/** The pace of every track under an action other than cancel; `undefined` where it is not allowed (P2–P5). */
function pacesOf(
  project: Project,
  tracks: readonly Track[],
  state: Building,
  action: ActionName,
): Pace[] | undefined {
  const afterPause = state.paused.includes(true);
  const all = (pace: Pace) => tracks.map(() => pace);
  if (action === 'continue') return afterPause ? undefined : all('full');
  if (action === 'resume') return afterPause ? all('full') : undefined;
  if (action === 'slow') return project.slow && !afterPause ? all('half') : undefined;
  if (state.pausesUsed >= project.maxPauseQuarters) return undefined;
  if (action === 'pause') return all('none');
  if (!action.startsWith('pause:')) return undefined;
  const named = action.slice('pause:'.length).split('+');
  const open = unfinished(tracks, state).map((i) => tracks[i]!.id);
  const proper = named.length < open.length && new Set(named).size === named.length;
  if (!proper || !named.every((id) => open.includes(id))) return undefined;
  return tracks.map(({ id }) => (named.includes(id) ? 'none' : 'full'));
}

function canonicalPause(tracks: readonly Track[], action: ActionName): ActionName {
  if (!action.startsWith('pause:')) return action;
  const order = new Map(tracks.map(({ id }, i) => [id, i]));
  const named = action.slice('pause:'.length).split('+');
  return `pause:${named.sort((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1)).join('+')}`;
}

function advanced(
  project: Project,
  tracks: readonly Track[],
  state: Building,
  paces: readonly Pace[],
): Step<ProjectState> {
  const mw = poweredMw(project, tracks, state);
  const amounts = operation(project, mw);
  const paused = tracks.map(() => false);
  const halves = tracks.map((track, i) => {
    const done = state.halves[i]!;
    const current = currentStage(track, done);
    if (!current) return done;
    const { stage, left } = current;
    const pace = paces[i]!;
    if (pace === 'none') {
      paused[i] = true;
      amounts.push(cost('holding', stage.holdingUsdPerQuarter));
      return done;
    }
    if (state.paused[i]) amounts.push(cost('restart', stage.restartFeeUsd, true));
    const work = pace === 'half' ? 1 : Math.min(2, left);
    const quarters = pace === 'half' ? stage.slowCostShare : work / 2;
    amounts.push(cost(phaseOf(stage, track.id), (stage.costUsd / stage.quarters) * quarters, true));
    return done + work;
  });
  const pausesUsed = state.pausesUsed + (paused.includes(true) ? 1 : 0);
  const building: Building = { kind: 'building', halves, pausesUsed, paused };
  const live = unfinished(tracks, building).length === 0;
  const next: ProjectState = live
    ? { kind: 'live', poweredMw: poweredMw(project, tracks, building) }
    : building;
  return { next, poweredMw: mw, amounts };
}

/** P6: fee less salvage of the current stage of each unfinished track; what was delivered stays. */
function cancelled(project: Project, tracks: readonly Track[], state: Building): Step<ProjectState> {
  const mw = poweredMw(project, tracks, state);
  const amounts = operation(project, mw);
  for (const i of unfinished(tracks, state)) {
    const { stage } = currentStage(tracks[i]!, state.halves[i]!)!;
    amounts.push(cost('cancellation', stage.cancelFeeUsd), cost('salvage', -stage.salvageUsd));
  }
  return { next: { kind: 'cancelled', poweredMw: mw }, poweredMw: mw, amounts };
}
