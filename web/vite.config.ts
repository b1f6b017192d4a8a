/** Builds the dashboard; `scripts/build.mjs` says where to. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { geoGraticule10, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { defineConfig, type Plugin } from 'vite';
import outlines from 'world-atlas/land-110m.json' with { type: 'json' };
import { darkPalette, lightPalette, paletteCss } from '../src/views/palette.ts';
import { worldProjection } from './src/charts/world-projection.ts';

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

/** Outlines of land and a graticule as paths: projecting them in the page would take it longer than all else on the map. */
function worldOutlines(): Plugin {
  const name = 'virtual:world-outlines';
  return {
    name: 'kadenz-world-outlines',
    resolveId: (id) => (id === name ? name : undefined),
    load(id) {
      if (id !== name) return undefined;
      const atlas = outlines as unknown as Topology<{ land: GeometryCollection }>;
      const path = geoPath(worldProjection).digits(1);
      const [land, graticule] = [path(feature(atlas, atlas.objects.land)), path(geoGraticule10())];
      return `export const land = ${JSON.stringify(land)};\nexport const graticule = ${JSON.stringify(graticule)};`;
    },
  };
}

/** What the page imports as soon as it runs. */
const FIRST_IMPORTS = ['src/draw-page.ts', 'src/app.tsx'];

/** Names the first scripts in the page itself, so that the browser loads them side by side and ahead of the script that imports them. */
function firstScriptsAhead(): Plugin {
  return {
    name: 'kadenz-first-scripts-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const files = new Set<string>();
        const add = (file: string) => {
          if (files.has(file)) return;
          files.add(file);
          for (const imported of chunks.find(({ fileName }) => fileName === file)?.imports ?? [])
            add(imported);
        };
        for (const { facadeModuleId, fileName } of chunks)
          if (FIRST_IMPORTS.some((path) => facadeModuleId?.endsWith(`/web/${path}`))) add(fileName);
        return [...files].map((file) => ({
          ...{ tag: 'link', injectTo: 'head' as const },
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
        }));
      },
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), paletteSheet(), worldOutlines(), firstScriptsAhead()],
  build: {
    emptyOutDir: true,
    // Which script loads which: the test of the page's budget reads it.
    manifest: true,
    target: 'es2023',
    // The page names its first scripts; the others are loaded in idle time. Adding such names by script takes the page longer than the import.
    modulePreload: false,
    // Data addresses are not allowed for code, and a solver of 3 MB is not code to inline.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // What every view needs comes in one file: twenty small ones wait for each other. What asks for the plan stays out of it, as it runs before.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            {
              name: 'first',
              test: /\/(first-load|service|plan-parts|once)\.ts$|vite\/preload-helper|rolldown\/runtime/,
              priority: 2,
            },
            {
              ...{ name: 'shared', priority: 1, minShareCount: 2 },
              test: /\/node_modules\/(react|react-dom|scheduler)\/|\/src\/(views|messages|units|parts|state)\//,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
});
