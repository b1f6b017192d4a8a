/** The first line of a view: its answer, in words, before any chart. */
import { Sentence } from '../parts/figure-mark.tsx';
import { useShown } from '../state/shown.ts';

export function PageHead({ of, sentence }: { readonly of: string; readonly sentence: string }) {
  const { facts, url } = useShown();
  return (
    <>
      <p className="view-name">{facts.dash.views[url.view]}</p>
      <h1>
        <Sentence of={of}>{sentence}</Sentence>
      </h1>
    </>
  );
}
