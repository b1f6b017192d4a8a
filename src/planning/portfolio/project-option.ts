/** A project as a staged option: tracks that advance side by side, and the ways to leave (docs/method.md, P1–P13, E2). */

import { stageNames } from '../../domain/option.ts';
import { type Project, tracksOf } from '../../domain/portfolio.ts';
import { type EffectTerm, OptionBuilder, type StagedOption } from '../staged-option.ts';
import { capexTerm } from './capex-term.ts';
import { type HandOverStage, handOvers } from './hand-over.ts';
import { mergedRegimes, type Regime, trackRegimes } from './option-events.ts';
import { type PortfolioFrame, poolById } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';
import { type Built, type ProjectState, type Standing, stateName, type Underway } from './project-state.ts';
import { TrackCourse } from './project-track.ts';

/** One option per project; of the events it heeds those that delay projects or regions. */
export const projectPart: PortfolioPart = {
  optionsHeed: ({ delays }) => delays.some(({ projects, regions }) => projects ?? regions),
  options: ({ frame }) => frame.portfolio.projects.map((project) => projectOption(project, frame)),
};

/** What happens to each track in a quarter; `wait` where an event keeps it from advancing. */
type Move = 'advance' | 'slow' | 'hold' | 'wait';

/** What the moves of a state in a quarter have in common: tracks by index. */
interface Quarter {
  readonly unfinished: readonly number[];
  /** Unfinished tracks that an event keeps from advancing. */
  readonly waiting: readonly number[];
  /** Effects of the power that is there already. */
  readonly keep: readonly EffectTerm[];
  readonly guard: number;
}

function projectOption(project: Project, frame: PortfolioFrame): StagedOption {
  return new ProjectCompiler(project, frame).compile();
}

class ProjectCompiler {
  readonly #project: Project;
  readonly #frame: PortfolioFrame;
  readonly #tracks: readonly TrackCourse[];
  readonly #regimes: readonly Regime<readonly number[]>[];
  readonly #builder: OptionBuilder;
  readonly #open: ProjectState[] = [];
  /** Guards of regimes by the nodes that they hold at. */
  readonly #guards = new Map<string, number>();
  /** What waits, by the tracks that are unfinished. */
  readonly #waiting = new Map<string, readonly Pick<Quarter, 'waiting' | 'guard'>[]>();

  constructor(project: Project, frame: PortfolioFrame) {
    this.#project = project;
    this.#frame = frame;
    const tracks = tracksOf(project);
    this.#tracks = tracks.map((track) => new TrackCourse(track, project.itPowerMw));
    this.#regimes = trackRegimes(frame, project, tracks);
    this.#builder = new OptionBuilder(project.id);
  }

