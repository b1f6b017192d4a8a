/** Icons of actions as SVG shapes, so that no font decides how they look. */
import type { ActionTone } from './action-word.ts';

/** Shapes in a box of 10 × 10; they are filled with the colour of the text around them. */
export const iconShapes: Readonly<Record<ActionTone, string>> = {
  live: '<circle cx="5" cy="5" r="3.6"/>',
  continue: '<path d="M2 1l7 4-7 4z"/>',
  resume: '<path d="M1 1h2v8H1zM4 1l6 4-6 4z"/>',
  're-purpose':
    '<path d="M5 1a4 4 0 1 0 4 4H7.4A2.4 2.4 0 1 1 5 2.6V4.4L8.6 1.9 5 -.6z" transform="translate(0 .6)"/>',
  slow: '<path d="M5 .8a4.2 4.2 0 0 0 0 8.4z"/><circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor"/>',
  pause: '<path d="M2 1h2.2v8H2zM5.8 1H8v8H5.8z"/>',
  'hand-over': '<path d="M0 3h6V1l4 3H0zM10 7H4v2L0 6h10z"/>',
  sublet: '<path d="M0 3h6V1l4 3H0zM10 7H4v2L0 6h10z"/>',
  cancel: '<path d="M2.2 1L5 3.8 7.8 1 9 2.2 6.2 5 9 7.8 7.8 9 5 6.2 2.2 9 1 7.8 3.8 5 1 2.2z"/>',
  gone: '<circle cx="5" cy="5" r="1"/>',
};
