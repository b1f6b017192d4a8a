/** A lease as a staged option: letter of intent, signed, commenced, ended (docs/method.md, L1–L7). */
import type { Lease } from '../../domain/portfolio.ts';
import { type EffectTerm, OptionBuilder, type StagedOption } from '../staged-option.ts';
import { MONTHS_PER_QUARTER, type PortfolioFrame } from './portfolio-frame.ts';
import { capexTerm } from './project-option.ts';

interface Waiting {
  readonly stage: 'loi' | 'signed';
  readonly done: number;
  readonly pausesUsed: number;
  readonly paused: boolean;
}

type LeaseState =
  | Waiting
  | { readonly stage: 'commenced'; readonly age: number }
  | { readonly stage: 'ended' | 'cancelled' };

/** Compiles a lease. States are named `signed 2/4 p1 ‖`, `commenced 3`, `ended`, `cancelled`. */
export function leaseOption(lease: Lease, frame: PortfolioFrame): StagedOption {
  return new LeaseCompiler(lease, frame).compile();
}

class LeaseCompiler {
  readonly #lease: Lease;
  readonly #frame: PortfolioFrame;
  readonly #builder: OptionBuilder;
  readonly #open: LeaseState[] = [];

  constructor(lease: Lease, frame: PortfolioFrame) {
    this.#lease = lease;
    this.#frame = frame;
    this.#builder = new OptionBuilder(lease.id);
  }

  compile(): StagedOption {
    const { loi, commenced } = this.#lease;
    if (commenced) this.#stateOf({ stage: 'commenced', age: commenced.ageQuarters });
    else this.#stateOf({ stage: loi ? 'loi' : 'signed', done: 0, pausesUsed: 0, paused: false });
    for (let i = 0; i < this.#open.length; i++) this.#expand(this.#open[i]!);
    return this.#builder.build();
  }

  #stateOf(state: LeaseState): number {
    const before = this.#builder.stateCount;
    const index = this.#builder.state(this.#nameOf(state));
    if (index === before) this.#open.push(state);
    return index;
  }

  #nameOf(state: LeaseState): string {
    if (state.stage === 'commenced') return `commenced ${state.age}`;
    if (!('done' in state)) return state.stage;
    const { stage, done, pausesUsed, paused } = state;
    return `${stage} ${done}/${this.#quartersIn(stage)}${pausesUsed > 0 ? ` p${pausesUsed}` : ''}${paused ? ' ‖' : ''}`;
  }

  #quartersIn(stage: 'loi' | 'signed'): number {
    return stage === 'loi' ? this.#lease.loi!.quarters : this.#lease.signed!.quarters;
  }

  #expand(state: LeaseState): void {
    const from = this.#stateOf(state);
    this.#builder.terminal(from, [this.#cash('terminal', this.#terminalUsd(state))]);
    if (state.stage !== 'commenced' && !('done' in state)) {
      this.#builder.arc(from, state.stage, from, []);
      return;
    }
    if (state.stage === 'commenced') this.#serve(from, state.age);
    else this.#advanceOrPause(from, state);
    const fee = this.#exitFeeUsd(state);
    if (fee !== undefined)
      this.#builder.arc(from, 'cancel', this.#stateOf({ stage: 'cancelled' }), [
        this.#cash('cancellation', -fee),
      ]);
  }

  #serve(from: number, age: number): void {
    const { pool, itPowerMw, termQuarters } = this.#lease;
    const power = this.#builder.channel({ target: this.#frame.builder.resourceIndex(`power:${pool}`) });
    const next: LeaseState =
      age + 1 >= termQuarters ? { stage: 'ended' } : { stage: 'commenced', age: age + 1 };
    this.#builder.arc(from, 'continue', this.#stateOf(next), [
      [power, itPowerMw],
      this.#cash('rent', -MONTHS_PER_QUARTER * this.#monthlyRentUsd(age)),
    ]);
  }

  #advanceOrPause(from: number, state: Waiting): void {
    const { stage, done, pausesUsed } = state;
    const isLoi = stage === 'loi';
    const next: LeaseState =
      done + 1 < this.#quartersIn(stage)
        ? { ...state, done: done + 1, paused: false }
        : isLoi
          ? { stage: 'signed', done: 0, pausesUsed, paused: false }
          : { stage: 'commenced', age: 0 };
    this.#builder.arc(
      from,
      state.paused ? 'resume' : 'continue',
      this.#stateOf(next),
      isLoi ? [this.#talks()] : this.#fitOut(),
    );
    if (pausesUsed >= this.#lease.maxPauseQuarters) return;
    const deferral = this.#lease.deferralRentShare * MONTHS_PER_QUARTER * this.#monthlyRentUsd(0);
    const cost = isLoi ? this.#talks() : this.#cash('holding', -deferral);
    this.#builder.arc(from, 'pause', this.#stateOf({ ...state, pausesUsed: pausesUsed + 1, paused: true }), [
      cost,
    ]);
  }

  #talks(): EffectTerm {
    return this.#cash('holding', -this.#lease.loi!.costUsdPerQuarter);
  }

  #fitOut(): EffectTerm[] {
    const usd = (this.#lease.fitOutUsdPerMw * this.#lease.itPowerMw) / this.#lease.signed!.quarters;
    return [this.#cash('fit-out', -usd), ...capexTerm(this.#builder, this.#frame, usd, 0)];
  }

  /** Monthly rent at an age in quarters (L5). */
  #monthlyRentUsd(age: number): number {
    const { rentUsdPerKwMonth, itPowerMw, escalatorPerYear } = this.#lease;
    return 1000 * rentUsdPerKwMonth * itPowerMw * (1 + escalatorPerYear) ** Math.floor(age / 4);
  }

  #monthsLeft(state: LeaseState): number {
    const age = state.stage === 'commenced' ? state.age : 0;
    return MONTHS_PER_QUARTER * (this.#lease.termQuarters - age);
  }

  /** What leaving costs (L4); absent where the lease cannot be left. */
  #exitFeeUsd(state: LeaseState): number | undefined {
    if (state.stage === 'loi') return this.#lease.loi!.walkAwayUsd;
    if (!this.#lease.terminable) return undefined;
    const age = state.stage === 'commenced' ? state.age : 0;
    return Math.min(this.#lease.terminationRentMonths, this.#monthsLeft(state)) * this.#monthlyRentUsd(age);
  }

  /** Take or pay to the earliest exit (L6). */
  #terminalUsd(state: LeaseState): number {
    if (state.stage !== 'signed' && state.stage !== 'commenced') return 0;
    const age = state.stage === 'commenced' ? state.age : 0;
    return -(this.#exitFeeUsd(state) ?? this.#monthsLeft(state) * this.#monthlyRentUsd(age));
  }

  #cash(category: string, usd: number): EffectTerm {
    return [this.#builder.channel({ target: 'cash', factor: this.#frame.cashFactor(0), category }), usd];
  }
}
