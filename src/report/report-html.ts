/** The report of a plan: one HTML file that needs nothing else. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { Language } from '../messages/language.ts';
import { headlineSentence } from './headline.ts';

export interface ReportRequest {
  readonly plan: PlanFile;
  readonly portfolio: Portfolio;
  /** The portfolio with ranges and provenance. */
  readonly document: PortfolioDocument;
  readonly language: Language;
}

/** The whole file as text. */
export function reportHtml({ plan, language }: ReportRequest): string {
  return headlineSentence(plan, language);
}
