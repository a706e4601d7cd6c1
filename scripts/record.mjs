/**
 * Records what the page shows before the network is there: node scripts/record.mjs [--network ID]
 * Runs the engine (wasm) in a headless Chromium on the weights of public/models/ID, by default the network that the
 * page runs by default, and writes public/recordings.
 * Run it again after every change of the weights or of a recorded demo's defaults; a unit test says when.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { launchChromium } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const out = join(root, 'public/recordings');
const page = '<!doctype html><title>Recording</title>';

const { values } = parseArgs({ options: { network: { type: 'string' } } });

const server = await createServer({
  root,
  cacheDir: join(root, 'node_modules/.vite-record'),
  logLevel: 'error',
  appType: 'mpa',
  server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
  worker: { format: 'es' },
  resolve: { dedupe: ['react', 'react-dom', '@tensorflow/tfjs-core'] },
  plugins: [
    {
      name: 'record-page',
      configureServer: ({ middlewares }) =>
        void middlewares.use('/record', (_, response) => {
          response.setHeader('content-type', 'text/html');
          response.end(page);
        }),
    },
  ],
  optimizeDeps: {
    noDiscovery: true,
    include: [
      ...['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
        (part) => `@tensorflow/tfjs-${part}`,
      ),
      ...['react', 'react/jsx-dev-runtime', 'react-aria-components', 'react-i18next', 'zustand/vanilla'],
    ],
  },
});
await server.listen();
const address = `http://127.0.0.1:${server.httpServer.address().port}`;
const browser = await launchChromium();
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  await tab.goto(`${address}/record`);
  const { header, base64 } = await tab.evaluate(
    async ([origin, network]) => {
      const { recordRace } = await import(`${origin}/src/demos/race/recordRace.ts`);
      const { header, bytes } = await recordRace(network);
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { header, base64: btoa(text) };
    },
    [address, values.network ?? null],
  );
  mkdirSync(out, { recursive: true });
  const bytes = Buffer.from(base64, 'base64');
  writeFileSync(join(out, 'race.json'), `${JSON.stringify(header, null, 2)}\n`);
  writeFileSync(join(out, 'race.bin'), bytes);
  const calls = Object.values(header.lanes).map(
    (lane) => `${lane.networkCalls} calls in ${lane.milliseconds} ms`,
  );
  console.log(
    `Recorded ${bytes.length} bytes from weights ${header.sha256.slice(0, 12)}: ${calls.join(', ')}`,
  );
} finally {
  await browser.close();
  await server.close();
}
