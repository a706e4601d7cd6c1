import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The sources as they are; isolated, so that onnxruntime-web may have threads. */
export async function startServer() {
  const server = await createServer({
    root,
    configFile: resolve(root, 'build/engineConfig.ts'),
    cacheDir: resolve(root, 'node_modules/.vite-bench'),
    logLevel: 'error',
    appType: 'mpa',
    server: {
      port: 0,
      host: '127.0.0.1',
      watch: null,
      hmr: false,
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    optimizeDeps: {
      noDiscovery: true,
      exclude: ['onnxruntime-web'],
      include: ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
        (part) => `@tensorflow/tfjs-${part}`,
      ),
    },
  });
  return server.listen();
}

/** Serves page.ts; `open` gives a page with a network on a backend (the tiny one where no folder is named). */
export async function openBenchServer(browser) {
  const server = await startServer();
  const address = `http://127.0.0.1:${server.httpServer.address().port}/tests/bench/bench.html`;
  return {
    async open(backend, model) {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      await page.goto(address);
      await page.waitForFunction(() => globalThis.bench !== undefined, null, { timeout: 60_000 });
      const info = await page.evaluate((a) => globalThis.bench.open(...a), [backend, model]);
      return { page, info: { backend, ...info } };
    },
    close: () => server.close(),
  };
}
