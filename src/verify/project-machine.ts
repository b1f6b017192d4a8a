/** Projects as the rules P1–P13 of the method have them. */
import { stageNames } from '../domain/option.ts';
import type { ActionName } from '../domain/plan-file.ts';
import {
  type Portfolio,
  type Project,
  phaseOf,
  type Stage,
  type Track,
  tracksOf,
} from '../domain/portfolio.ts';
import {
  type HandedOver,
  type HandOverStage,
  handOver,
  handOvers,
  nowhere,
  type Surroundings,
} from './hand-over.ts';
import { type Amount, cost, type Machine, type Step, type Use } from './machine.ts';

/** What a site carries with it, whatever its stage. */
interface Site {
  /** Whether it was turned to another pool (P12). */
  readonly repurposed: boolean;
  /** Quarters for which a minimum take was owed (P11). */
  readonly owed: number;
}

/** P1: work and pauses of a project that still builds, or what it came to. */
export type ProjectState =
  | (Site & {
      readonly kind: 'building';
      /** Half-quarters done, per track. */
      readonly halves: readonly number[];
      readonly pausesUsed: number;
      /** Whether the track was paused in the quarter before, per track. */
      readonly paused: readonly boolean[];
    })
  | (Site & { readonly kind: 'cancelled' | 'live'; readonly poweredMw: number })
  | { readonly kind: 'converting'; readonly left: number; readonly then: Open }
  | HandedOver;

type Building = Extract<ProjectState, { kind: 'building' }>;
type Settled = Extract<ProjectState, { poweredMw: number }>;
type Standing = Building | Settled;
type Open = Building | (Settled & { readonly kind: 'live' });
type Pace = 'full' | 'half' | 'none' | 'stalled';

/** The machine of a project; `finance` gives the worth of what it leaves (P9), `stalled` the tracks that stand still (E2). */
export function projectMachine(
  project: Project,
  finance: Pick<Portfolio['finance'], 'terminalUsdPerMw' | 'partBuiltShare'>,
  surroundings: Surroundings = nowhere,
  stalled: readonly string[] = [],
): Machine<ProjectState> {
  const tracks = tracksOf(project);
  const site: Terms = { project, tracks, surroundings, stalled };
  const canonical = (action: ActionName) => canonicalPause(tracks, action);
  return {
    option: project.id,
    canonical,
    initial: {
      kind: 'building',
      halves: tracks.map(() => 0),
      pausesUsed: 0,
      paused: tracks.map(() => false),
      repurposed: false,
      owed: 0,
    },
    key: (state) => JSON.stringify(state),
    actions: (state) => actionsOf(site, state),
    step: (state, action) => stepOf(site, state, canonical(action)),
    terminalUsd: (state) => {
      if (state.kind === 'handed-over') return 0;
      const stands = state.kind === 'converting' ? state.then : state;
      const mw = poweredMw(project, tracks, stands);
      const poweredUsd = mw * finance.terminalUsdPerMw;
      if (stands.kind !== 'building') return poweredUsd;
      const doneUsd = tracks.reduce((sum, track, i) => sum + plainCostUsd(track, stands.halves[i]!), 0);
      const unpowered = 1 - mw / project.itPowerMw;
      return poweredUsd + finance.partBuiltShare * (project.spentUsd + doneUsd) * unpowered;
    },
  };
}

/** A project with its tracks and the market around it. */
interface Terms {
  readonly project: Project;
  readonly tracks: readonly Track[];
  readonly surroundings: Surroundings;
  readonly stalled: readonly string[];
}

function actionsOf(site: Terms, state: ProjectState): ActionName[] {
  if (state.kind === 'converting') return ['convert'];
  if (state.kind === 'handed-over') return [state.kind];
  if (!isOpen(state)) return [state.kind];
  const { project, tracks } = site;
  const usual = state.kind === 'building' ? buildingActions(site, state) : ['live', 'cancel'];
  const takers = handOvers(site.surroundings, poolOf(project, state), stageOf(tracks, state));
  return [...usual, 're-purpose', ...takers].filter((action) => stepOf(site, state, action));
}

