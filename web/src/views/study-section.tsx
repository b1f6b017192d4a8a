/** Studies of a plan: risk against return, what moves the value, how often decisions hold, where they flip. */
import type { PrintedStudy } from '../../../src/app/read-judged.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { useShown } from '../state/shown.ts';
import { DrawsFigure } from './studies/draws-figure.tsx';
import { FlipsFigure } from './studies/flips-figure.tsx';
import { FrontierFigure } from './studies/frontier-figure.tsx';
import { TornadoFigure } from './studies/tornado-figure.tsx';

export interface StudySectionProps {
  readonly study: PrintedStudy;
  /** Its place among what was judged. */
  readonly at: number;
}

export function StudySection({ study: { study, gapShare, stopped }, at }: StudySectionProps) {
  const { facts } = useShown();
  const { study: say } = messages(facts.language).studies;
  const gaps = say.gaps(facts.format.percent(gapShare));
  const given = {
    ...{ of: `judged[${at}].study.study`, id: `study-${at}` },
    note: stopped ? `${say.stopped} ${gaps}` : gaps,
  };
  switch (study.kind) {
    case 'frontier':
      return <FrontierFigure result={study} {...given} />;
    case 'tornado':
      return <TornadoFigure result={study} {...given} />;
    case 'draws':
      return <DrawsFigure result={study} {...given} />;
    case 'flips':
      return <FlipsFigure result={study} {...given} />;
  }
}
