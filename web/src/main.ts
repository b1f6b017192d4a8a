import 'virtual:palette.css';
import './style.css';
import { beginFirstLoad } from './state/first-load.ts';

beginFirstLoad();

// The page is evaluated in a task of its own: what asks for the plan is small, and runs first.
const { drawPage } = await import('./page.tsx');
drawPage(document.getElementById('root')!);