  compile(): StagedOption {
    const none = this.#tracks.map(() => 0);
    this.#stateOf({
      kind: 'underway',
      done: none,
      pausesUsed: 0,
      paused: none.map(() => false),
      moved: false,
      poweredQuarters: 0,
    });
    for (let i = 0; i < this.#open.length; i++) this.#expand(this.#open[i]!);
    return this.#builder.build();
  }

  #stateOf(state: ProjectState): number {
    const before = this.#builder.stateCount;
    const index = this.#builder.state(stateName(state, this.#tracks, this.#project.repurpose?.pool));
    if (index === before) this.#open.push(state);
    return index;
  }

  #expand(state: ProjectState): void {
    const from = this.#stateOf(state);
    switch (state.kind) {
      case 'handed-over':
        this.#builder.arc(from, state.kind, from, []);
        return;
      case 'converting':
        this.#builder.arc(
          from,
          'convert',
          this.#stateOf(state.left > 1 ? { ...state, left: state.left - 1 } : state.then),
          [],
        );
        this.#builder.terminal(from, this.#terminalTerms(state.then));
        return;
      case 'cancelled':
        this.#builder.terminal(from, this.#terminalTerms(state));
        this.#builder.arc(from, state.kind, this.#stateOf(this.#aged(state)), this.#operationTerms(state));
        return;
      case 'live':
        this.#builder.terminal(from, this.#terminalTerms(state));
        this.#builder.arc(from, state.kind, this.#stateOf(this.#aged(state)), this.#operationTerms(state));
        this.#leave(from, state, 'live');
        this.#exit(from, state);
        return;
      case 'underway':
        this.#builder.terminal(from, this.#terminalTerms(state));
        this.#expandUnderway(from, state);
    }
  }

  #expandUnderway(from: number, state: Underway): void {
    const keep = this.#operationTerms(state);
    const unfinished = [...this.#tracks.keys()].filter((i) => state.done[i]! < this.#tracks[i]!.length);
    for (const { waiting, guard } of this.#waitingOf(unfinished))
      this.#expandMoves(from, state, { unfinished, waiting, keep, guard });
    const stages = unfinished.map((i) =>
      stageNames.indexOf(this.#tracks[i]!.at(state.done[i]!)!.stage.stage),
    );
    this.#leave(from, state, stageNames[Math.min(...stages)]!);
    const { moved, poweredQuarters } = this.#aged(state);
    const cancelled: Built = { kind: 'cancelled', poweredMw: this.#poweredMw(state), moved, poweredQuarters };
    this.#builder.arc(from, 'cancel', this.#stateOf(cancelled), [
      ...keep,
      ...this.#cancelTerms(state, unfinished),
    ]);
  }

  /** Continuing, slowing and pausing (P2–P5) of the tracks that no event keeps waiting (E2). */
  #expandMoves(from: number, state: Underway, quarter: Quarter): void {
    const { unfinished, waiting } = quarter;
    const able = unfinished.filter((i) => !waiting.includes(i));
    const all = (move: Move, held: readonly number[] = []) =>
      this.#tracks.map((_, i): Move => {
        if (waiting.includes(i)) return 'wait';
        return able.includes(i) && !held.includes(i) ? move : 'hold';
      });
    const resumes = able.some((i) => state.paused[i]);
    this.#move(from, state, resumes ? 'resume' : 'continue', all('advance'), quarter);
    if (able.length === 0) return;
    if (this.#project.slow && !state.paused.some(Boolean))
      this.#move(from, state, 'slow', all('slow'), quarter);
    if (state.pausesUsed >= this.#project.maxPauseQuarters) return;
    this.#move(from, state, 'pause', all('hold'), quarter);
    for (const held of properSubsets(able)) {
      const name = `pause:${held.map((i) => this.#tracks[i]!.id).join('+')}`;
      this.#move(from, state, name, all('advance', held), quarter);
    }
  }

  /** Which of the unfinished tracks an event keeps waiting, with the guard of the nodes where it does. */
  #waitingOf(unfinished: readonly number[]): readonly Pick<Quarter, 'waiting' | 'guard'>[] {
    const key = unfinished.join();
    const known = this.#waiting.get(key);
    if (known) return known;
    const found = mergedRegimes(this.#regimes, (waiting) =>
      waiting.filter((i) => unfinished.includes(i)),
    ).map(({ rules: waiting, nodes }) => ({ waiting, guard: this.#guardOf(nodes) }));
    this.#waiting.set(key, found);
    return found;
  }

  #guardOf(nodes: Uint8Array | undefined): number {
    if (!nodes) return -1;
    const key = nodes.join('');
    const known = this.#guards.get(key);
    if (known !== undefined) return known;
    const guard = this.#builder.guard(nodes);
    this.#guards.set(key, guard);
    return guard;
  }

  #move(
    from: number,
    state: Underway,
    action: string,
    moves: readonly Move[],
    { keep, guard }: Pick<Quarter, 'keep' | 'guard'>,
  ): void {
    const terms: EffectTerm[] = [...keep];
    const done = state.done.slice();
    const paused = state.paused.map(() => false);
    this.#tracks.forEach((track, i) => {
      const at = track.at(state.done[i]!);
      if (!at) return;
      if (moves[i] === 'hold' || moves[i] === 'wait') {
        paused[i] = moves[i] === 'hold' || state.paused[i]!;
        terms.push(this.#opex('holding', -at.stage.holdingUsdPerQuarter));
        return;
      }
      const perQuarter = at.stage.costUsd / at.stage.quarters;
      const steps = moves[i] === 'slow' ? 1 : Math.min(2, at.left);
      const cost = moves[i] === 'slow' ? perQuarter * at.stage.slowCostShare : (perQuarter * steps) / 2;
      terms.push(...this.#capex(at.phase, -cost));
      if (state.paused[i]) terms.push(...this.#capex('restart', -at.stage.restartFeeUsd));
      done[i] = state.done[i]! + steps;
    });
    const { moved, poweredQuarters } = this.#aged(state);
    const finished = this.#tracks.every(({ length }, i) => done[i]! >= length);
    const next: ProjectState = finished
      ? { kind: 'live', poweredMw: this.#project.itPowerMw, moved, poweredQuarters }
      : {
          kind: 'underway',
          done,
          pausesUsed: state.pausesUsed + (action.startsWith('pause') ? 1 : 0),
          paused,
          moved,
          poweredQuarters,
        };
    this.#builder.arc(from, action, this.#stateOf(next), terms, guard);
  }

  /** Re-purposing (P12) and handing over (P13). */
  #leave(from: number, state: Underway | Built, stage: HandOverStage): void {
    const { repurpose, itPowerMw } = this.#project;
    if (repurpose && !state.moved) {
      const settled = this.#aged(state);
      const then = {
        ...settled,
        moved: true,
        ...(settled.kind === 'underway' && { paused: settled.paused.map(() => false) }),
      };
      const next: ProjectState =
        repurpose.delayQuarters > 0 ? { kind: 'converting', left: repurpose.delayQuarters, then } : then;
      this.#builder.arc(from, 're-purpose', this.#stateOf(next), [
        ...this.#operationTerms(state),
        ...this.#capex('power', -repurpose.costUsd),
      ]);
    }
    const onOffer = { pool: this.#poolOf(state), mw: itPowerMw, stage };
    for (const { action, terms, guard } of handOvers(this.#frame, this.#builder, onOffer)) {
      this.#builder.arc(from, action, this.#stateOf({ kind: 'handed-over' }), terms, guard);
    }
  }

  /** Leaving a live site that owes a minimum take (P11). */
  #exit(from: number, state: Built): void {
    const { minimumTake } = this.#project;
    if (!minimumTake || state.poweredQuarters >= minimumTake.termQuarters) return;
    const next = this.#stateOf({ kind: 'cancelled', poweredMw: 0, moved: state.moved, poweredQuarters: 0 });
    this.#builder.arc(from, 'cancel', next, [this.#opex('cancellation', -minimumTake.exitFeeUsd)]);
  }

  /** MW that count in a state: the least over the tracks of what each has delivered (P7). */
  #poweredMw(state: Underway | Built): number {
    if (state.kind !== 'underway') return state.poweredMw;
    return Math.min(...this.#tracks.map((track, i) => track.deliveredMw(state.done[i]!)));
  }

  /** The state a quarter later, as far as the minimum take counts it. */
  #aged<State extends Underway | Built>(state: State): State {
    const term = this.#project.minimumTake?.termQuarters ?? 0;
    return this.#poweredMw(state) > 0 && state.poweredQuarters < term
      ? { ...state, poweredQuarters: state.poweredQuarters + 1 }
      : state;
  }

  #poolOf(state: Standing): string {
    return state.moved ? this.#project.repurpose!.pool : this.#project.pool;
  }

  /** Power that is there, what it draws on, and what it costs to operate. */
  #operationTerms(state: Underway | Built): EffectTerm[] {
    const poweredMw = this.#poweredMw(state);
    if (poweredMw === 0) return [];
    const { opexUsdPerMwYear, substation, minimumTake } = this.#project;
    const pool = this.#poolOf(state);
    const on = (resource: string) =>
      this.#builder.channel({ target: this.#frame.builder.resourceIndex(resource) });
    const terms: EffectTerm[] = [
      [on(`power:${pool}`), poweredMw],
      this.#opex('operation', (-opexUsdPerMwYear / 4) * poweredMw),
    ];
    if (substation !== undefined) terms.push([on(`substation:${substation}`), poweredMw]);
    if (minimumTake && state.poweredQuarters < minimumTake.termQuarters) {
      const region = this.#frame.portfolio.regions.find(
        ({ id }) => id === poolById(this.#frame, pool).region,
      )!;
      terms.push([on(`owed:${pool}`), minimumTake.shareOfPower * poweredMw * region.pue]);
    }
    return terms;
  }

  #cancelTerms(state: Underway, unfinished: readonly number[]): EffectTerm[] {
    return unfinished.flatMap((i) => {
      const { cancelFeeUsd, salvageUsd } = this.#tracks[i]!.at(state.done[i]!)!.stage;
      return [this.#opex('cancellation', -cancelFeeUsd), this.#opex('salvage', salvageUsd)];
    });
  }

  /** Terminal value of the state that a leaf leads to (P9). */
  #terminalTerms(state: Underway | Built): EffectTerm[] {
    const { terminalUsdPerMw, partBuiltShare } = this.#frame.portfolio.finance;
    const { itPowerMw, spentUsd } = this.#project;
    const powered = this.#poweredMw(state);
    let worth = powered * terminalUsdPerMw;
    if (state.kind === 'underway') {
      const built = this.#tracks.reduce((sum, track, i) => sum + track.costUsd(state.done[i]!), spentUsd);
      worth += partBuiltShare * built * (1 - powered / itPowerMw);
    }
    return [
      [
        this.#builder.channel({ target: 'cash', factor: this.#frame.cashFactor(0), category: 'terminal' }),
        worth,
      ],
    ];
  }

  #opex(category: string, usd: number): EffectTerm {
    const factor = this.#frame.cashFactor(this.#frame.portfolio.finance.costInflationPerYear);
    return [this.#builder.channel({ target: 'cash', factor, category }), usd];
  }

  #capex(category: string, usd: number): EffectTerm[] {
    return [
      this.#opex(category, usd),
      capexTerm(this.#builder, this.#frame, -usd, this.#frame.portfolio.finance.costInflationPerYear),
    ];
  }
}

/** Non-empty proper subsets of the tracks that are unfinished. */
function properSubsets(items: readonly number[]): number[][] {
  const all = 2 ** items.length;
  return Array.from({ length: Math.max(0, all - 2) }, (_, i) =>
    items.filter((_, bit) => ((i + 1) >> bit) & 1),
  );
}
