/**
 * web/ is the console: a program in the administrator's browser that calls the admin API and has no rights of its own.
 *
 * It owns what administrators see. It imports nothing of the other rooms: what it knows of the API is `api/schema.ts`,
 * generated from docs/openapi.json. `pages.ts` lists every page; a page is `pages/<domain>/<page>.tsx` and exports
 * `Page`. `patterns/` holds what pages are made of: a list, a form, a deletion. `shell/` is the frame around them,
 * `session/` who is signed in. docs/console.md says how to add a page.
 */
import '@cloudscape-design/global-styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startColours } from './shell/colours.ts';
import './shell/shell.css';

const place = document.querySelector('#console');
if (!place) throw new Error('the page lacks its place');
startColours();
createRoot(place).render(<App />);
