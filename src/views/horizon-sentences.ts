/** What other horizons would decide now, in sentences that terminal and report share. */
import type { HorizonCheck, PlanFile } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { actionWord } from './action-word.ts';

/** One sentence per horizon that changes something, or one that says that none does; none where it was not asked for. */
export function horizonSentences(
  { horizonChecks, decisionsNow }: Pick<PlanFile, 'horizonChecks' | 'decisionsNow'>,
  language: Language,
): string[] {
  if (!horizonChecks || horizonChecks.length === 0) return [];
  const { horizon: say } = messages(language).studies;
  const nameOf = new Map(decisionsNow.map(({ option, name }) => [option, name]));
  const changed = horizonChecks.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return [say.same];
  return changed.map((check) =>
    say.changes(
      movedBy(check, language),
      formatFor(language).and(
        check.changes.map(({ option, action }) =>
          say.flag(nameOf.get(option) ?? option, actionWord(action, language)),
        ),
      ),
    ),
  );
}

/** What the horizons say of one option; empty where none changes its decision. */
export function optionHorizonSentences(
  { horizonChecks = [] }: Pick<PlanFile, 'horizonChecks'>,
  option: string,
  language: Language,
): string[] {
  const { horizon: say } = messages(language).studies;
  return horizonChecks.flatMap((check) =>
    check.changes
      .filter((change) => change.option === option)
      .map(({ action }) => say.option(movedBy(check, language), actionWord(action, language))),
  );
}

function movedBy({ quarters }: HorizonCheck, language: Language): string {
  const { horizon: say } = messages(language).studies;
  const years = formatFor(language).number(Math.abs(quarters) / 4);
  return quarters < 0 ? say.shorter(years) : say.longer(years);
}
