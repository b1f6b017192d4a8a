/** A project as a staged option: tracks that advance side by side (docs/method.md, P1–P9). */
import { type Project, phaseOf, type Stage, tracksOf } from '../../domain/portfolio.ts';
import { type EffectTerm, OptionBuilder, type StagedOption } from '../staged-option.ts';
import { type PortfolioFrame, USD_SCALE } from './portfolio-frame.ts';

/** Where a project stands: half-quarters done per track, pauses used, and the tracks that were paused in the quarter before. */
interface Underway {
  readonly done: readonly number[];
  readonly pausesUsed: number;
  readonly paused: readonly boolean[];
}

type ProjectState = Underway | { readonly rest: 'live' | 'cancelled'; readonly poweredMw: number };

interface StageAt {
  readonly stage: Stage;
  readonly phase: 'land' | 'shell' | 'power';
  /** Half-quarters left in the stage. */
  readonly left: number;
}

/** What happens to each track in a quarter. */
type Move = 'advance' | 'slow' | 'hold';

/** Compiles a project. States are named `building 3/12 p1 ‖building`: halves done of each track, pauses used, tracks paused. */
export function projectOption(project: Project, frame: PortfolioFrame): StagedOption {
  return new ProjectCompiler(project, frame).compile();
}

class ProjectCompiler {
  readonly #project: Project;
  readonly #frame: PortfolioFrame;
  readonly #tracks;
  readonly #lengths: readonly number[];
  readonly #builder: OptionBuilder;
  readonly #open: ProjectState[] = [];

  constructor(project: Project, frame: PortfolioFrame) {
    this.#project = project;
    this.#frame = frame;
    this.#tracks = tracksOf(project);
    this.#lengths = this.#tracks.map((track) => track.stages.reduce((sum, stage) => sum + halves(stage), 0));
    this.#builder = new OptionBuilder(project.id);
  }

  compile(): StagedOption {
    this.#stateOf({ done: this.#tracks.map(() => 0), pausesUsed: 0, paused: this.#tracks.map(() => false) });
    for (let i = 0; i < this.#open.length; i++) this.#expand(this.#open[i]!);
    return this.#builder.build();
  }

  #stateOf(state: ProjectState): number {
    const before = this.#builder.stateCount;
    const index = this.#builder.state(this.#nameOf(state));
    if (index === before) this.#open.push(state);
    return index;
  }