function stepOf(site: Terms, state: ProjectState, action: ActionName): Step<ProjectState> | undefined {
  const { project, tracks, surroundings } = site;
  if (state.kind === 'handed-over') return action === state.kind ? idle(state) : undefined;
  if (state.kind === 'converting') return action === 'convert' ? converted(state) : undefined;
  if (!isOpen(state)) return action === state.kind ? standing(site, state) : undefined;
  if (action === 're-purpose') return repurposed(site, state);
  const seat = { pool: poolOf(project, state), itPowerMw: project.itPowerMw };
  const handed = handOver(surroundings, seat, stageOf(tracks, state), action);
  if (handed) return handed;
  if (state.kind === 'live') {
    if (action === 'live') return standing(site, state);
    return action === 'cancel' ? left(project, state) : undefined;
  }
  if (action === 'cancel') return cancelled(site, state);
  const paces = pacesOf(site, state, action);
  return paces && advanced(site, state, paces);
}

function isOpen(state: Standing): state is Open {
  return state.kind === 'building' || state.kind === 'live';
}

function idle(next: ProjectState, amounts: readonly Amount[] = []): Step<ProjectState> {
  return { next, poweredMw: 0, amounts, uses: [] };
}

function poolOf(project: Project, { repurposed }: Site): string {
  return repurposed ? project.repurpose!.pool : project.pool;
}

/** P13: the earliest unfinished stage over the tracks, or live. */
function stageOf(tracks: readonly Track[], state: Open): HandOverStage {
  if (state.kind === 'live') return 'live';
  const open = tracks.flatMap((track, i) => currentStage(track, state.halves[i]!)?.stage.stage ?? []);
  return stageNames.find((stage) => open.includes(stage))!;
}

/** What a quarter with the powered MW of `state` costs and takes, before anything is done; and what is owed later. */
function standing<State extends Standing>({ project, tracks, surroundings }: Terms, state: State) {
  const mw = poweredMw(project, tracks, state);
  const pool = poolOf(project, state);
  const uses: Use[] = [];
  let { owed } = state;
  if (mw > 0) {
    uses.push({ kind: 'powered-mw', subject: pool, amount: mw });
    if (project.substation !== undefined)
      uses.push({ kind: 'substation', subject: project.substation, amount: mw });
    const { minimumTake } = project;
    if (minimumTake && owed < minimumTake.termQuarters) {
      owed++;
      const region = surroundings.pools.find(({ id }) => id === pool)?.region;
      const pue = surroundings.regions.find(({ id }) => id === region)?.pue ?? 1;
      uses.push({ kind: 'owed', subject: pool, amount: minimumTake.shareOfPower * mw * pue });
    }
  }
  const next: State = { ...state, owed };
  return { next, poweredMw: mw, amounts: operation(project, mw), uses };
}

/** P11: leaves a live site while its minimum take is owed. */
function left(project: Project, state: Settled): Step<ProjectState> | undefined {
  const { minimumTake } = project;
  if (!minimumTake || state.owed >= minimumTake.termQuarters) return undefined;
  return idle({ ...state, kind: 'cancelled', poweredMw: 0 }, [cost('cancellation', minimumTake.exitFeeUsd)]);
}

/** P12: pays for the conversion; nothing else happens in the quarter. */
function repurposed(site: Terms, state: Open): Step<ProjectState> | undefined {
  const { repurpose } = site.project;
  if (!repurpose || state.repurposed) return undefined;
  const { next, ...step } = standing(site, state);
  const moved: Open = { ...next, repurposed: true };
  const then: Open = moved.kind === 'building' ? { ...moved, paused: moved.paused.map(() => false) } : moved;
  const { delayQuarters, costUsd } = repurpose;
  return {
    ...step,
    next: delayQuarters > 0 ? { kind: 'converting', left: delayQuarters, then } : then,
    amounts: [...step.amounts, cost('power', costUsd, true)],
  };
}

