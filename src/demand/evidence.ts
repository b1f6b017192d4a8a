/**
 * Evidence: dated, sourced signals that shift the probabilities of an uncertain variable's states.
 *
 * The posterior is worked out anew from the prior and the entries that stand, never updated step by step, and in
 * an order of its own: entering evidence in another order changes nothing, and a retraction restores the former
 * probabilities bit for bit.
 *
 * Reports of one story share an independence group. A group speaks once for each state: with its strongest report
 * for it and its strongest against it. Independent groups multiply (Bayes' rule). Caps hold what one group and what
 * all evidence may do, since likelihoods are judgements and independence is never sure.
 */
import { exp, ln } from '../units/elementary.ts';
import { quarterOfDate } from '../units/quarter.ts';
import type { CodeOf, DemandFault } from './fault.ts';

/** Something uncertain with two or more states that exclude each other, such as an event: `occurs`, `does-not`. */
export interface UncertainVariable {
  readonly name: string;
  /** States with their prior probabilities, each in (0, 1), sum 1. */
  readonly states: readonly { readonly name: string; readonly prior: number }[];
}

/** A dated, sourced signal on one uncertain variable. */
export interface EvidenceEntry {
  readonly id: string;
  /** Name of the variable that it bears on. */
  readonly variable: string;
  /** Where it can be read. */
  readonly source: string;
  /** ISO date on which the source published it. */
  readonly publishedOn: string;
  /** ISO date on which it reached the planner, not before it was published. */
  readonly reportedOn: string;
  /** Probability (0 < r ≤ 1) that the report says anything about the world; else it would read so in any state. */
  readonly reliability: number;
  /** Independence group: reports of one story carry the same name. */
  readonly group: string;
  /** Probability (0 < l < 1) of such a signal in each state, by state name. */
  readonly likelihoods: Readonly<Record<string, number>>;
  /** Set when the entry was retracted; it stays in the log and no longer counts. */
  readonly retracted?: { readonly on: string; readonly reason: string };
}

/** How far evidence may move odds between any two states: factors > 1. Assumed defaults. */
export interface EvidenceCaps {
  /** By one group; 10 by default. */
  readonly group: number;
  /** By all groups together; 100 by default. */
  readonly total: number;
}

/** The caps where the caller states none; assumed, not measured. */
export const DEFAULT_CAPS: EvidenceCaps = { group: 10, total: 100 };

/** What one group does. */
export interface GroupEffect {
  readonly group: string;
  readonly entries: readonly string[];
  /** Logarithmic shift by state, in the variable's order, after the cap. */
  readonly shift: readonly number[];
  readonly capped: boolean;
}

/** Probabilities of a variable's states after the evidence, and what moved them. */
export interface Posterior {
  /** In the variable's order, sum 1; exactly the prior where no evidence stands. */
  readonly probabilities: readonly number[];
  readonly groups: readonly GroupEffect[];
  /** Whether the cap on all evidence took effect. */
  readonly capped: boolean;
}

/**
 * The posterior of `variable` under the entries of `log` that bear on it, stand, and were reported by `asOf`
 * (an ISO date; all when left out).
 */
export function posteriorOf(
  variable: UncertainVariable,
  log: readonly EvidenceEntry[],
  { asOf, caps = DEFAULT_CAPS }: { readonly asOf?: string; readonly caps?: EvidenceCaps } = {},
): Posterior {
  const standing = log.filter(
    (entry) =>
      entry.variable === variable.name &&
      !entry.retracted &&
      (asOf === undefined || entry.reportedOn <= asOf),
  );
  const priors = variable.states.map(({ prior }) => prior);
  const names = [...new Set(standing.map(({ group }) => group))].sort();
  if (names.length === 0) return { probabilities: priors, groups: [], capped: false };
  const groups = names.map((name) => {
    const entries = standing.filter(({ group }) => group === name);
    const { shift, capped } = groupShift(variable, entries, caps.group);
    return { group: name, entries: entries.map(({ id }) => id).sort(), shift, capped };
  });
  const { shift, capped } = together(groups, variable.states.length, caps.total);
  const highest = Math.max(...shift);
  const weights = priors.map((prior, s) => prior * exp(shift[s]! - highest));
  const total = weights.reduce((a, b) => a + b, 0);
  return { probabilities: weights.map((weight) => weight / total), groups, capped };
}

/** The log with `entry` at its end. Check {@link evidenceFaults} first. */
export function addEvidence(log: readonly EvidenceEntry[], entry: EvidenceEntry): EvidenceEntry[] {
  return [...log, entry];
}