  #nameOf(state: ProjectState): string {
    if ('rest' in state)
      return state.rest === 'live' || state.poweredMw === 0
        ? state.rest
        : `${state.rest} ${state.poweredMw} MW`;
    const progress = this.#tracks
      .map((track, i) => `${track.id} ${state.done[i]}/${this.#lengths[i]}`)
      .join(', ');
    const held = this.#tracks.filter((_, i) => state.paused[i]).map((track) => `‖${track.id}`);
    return [progress, ...(state.pausesUsed > 0 ? [`p${state.pausesUsed}`] : []), ...held].join(' ');
  }

  #expand(state: ProjectState): void {
    const from = this.#stateOf(state);
    this.#builder.terminal(from, this.#terminalTerms(state));
    const powered = this.#poweredMw(state);
    const keep = this.#operationTerms(powered);
    if ('rest' in state) {
      this.#builder.arc(from, state.rest, from, keep);
      return;
    }
    const unfinished = [...this.#tracks.keys()].filter((i) => state.done[i]! < this.#lengths[i]!);
    const wasPaused = state.paused.some(Boolean);
    const all = (move: Move) => this.#tracks.map((_, i) => (unfinished.includes(i) ? move : 'hold'));
    this.#move(state, wasPaused ? 'resume' : 'continue', all('advance'), keep, false);
    if (this.#project.slow && !wasPaused) this.#move(state, 'slow', all('slow'), keep, false);
    if (state.pausesUsed < this.#project.maxPauseQuarters) {
      this.#move(state, 'pause', all('hold'), keep, true);
      for (const held of properSubsets(unfinished)) {
        const name = `pause:${held.map((i) => this.#tracks[i]!.id).join('+')}`;
        const moves = this.#tracks.map(
          (_, i): Move => (unfinished.includes(i) && !held.includes(i) ? 'advance' : 'hold'),
        );
        this.#move(state, name, moves, keep, true);
      }
    }
    this.#builder.arc(from, 'cancel', this.#stateOf({ rest: 'cancelled', poweredMw: powered }), [
      ...keep,
      ...this.#cancelTerms(state, unfinished),
    ]);
  }

  #move(
    state: Underway,
    action: string,
    moves: readonly Move[],
    keep: readonly EffectTerm[],
    pauses: boolean,
  ): void {
    const terms: EffectTerm[] = [...keep];
    const done = state.done.slice();
    const paused = state.paused.map(() => false);
    this.#tracks.forEach((_, i) => {
      const at = this.#stageAt(i, state.done[i]!);
      if (!at) return;
      if (moves[i] === 'hold') {
        paused[i] = true;
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
    const finished = done.every((halvesDone, i) => halvesDone >= this.#lengths[i]!);
    const next: ProjectState = finished
      ? { rest: 'live', poweredMw: this.#project.itPowerMw }
      : { done, pausesUsed: state.pausesUsed + (pauses ? 1 : 0), paused };
    this.#builder.arc(this.#stateOf(state), action, this.#stateOf(next), terms);
  }

  #stageAt(track: number, done: number): StageAt | undefined {
    const { id, stages } = this.#tracks[track]!;
    let end = 0;
    for (const stage of stages) {
      end += halves(stage);
      if (done < end) return { stage, phase: phaseOf(stage, id), left: end - done };
    }
    return undefined;
  }

  /** MW that count in a state: the least over the tracks of what each has delivered (P7). */
  #poweredMw(state: ProjectState): number {
    if ('rest' in state) return state.poweredMw;
    return Math.min(
      ...this.#tracks.map((track, i) => this.#deliveredMw(track.stages, state.done[i]!, this.#lengths[i]!)),
    );
  }

  #deliveredMw(stages: readonly Stage[], done: number, length: number): number {
    if (stages.every((stage) => stage.deliversMw === undefined))
      return done >= length ? this.#project.itPowerMw : 0;
    let end = 0;
    let delivered = 0;
    for (const stage of stages) {
      end += halves(stage);
      if (done >= end) delivered += stage.deliversMw ?? 0;
    }
    return delivered;
  }

  #operationTerms(poweredMw: number): EffectTerm[] {
    if (poweredMw === 0) return [];
    const { pool, opexUsdPerMwYear } = this.#project;
    const power = this.#builder.channel({ target: this.#frame.builder.resourceIndex(`power:${pool}`) });
    return [[power, poweredMw], this.#opex('operation', (-opexUsdPerMwYear / 4) * poweredMw)];
  }

  #cancelTerms(state: Underway, unfinished: readonly number[]): EffectTerm[] {
    return unfinished.flatMap((i) => {
      const { cancelFeeUsd, salvageUsd } = this.#stageAt(i, state.done[i]!)!.stage;
      return [this.#opex('cancellation', -cancelFeeUsd), this.#opex('salvage', salvageUsd)];
    });
  }

  /** Terminal value of the state that a leaf leads to (P9). */
  #terminalTerms(state: ProjectState): EffectTerm[] {
    const { terminalUsdPerMw, partBuiltShare } = this.#frame.portfolio.finance;
    const { itPowerMw, spentUsd } = this.#project;
    const powered = this.#poweredMw(state);
    let worth = powered * terminalUsdPerMw;
    if (!('rest' in state)) {
      const built = this.#tracks.reduce((sum, _, i) => sum + this.#plainCost(i, state.done[i]!), spentUsd);
      worth += partBuiltShare * built * (1 - powered / itPowerMw);
    }
    return [
      [
        this.#builder.channel({ target: 'cash', factor: this.#frame.cashFactor(0), category: 'terminal' }),
        worth,
      ],
    ];
  }

  #plainCost(track: number, done: number): number {
    let rest = done;
    let cost = 0;
    for (const stage of this.#tracks[track]!.stages) {
      const steps = Math.min(rest, halves(stage));
      cost += (stage.costUsd * steps) / halves(stage);
      rest -= steps;
    }
    return cost;
  }

  #opex(category: string, usd: number): EffectTerm {
    const factor = this.#frame.cashFactor(this.#frame.portfolio.finance.costInflationPerYear);
    return [this.#builder.channel({ target: 'cash', factor, category }), usd];
  }

  #capex(category: string, usd: number): EffectTerm[] {
    return [
      this.#opex(category, usd),
      ...capexTerm(this.#builder, this.#frame, -usd, this.#frame.portfolio.finance.costInflationPerYear),
    ];
  }
}

/** Nominal capex as a budget resource, in the program's money. */
export function capexTerm(
  builder: OptionBuilder,
  frame: PortfolioFrame,
  usd: number,
  growthPerYear: number,
): EffectTerm[] {
  if (frame.budgetYears.size === 0) return [];
  const target = frame.builder.resourceIndex('capex');
  return [[builder.channel({ target, factor: frame.growth(growthPerYear) }), usd / USD_SCALE]];
}

function halves(stage: Stage): number {
  return Math.round(stage.quarters * 2);
}

/** Non-empty proper subsets of the tracks that are unfinished. */
function properSubsets(items: readonly number[]): number[][] {
  const all = 2 ** items.length;
  return Array.from({ length: Math.max(0, all - 2) }, (_, i) =>
    items.filter((_, bit) => ((i + 1) >> bit) & 1),
  );
}
