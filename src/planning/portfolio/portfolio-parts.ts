/**
 * The parts of the model, in the order in which they are built. A new kind of option or use of the fleet is one file and
 * one entry here.
 */
import { budgetPart } from './budget-part.ts';
import { constantPart } from './constant-part.ts';
import { contractPart } from './contract-part.ts';
import { fleetPart } from './fleet-part.ts';
import { leasePart } from './lease-option.ts';
import { absorptionPart, carbonPart, substationPart } from './limit-parts.ts';
import { minimumTakePart } from './minimum-take-part.ts';
import type { PortfolioPart } from './portfolio-model.ts';
import { projectPart } from './project-option.ts';
import { rentOutPart, resalePart } from './spare-fleet-part.ts';
import { trainingRunPart } from './training-run-part.ts';
import { workloadPart } from './workload-part.ts';

/** The rules that ship, each with the rows, variables or options that it brings. */
export const portfolioParts: readonly PortfolioPart[] = [
  budgetPart,
  fleetPart,
  minimumTakePart,
  carbonPart,
  substationPart,
  absorptionPart,
  workloadPart,
  rentOutPart,
  resalePart,
  projectPart,
  leasePart,
  contractPart,
  trainingRunPart,
  constantPart,
];
