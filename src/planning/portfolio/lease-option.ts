/** A lease as a staged option: letter of intent, signed, commenced, ended (docs/method.md, L1–L10, E3). */
import type { Lease } from '../../domain/portfolio.ts';
import { type EffectTerm, OptionBuilder, type StagedOption } from '../staged-option.ts';
import { capexTerm } from './capex-term.ts';
import { type HandOverStage, handOvers } from './hand-over.ts';
import { leaseRegimes, type Regime } from './option-events.ts';
import { MONTHS_PER_QUARTER, type PortfolioFrame } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';

/** One option per lease; of the events it heeds those that delay leases. */
export const leasePart: PortfolioPart = {
  optionsHeed: ({ delays }) => delays.some(({ leases }) => leases),
  options: ({ frame }) => frame.portfolio.leases.map((lease) => leaseOption(lease, frame)),
};

interface Waiting {
  readonly stage: 'loi' | 'signed';
  readonly done: number;
  readonly pausesUsed: number;
  readonly paused: boolean;
}

interface Commenced {
  readonly stage: 'commenced';
  /** Renewals so far: 0 in the first term. */
  readonly term: number;
  /** Quarters since the term began. */
  readonly age: number;
  /** Quarters for which it is still sublet. */
  readonly sublet: number;
}

type LeaseState = Waiting | Commenced | { readonly stage: 'ended' | 'cancelled' | 'lapsed' | 'handed-over' };

/** Compiles a lease. States are named `signed 2/4 p1 ‖`, `commenced 3`, `commenced r1 0`, `sublet 2 commenced 5`, `ended`. */
function leaseOption(lease: Lease, frame: PortfolioFrame): StagedOption {
  return new LeaseCompiler(lease, frame).compile();
}

class LeaseCompiler {
  readonly #lease: Lease;
  readonly #frame: PortfolioFrame;
  readonly #builder: OptionBuilder;
  readonly #open: LeaseState[] = [];
  readonly #regimes: readonly Regime<boolean>[];
  readonly #never: Uint8Array;
  #deliveryGuards: readonly [number, number | undefined] | undefined;

  constructor(lease: Lease, frame: PortfolioFrame) {
    this.#lease = lease;
    this.#frame = frame;
    this.#builder = new OptionBuilder(lease.id);
    this.#regimes = leaseRegimes(frame, lease);
    this.#never = new Uint8Array(frame.tree.parent.length);
  }

  compile(): StagedOption {
    const { loi, commenced } = this.#lease;
    if (commenced) this.#stateOf({ stage: 'commenced', term: 0, age: commenced.ageQuarters, sublet: 0 });
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
    if (state.stage === 'commenced') {
      return `${state.sublet > 0 ? `sublet ${state.sublet} ` : ''}commenced ${state.term > 0 ? `r${state.term} ` : ''}${state.age}`;
    }
    if (!('done' in state)) return state.stage;
    const { stage, done, pausesUsed, paused } = state;
    return `${stage} ${done}/${this.#quartersIn(stage)}${pausesUsed > 0 ? ` p${pausesUsed}` : ''}${paused ? ' ‖' : ''}`;
  }

