import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:onnxruntime';
const source = join(import.meta.dirname, '../node_modules/onnxruntime-web/dist');

/** Where its files lie in the site. */
const FOLDER = 'ort/';

/** The native WebGPU provider and the CPU's, each an entry, a loader and a binary. No page but Speed fetches them. */
const files = [
  'ort.webgpu.min.mjs',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
  'ort.wasm.min.mjs',
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
];

const typeOf = (file: string): string => (file.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');

/** onnxruntime-web as it is published, in a folder of the site: a peer is measured unbundled and unchanged. */
export function onnxruntimePlugin(): Plugin {
  const bytes = files.reduce((sum, file) => sum + statSync(join(source, file)).size, 0);
  let isServerBuild = false;
  return {
    name: 'onnxruntime',
    configResolved: ({ build }) => void (isServerBuild = Boolean(build.ssr)),
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export const onnxruntime = ${JSON.stringify({ folder: FOLDER, bytes })};`
        : null,
    configureServer({ middlewares }) {
      middlewares.use(`/${FOLDER}`, (request, response, next) => {
        const file = basename((request.url ?? '').split('?')[0]);
        if (!files.includes(file)) return next();
        response.setHeader('Content-Type', typeOf(file));
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        // A worker of an isolated page must ask for isolation itself.
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        createReadStream(join(source, file)).pipe(response);
      });
    },
    generateBundle() {
      if (isServerBuild) return;
      for (const file of files)
        this.emitFile({ type: 'asset', fileName: FOLDER + file, source: readFileSync(join(source, file)) });
    },
  };
}
