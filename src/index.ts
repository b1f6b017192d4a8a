/**
 * Kadenz as a library: portfolios to plans, custom planning problems, and the independent check.
 *
 * Everything here is pure but {@link highsSolver} and {@link etsForecaster}, which load WebAssembly; files, clocks and threads are the caller's.
 * The layers below have entries of their own: `kadenz/demand`, `kadenz/serving`, and, for Node alone, `kadenz/traces`.
 *
 * ```ts
 * const reading = readPortfolio(parsedYaml);
 * if ('problems' in reading) throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
 * const resolution = resolveServed(reading.document);
 * if ('problems' in resolution) throw new Error(resolution.problems.map((found) => renderProblem(found, 'en')).join('\n'));
 * const portfolio = typicalPortfolio(resolution.document);
 * const { tree } = portfolioTree(portfolio);
 * const outcome = makePlan({ portfolio, tree, solver: await highsSolver(), clock: untimed() });
 * ```
 */

export { etsForecaster } from './adapters/augurs/ets-forecaster.ts';
export { type HighsOptions, highsSolver } from './adapters/highs/highs-solver.ts';
export { signPlan } from './app/sign-plan.ts';
export type { Forecaster } from './demand/forecaster.ts';
export { type GeneratedTree, generateTree, type TreeRequest } from './demand/generate-tree.ts';
export {
  childrenOf,
  leavesOf,
  nodeCount,
  pathTo,
  type ScenarioTree,
  treeFaults,
} from './demand/scenario-tree.ts';
export { assumedFigures, worthFindingOut } from './domain/assumed.ts';
export { portfolioFromProjects } from './domain/from-projects.ts';
export type * from './domain/plan-file.ts';
export type * from './domain/portfolio.ts';
export { drawPortfolio, typicalPortfolio } from './domain/portfolio.ts';
export type { Quantity } from './domain/quantity.ts';
export type * from './domain/rate-origin.ts';
export { type PortfolioDocument, type PortfolioInput, publishedSchema } from './domain/schema.ts';
export { readPortfolio, validatePortfolio } from './domain/validate.ts';
export { portfolioToInput } from './domain/write.ts';
export type { LinearProgram } from './lp/linear-program.ts';
export type { LpModel, LpOutcome, LpSolver, MipOutcome } from './lp/lp-solver.ts';
export { mpsLines } from './lp/mps.ts';
export { type Language, languages } from './messages/language.ts';
export { problemParts, renderProblem } from './messages/render-problem.ts';
export { conflictingRules } from './planning/plan/conflicting-rules.ts';
export { type Evaluation, type EvaluationRequest, evaluatePolicy } from './planning/plan/evaluate-policy.ts';
export type { FormerPlan } from './planning/plan/former-plan.ts';
export type { DecisionFault, GivenDecision } from './planning/plan/given-decisions.ts';
export {
  makePlan,
  type PlanOutcome,
  type PlanRequest,
  type UnsignedPlan,
} from './planning/plan/make-plan.ts';
export { Replanner, type ReplanRequest, type ReplanStep, replan } from './planning/plan/replan.ts';
export {
  type OptionSpec,
  type PlanningProblem,
  ProblemBuilder,
  type RiskMeasure,
  type RowSpec,
  type TransitionSpec,
  type VariableSpec,
} from './planning/planning-problem.ts';
export { type CompiledPortfolio, compilePortfolio } from './planning/portfolio/compile-portfolio.ts';
export { resolveForecasts } from './planning/portfolio/forecast-outlook.ts';
export { type PortfolioOutlook, portfolioOutlook } from './planning/portfolio/portfolio-outlook.ts';
export { type PortfolioTree, portfolioTree } from './planning/portfolio/portfolio-tree.ts';
export { type SolveClock, solveClock, untimed } from './planning/solve-clock.ts';
export { type ProblemSolution, type SolveOptions, solveProblem } from './planning/solve-problem.ts';
export { stateFlowProgram } from './planning/state-flow.ts';
export { type ReportRequest, reportHtml } from './report/report-html.ts';
export { resolveServed, type ServedResolution } from './serving/served-workloads.ts';
export { formatPath, type LocatedProblem, type Problem } from './units/problem.ts';
export { addQuarters, formatQuarter, parseQuarter, type Quarter, quarter } from './units/quarter.ts';
export { type RandomStream, randomStream } from './units/random.ts';
export { canonicalJson } from './verify/canonical-json.ts';
export {
  type Finding,
  type Hash,
  type VerifyCheck,
  type VerifyReport,
  verifyPlan,
} from './verify/verify-plan.ts';
