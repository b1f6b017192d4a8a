/** The colours of screen, paper and report: ink on paper, colour only for meaning. */

/** Name of a colour → its value; names of actions are those of `familyClass`. */
export type Palette = Readonly<Record<string, string>>;

/** Colours of actions are ordered by luminance, so that they differ without hue as well. */
export const lightPalette: Palette = {
  paper: '#fff',
  ink: '#1b2430',
  soft: '#5b6675',
  rule: '#d9dee5',
  wash: '#f4f6f8',
  accent: '#1d5fbf',
  live: '#3f4b5c',
  continue: '#23508f',
  resume: '#3e67cb',
  're-purpose': '#4fb8a5',
  slow: '#f2cf74',
  pause: '#e58a35',
  'hand-over': '#7b54a6',
  sublet: '#c9b6e4',
  cancel: '#8c1f2b',
  gone: '#eceff3',
  'on-dark': '#fff',
  'on-area': '#fff',
  'on-light': '#1b2430',
  need: '#b4541a',
  band: '#f0b98f',
  base: '#3f4b5c',
  added: '#7f9cc4',
  committed: '#7f9cc4',
  p1: '#cbd5e1',
  p2: '#93a8c4',
  p3: '#5b7ba8',
  p4: '#a9c7c2',
  p5: '#23508f',
  outcome: '#7f9cc4',
};

/** The same roles on dark ground. */
export const darkPalette: Palette = {
  paper: '#12171e',
  ink: '#e6eaf0',
  soft: '#9aa6b5',
  rule: '#2d3642',
  wash: '#1a212b',
  accent: '#7fb0f5',
  live: '#7d8896',
  continue: '#4d83cc',
  resume: '#8fbcf2',
  're-purpose': '#45c4b2',
  slow: '#f6dc92',
  pause: '#ef9a4a',
  'hand-over': '#b78fe6',
  sublet: '#dccdf2',
  cancel: '#d4606b',
  gone: '#1f2732',
  'on-dark': '#0f141a',
  'on-area': '#fff',
  'on-light': '#12171e',
  need: '#f0a36b',
  band: '#7a4a2a',
  base: '#8593a6',
  added: '#3d5f8f',
  committed: '#3d5f8f',
  p1: '#46536380',
  p2: '#5d7390',
  p3: '#7e9cc6',
  p4: '#4f8b84',
  p5: '#4d83cc',
  outcome: '#4d6f9e',
};

/** The palette as custom properties of CSS: `--ink:#1b2430;…`. */
export function paletteCss(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');
}
