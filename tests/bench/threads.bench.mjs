/**
 * WebAssembly with several threads: a step of ours with one, of ours with as many as there are cores (at most four), and of
 * onnxruntime-web's with the same number, in turns. What other programs do at the same time is told beside it.
 */
import { cpus, loadavg } from 'node:os';
import { startServer } from './benchServer.mjs';

const cases = [
  ['mnist-28', 1, 40],
  ['mnist-28', 16, 8],
  ['picture-book-32', 1, 40],
  ['picture-book-32', 16, 8],
  ['large', 1, 8],
];

/** @returns {AsyncGenerator<object>} a row a network and batch */
export async function* run(browser, { threads = Math.min(4, cpus().length), networks, batches } = {}) {
  const server = await startServer();
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  try {
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/tests/bench/bench.html`);
    for (const [network, batch, rounds] of cases) {
      if (networks?.includes(network) === false || batches?.includes(String(batch)) === false) continue;
      yield { progress: `${network}, batch ${batch}` };
      const row = await page.evaluate(
        (request) =>
          new Promise((resolve, reject) => {
            // A page's own thread may not wait for others.
            const worker = new Worker('/tests/bench/threadsWorker.ts', { type: 'module' });
            worker.onmessage = ({ data }) => {
              worker.terminate();
              if (typeof data === 'string') reject(new Error(data));
              else resolve(data);
            };
            worker.onerror = ({ message }) => reject(new Error(message || 'worker'));
            worker.postMessage(request);
          }),
        { network, batch, threads: Number(threads), rounds },
      );
      yield { ...row, load: loadavg()[0] };
    }
  } finally {
    await page.close();
    await server.close();
  }
}

export function line({ network, batch, threads, one, several, onnxruntime, ratios, load }) {
  const times = ({ median, fastest }) => `${median.toFixed(1)} (fastest ${fastest.toFixed(1)})`;
  return [
    `${network}, batch ${batch}, ${threads} threads: ms a step ${times(several)}`,
    `one thread ${times(one)}, ${ratios.toOne.toFixed(2)} ×`,
    `onnxruntime-web ${times(onnxruntime)}, ${ratios.toOnnxruntime.toFixed(2)} ×`,
    `load ${load.toFixed(1)} on ${cpus().length} cores`,
  ].join('; ');
}
