/** Builds the dashboard into `dist/web`, beside the compiled program. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { darkPalette, lightPalette, paletteCss } from '../src/views/palette.ts';

/** The colours of `src/views/palette.ts` as a style sheet, for the theme that is asked for. */
function paletteSheet(): Plugin {
  const name = 'virtual:palette.css';
  const [light, dark] = [paletteCss(lightPalette), paletteCss(darkPalette)];
  return {
    name: 'kadenz-palette',
    resolveId: (id) => (id === name ? name : undefined),
    load: (id) =>
      id === name
        ? `:root{color-scheme:light;${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${dark}}}`
        : undefined,
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), paletteSheet()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Which script loads which: the test of the page's budget reads it.
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Data addresses are not allowed for code, and a solver of 3 MB is not code to inline.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
});