/** The log with the entry `id` retracted; throws a `RangeError` where it is not there or no longer stands. */
export function retractEvidence(
  log: readonly EvidenceEntry[],
  id: string,
  on: string,
  reason: string,
): EvidenceEntry[] {
  if (!log.some((entry) => entry.id === id && !entry.retracted))
    throw new RangeError(`no evidence ${id} stands`);
  return log.map((entry) => (entry.id === id ? { ...entry, retracted: { on, reason } } : entry));
}

/** All faults of `entry` as an addition to `log`, with paths into the entry. */
export function evidenceFaults(
  entry: EvidenceEntry,
  variables: readonly UncertainVariable[],
  log: readonly EvidenceEntry[],
): DemandFault[] {
  const faults: DemandFault[] = [];
  const check = (sound: boolean, code: CodeOf<'evidence'>, path: string, value: string | number) => {
    if (!sound) faults.push({ code: `demand.evidence.${code}`, path, value });
  };
  const { reliability, publishedOn, reportedOn, likelihoods } = entry;
  check(entry.id !== '' && !log.some(({ id }) => id === entry.id), 'id', 'id', entry.id);
  check(entry.source.trim() !== '', 'source', 'source', entry.source);
  check(entry.group.trim() !== '', 'group', 'group', entry.group);
  check(reliability > 0 && reliability <= 1, 'reliability', 'reliability', reliability);
  for (const key of ['publishedOn', 'reportedOn'] as const) {
    check(quarterOfDate(entry[key]) !== undefined, 'date', key, entry[key]);
  }
  check(reportedOn >= publishedOn, 'reported-before-published', 'reportedOn', reportedOn);
  const variable = variables.find(({ name }) => name === entry.variable);
  if (!variable) {
    check(false, 'variable', 'variable', entry.variable);
    return faults;
  }
  for (const [state, likelihood] of Object.entries(likelihoods)) {
    const at = `likelihoods.${state}`;
    if (!variable.states.some(({ name }) => name === state)) check(false, 'state', at, state);
    // 0 or 1 would be certainty, which no later evidence could revise.
    else if (likelihood === 0 || likelihood === 1) check(false, 'certainty', at, likelihood);
    else check(likelihood > 0 && likelihood < 1, 'likelihood', at, likelihood);
  }
  for (const { name } of variable.states) {
    if (!(name in likelihoods)) faults.push({ code: 'demand.evidence.missing', path: `likelihoods.${name}` });
  }
  return faults;
}

/** By state: the strongest report for it plus the strongest against it, each within the cap as their sum is. */
function groupShift(variable: UncertainVariable, entries: readonly EvidenceEntry[], cap: number) {
  const reports = entries.map((entry) => withinCap(entryShift(variable, entry), cap));
  const sum = variable.states.map((_, s) => {
    const ofState = reports.map(({ shift }) => shift[s]!);
    return Math.max(0, ...ofState) + Math.min(0, ...ofState);
  });
  const { shift, capped } = withinCap(sum, cap);
  return { shift, capped: capped || reports.some((report) => report.capped) };
}

/**
 * By state: what speaks for it plus what speaks against it, each at most half of the cap's logarithm. Capping the two
 * sides apart lets opposing evidence count also where the other side is at its limit.
 */
function together(groups: readonly GroupEffect[], states: number, cap: number) {
  const limit = ln(cap) / 2;
  let capped = false;
  const shift = Array.from({ length: states }, (_, s) => {
    const side = (sign: 1 | -1) => {
      const sum = groups.reduce((total, group) => total + Math.max(0, sign * group.shift[s]!), 0);
      capped ||= sum > limit;
      return sign * Math.min(limit, sum);
    };
    return side(1) + side(-1);
  });
  return { shift, capped };
}

/** Centred log-likelihoods of a report that, with probability 1 − reliability, would read so in any state. */
function entryShift(variable: UncertainVariable, { reliability, likelihoods }: EvidenceEntry): number[] {
  const stated = variable.states.map(({ name }) => likelihoods[name]!);
  const blind = stated.reduce((a, b) => a + b, 0) / stated.length;
  const logs = stated.map((likelihood) => ln(reliability * likelihood + (1 - reliability) * blind));
  const centre = logs.reduce((a, b) => a + b, 0) / logs.length;
  return logs.map((value) => value - centre);
}

/** Scales `shift` down so that no two states move apart by more than the factor `cap`. */
function withinCap(shift: readonly number[], cap: number): { shift: readonly number[]; capped: boolean } {
  const reach = Math.max(...shift) - Math.min(...shift);
  const limit = ln(cap);
  if (reach <= limit) return { shift, capped: false };
  return { shift: shift.map((value) => (value * limit) / reach), capped: true };
}
