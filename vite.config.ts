import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chapterPlugin } from './build/chapterPlugin.ts';
import { commitPlugin } from './build/commitPlugin.ts';
import { contentsPlugin } from './build/contentsPlugin.ts';
import { kernelsPlugin } from './build/kernelsPlugin.ts';
import { layoutsPlugin } from './build/layoutsPlugin.ts';
import { networkReportsPlugin } from './build/networkReportsPlugin.ts';
import { networksPlugin } from './build/networksPlugin.ts';
import { onnxruntimePlugin } from './build/onnxruntimePlugin.ts';
import { recordedReportsPlugin } from './build/recordedReportsPlugin.ts';
import { stepCostsPlugin } from './build/stepCostsPlugin.ts';
import { texPlugin } from './build/texPlugin.ts';

/** Cross-origin isolation, which threaded wasm needs. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative, so that the site works from any folder of any host.
  base: './',
  plugins: [
    contentsPlugin(),
    // The engine's worker is built with the worker's plugins, and served in development with these.
    kernelsPlugin(),
    layoutsPlugin(),
    networksPlugin(),
    networkReportsPlugin(),
    stepCostsPlugin(),
    commitPlugin(),
    onnxruntimePlugin(),
    recordedReportsPlugin(),
    texPlugin(),
    chapterPlugin(),
    react({ include: /\.(mdx|tsx?)$/ }),
  ],
  resolve: { dedupe: ['react', 'react-dom', '@tensorflow/tfjs-core'] },
  worker: { format: 'es', plugins: () => [kernelsPlugin()] },
  build: {
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 2000,
    // Rendering all TeX at build time takes its seconds; that is no news.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: isolation },
  preview: { headers: isolation },
});
