import 'virtual:palette.css';
import './style.css';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { beginFirstLoad } from './state/first-load.ts';

beginFirstLoad();

// The page is evaluated in a task of its own and drawn in slices, between which the browser answers.
const { App } = await import('./app.tsx');
startTransition(() => createRoot(document.getElementById('root')!).render(<App />));
