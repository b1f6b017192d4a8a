/** The parts of a plan that figures and reasons are made from. */
import type {
  CashFlowLine,
  CashHeading,
  OptionPolicy,
  PlanFleet,
  ServiceLine,
} from '../../domain/plan-file.ts';

/** What a plan does and pays, in the plan file's form, before headline, reasons and proof. */
export interface PlanParts {
  readonly policy: readonly OptionPolicy[];
  readonly fleet: PlanFleet;
  readonly service: readonly ServiceLine[];
  readonly cashFlows: readonly CashFlowLine[];
}

/** Headings of capital that goes into land, shells and power. */
export const buildHeadings: readonly CashHeading[] = ['land', 'shell', 'power', 'fit-out', 'restart'];

/** Headings of all capital that counts against budgets. */
export const capexHeadings: readonly CashHeading[] = [...buildHeadings, 'accelerators'];
