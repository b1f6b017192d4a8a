/** Compares two plan files, and, where they are given, the portfolios that they were made from. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { type InputChange, inputChanges } from '../judge/input-changes.ts';
import { comparePlans, type PlanDifference } from '../judge/plan-difference.ts';
import { type InvalidInput, type OpeningPorts, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { type PlanReading, readPlan } from './read-plan.ts';

export type {
  DecisionDifference,
  FigureDifference,
  InputDifference,
} from '../judge/plan-difference.ts';
export { comparePlans, type InputChange, type PlanDifference };

/** Paths of the two plan files; `before` is the older one. */
export interface CompareRequest {
  readonly before: string;
  readonly now: string;
  /** Portfolios of the two plans. */
  readonly portfolios?: readonly [before: string, now: string] | undefined;
}

/** Both plans and how they differ, or the file that cannot be compared. */
export type CompareOutcome =
  | {
      readonly status: 'compared';
      readonly before: PlanFile;
      readonly now: PlanFile;
      readonly difference: PlanDifference;
      /** Values of the portfolios that differ; `undefined` where none were given. */
      readonly changes: readonly InputChange[] | undefined;
    }
  | {
      readonly status: 'no-plan';
      readonly path: string;
      readonly reading: Exclude<PlanReading, { status: 'read' }>;
    }
  | (InvalidInput & { readonly path: string });

/** Two plans that are at hand, with the documents of their portfolios where those are. */
export function compareKept(
  [before, now]: readonly [PlanFile, PlanFile],
  [old, recent]: readonly [PortfolioDocument | undefined, PortfolioDocument | undefined],
): { readonly difference: PlanDifference; readonly changes: readonly InputChange[] | null } {
  const changes = old && recent ? inputChanges(old, recent) : null;
  return { difference: comparePlans(before, now), changes };
}

/** Reads both plans and compares them. Plans of different trees compare in their root's decisions and figures only. */
export async function comparePlanFiles(
  { before, now, portfolios }: CompareRequest,
  ports: OpeningPorts & Pick<Ports, 'readText' | 'sha256'>,
): Promise<CompareOutcome> {
  const plans: PlanFile[] = [];
  for (const path of [before, now]) {
    const reading = await readPlan(path, ports);
    if (reading.status !== 'read') return { status: 'no-plan', path, reading };
    plans.push(reading.plan);
  }
  const documents = [];
  for (const path of portfolios ?? []) {
    const input = await openPortfolio(path, undefined, ports);
    if (input.status === 'invalid') return { ...input, path };
    documents.push(input.document);
  }
  const [from, to] = plans as [PlanFile, PlanFile];
  const [old, recent] = documents;
  return {
    ...{ status: 'compared', before: from, now: to, difference: comparePlans(from, to) },
    changes: old && recent && inputChanges(old, recent),
  };
}
