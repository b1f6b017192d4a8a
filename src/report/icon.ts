/** Icons of actions as SVG shapes, so that no font decides how they look. */
import { type ActionFamily, actionTones, toneOf } from '../views/action-word.ts';
import { iconShapes } from '../views/icon-shape.ts';
import { html, type Markup, trusted } from './markup.ts';

/** The definitions that {@link iconUse} refers to; once per page. */
export function iconDefinitions(): Markup {
  const symbols = actionTones.map(
    (tone) => html`<symbol id="icon-${tone}" viewBox="0 0 10 10">${trusted(iconShapes[tone])}</symbol>`,
  );
  return html`<svg width="0" height="0" class="defs" aria-hidden="true"><defs>${symbols}
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="hatch-ground"/><rect width="2" height="6" class="hatch-line"/></pattern>
</defs></svg>`;
}

/** An icon within an SVG. */
export function iconUse(family: ActionFamily, x: number, y: number, size: number): Markup {
  return html`<use href="#icon-${toneOf(family)}" x="${x}" y="${y}" width="${size}" height="${size}"/>`;
}

/** An icon within text. */
export function iconInText(family: ActionFamily): Markup {
  return html`<svg class="icon" viewBox="0 0 10 10" aria-hidden="true">${iconUse(family, 0, 0, 10)}</svg>`;
}
