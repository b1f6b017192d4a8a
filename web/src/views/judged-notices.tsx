/** Says where what was judged is not the plan on screen. */
import { useShown } from '../state/shown.ts';

export function JudgedNotices({ planUsd }: { readonly planUsd: number }) {
  const { facts, base } = useShown();
  const { money } = facts.dash;
  const loaded = base?.facts.plan ?? facts.plan;
  return (
    <>
      {Math.abs(planUsd - loaded.headline.valueUsd) > 1 && <p className="notice">{money.judgedOther}</p>}
      {base && <p className="notice">{money.judgedLoaded}</p>}
    </>
  );
}
