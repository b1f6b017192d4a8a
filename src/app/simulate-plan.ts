/** From a plan file and its portfolio to its simulation. */
import type { PlanFile } from '../domain/plan-file.ts';
import { type InvalidInput, type OpeningPorts, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { type PlanReading, readPlan } from './read-plan.ts';
import { inputHash } from './sign-plan.ts';
import type { Simulation, SimulationJob } from './simulation-job.ts';

export type {
  Estimate,
  Interval,
  Simulation,
  WayName,
} from './simulation-job.ts';

/** Paths of the plan and its portfolio, and how long to simulate. */
export interface SimulatePlanRequest extends Omit<SimulationJob, 'portfolio' | 'plan'> {
  readonly planPath: string;
  readonly portfolioPath: string;
  readonly seed?: number | undefined;
}

/** The simulation, or why plan and portfolio do not go together. */
export type SimulatePlanOutcome =
  | { readonly status: 'simulated'; readonly plan: PlanFile; readonly simulation: Simulation }
  | Exclude<PlanReading, { status: 'read' }>
  /** The plan was not made from this portfolio as it stands. */
  | { readonly status: 'other-portfolio' }
  | InvalidInput;

/** Reads both and simulates, on the seed of the plan where none is given. */
export async function simulatePlanFile(
  { planPath, portfolioPath, seed, ...job }: SimulatePlanRequest,
  ports: OpeningPorts & Pick<Ports, 'readText' | 'sha256' | 'runSimulation'>,
): Promise<SimulatePlanOutcome> {
  const reading = await readPlan(planPath, ports);
  if (reading.status !== 'read') return reading;
  const { plan } = reading;
  const input = await openPortfolio(portfolioPath, seed ?? plan.provenance.seed, ports);
  if (input.status === 'invalid') return input;
  const { portfolio } = input;
  if (plan.provenance.inputHash !== inputHash(portfolio, ports)) return { status: 'other-portfolio' };
  return { status: 'simulated', plan, simulation: await ports.runSimulation({ ...job, portfolio, plan }) };
}
