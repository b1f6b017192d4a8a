/**
 * The message catalogue. An area is one file per language: write `en/<area>.ts`, translate it in `de/<area>.ts`
 * as `Translation<typeof english>`, and add one line to each language below. A missing key does not compile.
 */
import { cli as germanCli } from './de/cli.ts';
import { dashboard as germanDashboard } from './de/dashboard.ts';
import { decisions as germanDecisions } from './de/decisions.ts';
import { demand as germanDemand } from './de/demand.ts';
import { judge as germanJudge } from './de/judge.ts';
import { plan as germanPlan } from './de/plan.ts';
import { problems as germanProblems } from './de/problems.ts';
import { reasons as germanReasons } from './de/reasons.ts';
import { report as germanReport } from './de/report.ts';
import { search as germanSearch } from './de/search.ts';
import { serving as germanServing } from './de/serving.ts';
import { starter as germanStarter } from './de/starter.ts';
import { store as germanStore } from './de/store.ts';
import { studies as germanStudies } from './de/studies.ts';
import { terms as germanTerms } from './de/terms.ts';
import { workbook as germanWorkbook } from './de/workbook.ts';
import { worth as germanWorth } from './de/worth.ts';
import { cli as englishCli } from './en/cli.ts';
import { dashboard as englishDashboard } from './en/dashboard.ts';
import { decisions as englishDecisions } from './en/decisions.ts';
import { demand as englishDemand } from './en/demand.ts';
import { judge as englishJudge } from './en/judge.ts';
import { plan as englishPlan } from './en/plan.ts';
import { problems as englishProblems } from './en/problems.ts';
import { reasons as englishReasons } from './en/reasons.ts';
import { report as englishReport } from './en/report.ts';
import { search as englishSearch } from './en/search.ts';
import { serving as englishServing } from './en/serving.ts';
import { starter as englishStarter } from './en/starter.ts';
import { store as englishStore } from './en/store.ts';
import { studies as englishStudies } from './en/studies.ts';
import { terms as englishTerms } from './en/terms.ts';
import { workbook as englishWorkbook } from './en/workbook.ts';
import { worth as englishWorth } from './en/worth.ts';
import type { Language, Translation } from './language.ts';

const english = {
  cli: englishCli,
  judge: englishJudge,
  decisions: englishDecisions,
  studies: englishStudies,
  demand: englishDemand,
  dashboard: englishDashboard,
  plan: englishPlan,
  problems: englishProblems,
  reasons: englishReasons,
  report: englishReport,
  search: englishSearch,
  serving: englishServing,
  starter: englishStarter,
  store: englishStore,
  terms: englishTerms,
  workbook: englishWorkbook,
  worth: englishWorth,
};

type Catalogue = Translation<typeof english>;

const german: Catalogue = {
  cli: germanCli,
  judge: germanJudge,
  decisions: germanDecisions,
  studies: germanStudies,
  demand: germanDemand,
  dashboard: germanDashboard,
  plan: germanPlan,
  problems: germanProblems,
  reasons: germanReasons,
  report: germanReport,
  search: germanSearch,
  serving: germanServing,
  starter: germanStarter,
  store: germanStore,
  terms: germanTerms,
  workbook: germanWorkbook,
  worth: germanWorth,
};

const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, de: german };

/** All messages of a language: `messages('de').terms.line`. */
export function messages(language: Language): Catalogue {
  return catalogues[language];
}