  #quartersIn(stage: 'loi' | 'signed'): number {
    return stage === 'loi' ? this.#lease.loi!.quarters : this.#lease.signed!.quarters;
  }

  #expand(state: LeaseState): void {
    const from = this.#stateOf(state);
    if (state.stage === 'commenced') this.#expandCommenced(from, state);
    else if ('done' in state) this.#expandWaiting(from, state);
    else this.#builder.arc(from, state.stage, from, []);
  }

  #expandCommenced(from: number, state: Commenced): void {
    this.#builder.terminal(from, [this.#cash('terminal', this.#terminalUsd(state))]);
    const rent = this.#cash('rent', -MONTHS_PER_QUARTER * this.#monthlyRentUsd(state));
    if (state.sublet > 0) {
      this.#builder.arc(from, 'sublet', this.#stateOf(this.#older({ ...state, sublet: state.sublet - 1 })), [
        rent,
        this.#subletIncome(),
      ]);
      return;
    }
    const { pool, itPowerMw, sublet, renewal } = this.#lease;
    const power: EffectTerm = [
      this.#builder.channel({ target: this.#frame.builder.resourceIndex(`power:${pool}`) }),
      itPowerMw,
    ];
    this.#builder.arc(from, 'continue', this.#stateOf(this.#older(state)), [power, rent]);
    if (renewal && state.term < renewal.times && state.age === this.#termOf(state) - 1) {
      this.#builder.arc(from, 'renew', this.#stateOf({ ...state, term: state.term + 1, age: 0 }), [
        power,
        rent,
      ]);
    }
    if (sublet) {
      const next = this.#older({ ...state, sublet: sublet.quarters - 1 });
      this.#builder.arc(from, 'sublet', this.#stateOf(next), [
        rent,
        this.#subletIncome(),
        this.#cash('holding', -sublet.costUsd),
      ]);
    }
    this.#leave(from, state, 'live', -1);
  }

  #expandWaiting(from: number, state: Waiting): void {
    this.#builder.terminal(from, [this.#cash('terminal', this.#terminalUsd(state))]);
    const { stage, done, pausesUsed } = state;
    const isLoi = stage === 'loi';
    const until = isLoi ? this.#lease.loi!.until : undefined;
    const alive = until === undefined ? -1 : this.#builder.guard(this.#frame.openBetween(undefined, until));
    const [free, kept] = isLoi ? [alive, undefined] : this.#delivery();
    if (kept !== undefined) this.#builder.arc(from, 'continue', from, [], kept);
    const next: LeaseState =
      done + 1 < this.#quartersIn(stage)
        ? { ...state, done: done + 1, paused: false }
        : isLoi
          ? { stage: 'signed', done: 0, pausesUsed, paused: false }
          : { stage: 'commenced', term: 0, age: 0, sublet: 0 };
    this.#builder.arc(
      from,
      state.paused ? 'resume' : 'continue',
      this.#stateOf(next),
      isLoi ? [this.#talks()] : this.#fitOut(),
      free,
    );
    if (pausesUsed < this.#lease.maxPauseQuarters) {
      const deferral = this.#lease.deferralRentShare * MONTHS_PER_QUARTER * this.#monthlyRentUsd(undefined);
      const cost = isLoi ? this.#talks() : this.#cash('holding', -deferral);
      this.#builder.arc(
        from,
        'pause',
        this.#stateOf({ ...state, pausesUsed: pausesUsed + 1, paused: true }),
        [cost],
        free,
      );
    }
    this.#leave(from, state, isLoi ? 'exploratory' : 'permitted', alive);
    if (until === undefined) return;
    const lapsed = this.#builder.guard(this.#frame.openAfter(until));
    this.#builder.arc(from, 'lapse', this.#stateOf({ stage: 'lapsed' }), [], lapsed);
  }

  /** Handing over (P13) and cancelling (L4). A hand-over of a letter of intent needs it to be alive. */
  #leave(from: number, state: Waiting | Commenced, stage: HandOverStage, alive: number): void {
    const { pool, itPowerMw } = this.#lease;
    const until = state.stage === 'loi' ? this.#lease.loi!.until : undefined;
    const onOffer = { pool, mw: itPowerMw, stage, before: until };
    for (const { action, terms, guard } of handOvers(this.#frame, this.#builder, onOffer)) {
      this.#builder.arc(from, action, this.#stateOf({ stage: 'handed-over' }), terms, guard);
    }
    const fee = this.#exitFeeUsd(state);
    if (fee !== undefined)
      this.#builder.arc(
        from,
        'cancel',
        this.#stateOf({ stage: 'cancelled' }),
        [this.#cash('cancellation', -fee)],
        alive,
      );
  }

  /** Guards of the nodes at which a signed lease may go on, and at which an event keeps it waiting (E3). */
  #delivery(): readonly [free: number, kept: number | undefined] {
    this.#deliveryGuards ??= (() => {
      const guardOf = (waits: boolean) => {
        const regime = this.#regimes.find(({ rules }) => rules === waits);
        return regime && (regime.nodes ? this.#builder.guard(regime.nodes) : -1);
      };
      return [guardOf(false) ?? this.#builder.guard(this.#never), guardOf(true)] as const;
    })();
    return this.#deliveryGuards;
  }

  #older(state: Commenced): LeaseState {
    return state.age + 1 >= this.#termOf(state) ? { stage: 'ended' } : { ...state, age: state.age + 1 };
  }

  #termOf({ term }: Pick<Commenced, 'term'>): number {
    return term > 0 ? this.#lease.renewal!.termQuarters : this.#lease.termQuarters;
  }

  #subletIncome(): EffectTerm {
    return this.#cash(
      'sublet',
      1000 * MONTHS_PER_QUARTER * this.#lease.sublet!.rentUsdPerKwMonth * this.#lease.itPowerMw,
    );
  }

  #talks(): EffectTerm {
    return this.#cash('holding', -this.#lease.loi!.costUsdPerQuarter);
  }

  #fitOut(): EffectTerm[] {
    const usd = (this.#lease.fitOutUsdPerMw * this.#lease.itPowerMw) / this.#lease.signed!.quarters;
    return [this.#cash('fit-out', -usd), capexTerm(this.#builder, this.#frame, usd, 0)];
  }

  /** Monthly rent (L5, L9); before commencement that of age 0. */
  #monthlyRentUsd(at: Pick<Commenced, 'term' | 'age'> | undefined): number {
    const { rentUsdPerKwMonth, itPowerMw, escalatorPerYear, renewal } = this.#lease;
    const base = at && at.term > 0 ? renewal!.rentUsdPerKwMonth : rentUsdPerKwMonth;
    return 1000 * base * itPowerMw * (1 + escalatorPerYear) ** Math.floor((at?.age ?? 0) / 4);
  }

  /** What leaving costs by L4, were it allowed; absent where the lease cannot be left. */
  #exitFeeUsd(state: Waiting | Commenced): number | undefined {
    if (state.stage === 'loi') return this.#lease.loi!.walkAwayUsd;
    return this.#lease.terminable
      ? Math.min(this.#lease.terminationRentMonths, this.#monthsLeft(state)) * this.#rentAt(state)
      : undefined;
  }

  /** Take or pay to the earliest exit (L6). */
  #terminalUsd(state: Waiting | Commenced): number {
    if (state.stage === 'loi') return 0;
    return -(this.#exitFeeUsd(state) ?? this.#monthsLeft(state) * this.#rentAt(state));
  }

  #rentAt(state: Waiting | Commenced): number {
    return this.#monthlyRentUsd(state.stage === 'commenced' ? state : undefined);
  }

  #monthsLeft(state: Waiting | Commenced): number {
    return (
      MONTHS_PER_QUARTER *
      (state.stage === 'commenced' ? this.#termOf(state) - state.age : this.#lease.termQuarters)
    );
  }

  #cash(category: string, usd: number): EffectTerm {
    return [this.#builder.channel({ target: 'cash', factor: this.#frame.cashFactor(0), category }), usd];
  }
}
