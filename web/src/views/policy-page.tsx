/** Policy: what we do if demand turns out otherwise, to depth three, and what to watch. */
import {
  isProbability,
  type PolicyBranch,
  type Trigger,
  type Watched,
} from '../../../src/views/policy-view.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure-mark.tsx';
import { ActionTag } from '../parts/icon.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

/** Steps of a branch that are shown; the rest is counted. */
const SHOWN_STEPS = 6;

export function PolicyPage() {
  const { views, facts } = useShown();
  const { dash } = facts;
  const { policy } = views;
  return (
    <>
      <PageHead of="policy.sentence" sentence={policy.sentence} />
      <section className="figure" aria-labelledby="policy-title">
        <h2 id="policy-title">{dash.policy.tree}</h2>
        <ul className="policy-tree">
          <Branch branch={policy.root} />
        </ul>
        <p className="footnote">{dash.policy.note}</p>
      </section>
      <Watch />
    </>
  );
}

function triggerText(
  { facts }: Pick<ReturnType<typeof useShown>, 'facts'>,
  trigger: Trigger | undefined,
): string {
  const { dash, format } = facts;
  if (!trigger) return dash.policy.otherwise;
  const { name, from, to, series } = trigger;
  const { policy } = dash;
  const [write, between, atLeast, below] = isProbability(series)
    ? [format.percent, policy.eventBetween, policy.eventAtLeast, policy.eventBelow]
    : [format.number, policy.between, policy.atLeast, policy.below];
  if (from !== undefined && to !== undefined) return between(name, write(from), write(to));
  if (from !== undefined) return atLeast(name, write(from));
  return to === undefined ? policy.otherwise : below(name, write(to));
}

function Branch({ branch }: { readonly branch: PolicyBranch }) {
  const shown = useShown();
  const { dash, format } = shown.facts;
  const { quarter, probability, trigger, steps, branches, node } = branch;
  const below = (
    <InTurn>
      {branches.map((one) => (
        <Branch key={one.node} branch={one} />
      ))}
    </InTurn>
  );
  return (
    <li>
      <div className="policy-node">
        <p>
          <b>{node === 0 ? dash.policy.today : format.quarter(quarter)}</b>
          {node > 0 && (
            <>
              {' '}
              {triggerText(shown, trigger)}{' '}
              <small>
                {dash.policy.chance('')}
                <Figure of={`facts.plan.tree.probability[${node}]`} raw={probability}>
                  {format.percent(probability)}
                </Figure>
              </small>
            </>
          )}
        </p>
        {steps.length === 0 && <p className="muted">{dash.policy.noChange}</p>}
        <Steps steps={steps.slice(0, SHOWN_STEPS)} />
        {steps.length > SHOWN_STEPS && (
          <details className="quiet">
            <summary>{dash.policy.more(steps.length - SHOWN_STEPS)}</summary>
            <Steps steps={steps.slice(SHOWN_STEPS)} />
          </details>
        )}
      </div>
      {node > 0 && branches.length > 0 && isQuiet(branch) ? (
        <ul>
          <li>
            <details className="quiet">
              <summary data-input>{dash.policy.quiet(branches.length)}</summary>
              <ul>{below}</ul>
            </details>
          </li>
        </ul>
      ) : (
        branches.length > 0 && <ul>{below}</ul>
      )}
    </li>
  );
}

function Steps({ steps }: Pick<PolicyBranch, 'steps'>) {
  return (
    <ul className="steps">
      {steps.map(({ option, name, family, word }) => (
        <li key={option}>
          <ActionTag family={family} word={word} /> <span data-name>{name}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whether no option changes its pace anywhere below. */
function isQuiet({ branches }: PolicyBranch): boolean {
  return branches.every((branch) => branch.steps.length === 0 && isQuiet(branch));
}

function Watch() {
  const { views, facts } = useShown();
  const { dash, format } = facts;
  const { watch } = views.policy;
  const [first] = watch;
  const written = ({ series, threshold, now, distance }: Watched) => {
    const isShare = isProbability(series);
    const write = isShare ? format.percent : format.number;
    const far = isShare ? dash.policy.points(format.number(100 * distance)) : format.percent(distance);
    return {
      ...{ threshold: write(threshold), now: write(now) },
      distance: distance > 0 ? `+${far}` : far,
    };
  };
  return (
    <section className="figure" aria-labelledby="watch-title">
      <h2 id="watch-title">{dash.policy.watch}</h2>
      <p className="takeaway">
        {first
          ? dash.policy.watchTakeaway(
              first.name,
              format.quarter(first.quarter),
              written(first).threshold,
              written(first).distance,
            )
          : dash.policy.noWatch}
      </p>
      {first && (
        <DataTable
          caption={dash.policy.watch}
          head={[
            dash.policy.series,
            dash.policy.by,
            dash.policy.threshold,
            dash.policy.present,
            dash.policy.distance,
          ]}
          rows={watch.map((one) => {
            const { series, between, name, quarter, threshold, now, distance } = one;
            const text = written(one);
            const at = `[${series}][${between[0]}][${between[1]}]`;
            return [
              name,
              format.quarter(quarter),
              { of: `policy.line${at}`, raw: threshold, text: text.threshold },
              { of: `facts.plan.tree.values.${series}[0]`, raw: now, text: text.now },
              {
                ...{ of: `policy.distance${at}`, raw: distance, text: text.distance },
                ...(isProbability(series) && { factor: 0.01 }),
              },
            ];
          })}
        />
      )}
    </section>
  );
}
