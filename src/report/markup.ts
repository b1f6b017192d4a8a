/** HTML and SVG as tagged templates: whatever is put in is escaped unless it is markup already. */

/** Text that is markup; made by {@link html} only. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template takes; lists are joined, absent values vanish. */
export type Insert = Markup | string | number | false | null | undefined | readonly Insert[];

/**
 * Markup with escaped inserts.
 *
 * ```ts
 * html`<b title="${title}">${name}</b>`.text; // → '<b title="Plan">R&amp;D</b>'
 * ```
 */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let text = parts[0]!;
  for (const [i, insert] of inserts.entries()) text += render(insert) + parts[i + 1]!;
  return new Markup(text);
}

/** Text that is trusted as it is: stylesheets and scripts of this project. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function render(insert: Insert): string {
  if (insert instanceof Markup) return insert.text;
  if (insert === false || insert === null || insert === undefined) return '';
  if (typeof insert === 'object') return insert.map(render).join('');
  return escapeText(String(insert));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for elements and quoted attributes. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Data for a `<script type="application/json">`: no text in it can end the element. */
export function embeddedJson(data: unknown): Markup {
  return new Markup(JSON.stringify(data).replaceAll('<', '\\u003c'));
}
