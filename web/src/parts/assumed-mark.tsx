/** A mark beside what rests on assumed figures of an option; it leads to their list. */
import { assumedCount } from '../../../src/views/assumptions.ts';
import { useShown } from '../state/shown.ts';
import { writeUrl } from '../state/url-state.ts';

export function AssumedMark({ option }: { readonly option: string }) {
  const { facts, url, go } = useShown();
  if (assumedCount(facts.document, option) === 0) return null;
  return (
    <a
      className="assumed"
      href={writeUrl({ ...url, view: 'evidence', option })}
      title={facts.say.chart.assumedMark}
      aria-label={facts.say.chart.assumedMark}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go({ view: 'evidence', option });
      }}
    >
      ◇
    </a>
  );
}
