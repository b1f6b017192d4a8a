/** Draws the page in slices, between which the browser answers. */
import { type ComponentType, createElement, startTransition } from 'react';
import { createRoot } from 'react-dom/client';

export function drawPage(App: ComponentType, root: HTMLElement): void {
  startTransition(() => createRoot(root).render(createElement(App)));
}
