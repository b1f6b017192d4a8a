/** The page, drawn in slices, between which the browser answers. */
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

export function drawPage(root: HTMLElement): void {
  startTransition(() => createRoot(root).render(<App />));
}