function converted({ left, then }: Extract<ProjectState, { kind: 'converting' }>): Step<ProjectState> {
  return idle(left > 1 ? { kind: 'converting', left: left - 1, then } : then);
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
function poweredMw(project: Project, tracks: readonly Track[], state: Standing): number {
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

function buildingActions(site: Terms, state: Building): ActionName[] {
  const { tracks } = site;
  const open = able(site, state);
  const pauses = ['pause'];
  for (let set = 1; set < 2 ** open.length - 1; set++) {
    const named = open.filter((_, bit) => (set >> bit) & 1).map((i) => tracks[i]!.id);
    pauses.push(`pause:${named.join('+')}`);
  }
  return ['continue', 'resume', 'slow', ...pauses, 'cancel'].filter(
    (action) => action === 'cancel' || pacesOf(site, state, action),
  );
}

/** The pace of every track under an action other than cancel; `undefined` where it is not allowed (P2–P5). */
function pacesOf(site: Terms, state: Building, action: ActionName): Pace[] | undefined {
  const { project, tracks, stalled } = site;
  const afterPause = state.paused.includes(true);
  const moving = able(site, state);
  const resumes = moving.some((i) => state.paused[i]);
  const all = (pace: Pace) => tracks.map(({ id }): Pace => (stalled.includes(id) ? 'stalled' : pace));
  if (action === 'continue') return resumes ? undefined : all('full');
  if (action === 'resume') return resumes ? all('full') : undefined;
  if (moving.length === 0) return undefined;
  if (action === 'slow') return project.slow && !afterPause ? all('half') : undefined;
  if (state.pausesUsed >= project.maxPauseQuarters) return undefined;
  if (action === 'pause') return all('none');
  if (!action.startsWith('pause:')) return undefined;
  const named = action.slice('pause:'.length).split('+');
  const open = moving.map((i) => tracks[i]!.id);
  const proper = named.length < open.length && new Set(named).size === named.length;
  if (!proper || !named.every((id) => open.includes(id))) return undefined;
  return all('full').map((pace, i) => (named.includes(tracks[i]!.id) ? 'none' : pace));
}

/** Tracks that are unfinished and that no event keeps from advancing. */
function able({ tracks, stalled }: Terms, state: Building): number[] {
  return unfinished(tracks, state).filter((i) => !stalled.includes(tracks[i]!.id));
}

function canonicalPause(tracks: readonly Track[], action: ActionName): ActionName {
  if (!action.startsWith('pause:')) return action;
  const order = new Map(tracks.map(({ id }, i) => [id, i]));
  const named = action.slice('pause:'.length).split('+');
  return `pause:${named.sort((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1)).join('+')}`;
}

function advanced(site: Terms, state: Building, paces: readonly Pace[]): Step<ProjectState> {
  const { tracks } = site;
  const { next: now, ...step } = standing(site, state);
  const { amounts } = step;
  const paused = tracks.map(() => false);
  let pauses = false;
  const halves = tracks.map((track, i) => {
    const done = state.halves[i]!;
    const current = currentStage(track, done);
    if (!current) return done;
    const { stage, left } = current;
    const pace = paces[i]!;
    if (pace === 'none' || pace === 'stalled') {
      pauses ||= pace === 'none';
      paused[i] = pace === 'none' || state.paused[i]!;
      amounts.push(cost('holding', stage.holdingUsdPerQuarter));
      return done;
    }
    if (state.paused[i]) amounts.push(cost('restart', stage.restartFeeUsd, true));
    const work = pace === 'half' ? 1 : Math.min(2, left);
    const quarters = pace === 'half' ? stage.slowCostShare : work / 2;
    amounts.push(cost(phaseOf(stage, track.id), (stage.costUsd / stage.quarters) * quarters, true));
    return done + work;
  });
  const pausesUsed = state.pausesUsed + (pauses ? 1 : 0);
  const building: Building = { ...now, halves, pausesUsed, paused };
  const live = unfinished(tracks, building).length === 0;
  return { ...step, next: live ? settled(site, building, 'live') : building };
}

function settled({ project, tracks }: Terms, state: Building, kind: Settled['kind']): Settled {
  const { repurposed, owed } = state;
  return { kind, poweredMw: poweredMw(project, tracks, state), repurposed, owed };
}

/** P6: fee less salvage of the current stage of each unfinished track; what was delivered stays. */
function cancelled(site: Terms, state: Building): Step<ProjectState> {
  const { next: now, ...step } = standing(site, state);
  for (const i of unfinished(site.tracks, state)) {
    const { stage } = currentStage(site.tracks[i]!, state.halves[i]!)!;
    step.amounts.push(cost('cancellation', stage.cancelFeeUsd), cost('salvage', -stage.salvageUsd));
  }
  return { ...step, next: settled(site, now, 'cancelled') };
}
