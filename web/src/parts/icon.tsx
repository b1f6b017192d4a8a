/** Icons of actions and patterns, defined once per page. */
import { type ActionFamily, toneOf } from '../../../src/views/action-word.ts';
import { iconShapes } from '../../../src/views/icon-shape.ts';

export function Icons() {
  return (
    <svg width={0} height={0} className="defs" aria-hidden="true">
      <defs>
        {Object.entries(iconShapes).map(([tone, shape]) => (
          <symbol
            key={tone}
            id={`icon-${tone}`}
            viewBox="0 0 10 10"
            dangerouslySetInnerHTML={{ __html: shape }}
          />
        ))}
        <pattern id="hatch" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} className="hatch-ground" />
          <rect width={2} height={6} className="hatch-line" />
        </pattern>
      </defs>
    </svg>
  );
}

/** Icon and word on the action's colour. */
export function ActionTag({ family, word }: { readonly family: ActionFamily; readonly word: string }) {
  return (
    <span className={`tag ${toneOf(family)}`}>
      <svg className="icon" viewBox="0 0 10 10" aria-hidden="true">
        <use href={`#icon-${toneOf(family)}`} width={10} height={10} />
      </svg>
      {word}
    </span>
  );
}
