import 'virtual:palette.css';
import './style.css';
import { beginFirstLoad } from './state/first-load.ts';

beginFirstLoad();

// Evaluated in tasks of their own, between which the browser answers: what asks for the plan is small, and runs first.
const [{ drawPage }, { App }] = await Promise.all([import('./draw-page.ts'), import('./app.tsx')]);
drawPage(App, document.getElementById('root')!);
