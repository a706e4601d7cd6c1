/**
 * The service worker's part of the build: `config` for the client's build, `write` once every page stands in `dist`. The list
 * of files is taken only then, with the SHA-256 of each.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VitePWA } from 'vite-plugin-pwa';

/** What is kept for reading without a network. Anything else is kept when it is used, or never (src/serviceWorker). */
const shell = {
  globPatterns: [
    '**/index.html',
    'assets/*.{js,css}',
    // Of the letters, those that this text needs.
    'assets/KaTeX_*.woff2',
    'assets/{inter,source-serif-4}-latin-[ow]*.woff2',
    '*.{js,svg}',
    'recordings/*',
    'models/*/{config,scheduler_config,manifest}.json',
  ],
  // tfjs, which browsers without WebGPU load; onnxruntime, which is loaded to be compared with.
  globIgnores: ['assets/{tfjs,ort}-*', 'sw.js'],
};

/** Larger than any page: one that grows beyond it must not be left out in silence. */
const largest = 3_000_000;

export function serviceWorker(dist) {
  const all = VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/serviceWorker',
    filename: 'sw.ts',
    // src/app/serviceWorker.ts does it.
    injectRegister: false,
    manifest: false,
    injectManifest: {
      ...shell,
      maximumFileSizeToCacheInBytes: largest,
      rollupFormat: 'iife',
      manifestTransforms: [
        (entries) => {
          const tooLarge = entries.filter(({ size }) => size > largest).map(({ url }) => url);
          if (tooLarge.length > 0) throw new Error(`Too large for the service worker: ${tooLarge}`);
          const manifest = entries
            .map(({ url }) => ({ url, revision: sha256(join(dist, url)) }))
            .sort((a, b) => (a.url < b.url ? -1 : 1));
          return { manifest };
        },
      ],
    },
  });
  const { api } = all.find(({ name }) => name === 'vite-plugin-pwa');
  return {
    config: {
      // Not the one that writes the worker right after the client: the pages are not there yet.
      plugins: all.filter(({ name }) => name !== 'vite-plugin-pwa:build'),
      build: { rolldownOptions: { output: { chunkFileNames } } },
      worker: { rolldownOptions: { output: { chunkFileNames } } },
    },
    write: () => api.generateSW(),
  };
}

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Gives the chunks of those two a name to know them by. */
function chunkFileNames({ moduleIds }) {
  const hasModuleOf = (part) => moduleIds.some((id) => id.includes(part));
  if (hasModuleOf('/node_modules/@tensorflow/')) return 'assets/tfjs-[hash].js';
  if (hasModuleOf('/node_modules/onnxruntime-')) return 'assets/ort-[hash].js';
  return 'assets/[name]-[hash].js';
}
