/**
 * The engine against PyTorch in a real browser, on wasm, webgl and webgpu (both graphics APIs by SwiftShader).
 * Fixtures: models/diffusion_lines/golden_network.py. On its own: node tests/parity/run.mjs
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const layerBound = 1e-4;
const runBound = 1e-3;
/** One operation, float32 against float64. */
const kernelBound = 1e-5;
/** One plan of every kernel and class of shapes, and so many drawn from all. */
const kernelCounts = { classes: 0, conv: 12, groupNorm: 6, attention: 6 };
/**
 * SwiftShader takes seconds a network call, so webgl and webgpu do less; 'blocks' ends with the whole network's output,
 * and 'ddim-ends' is three steps of the ten: the first two and the last.
 */
const plans = {
  wasm: ['blocks', 'output', 'guided', 'ddim', 'ddpm'],
  webgl: ['blocks', 'output', 'guided', 'ddim'],
  webgpu: ['blocks', 'guided', 'ddim-ends', 'ddpm'],
};

/**
 * The smallest of diffusers’ own networks: five channels, ten pixels wide, trained betas; classes, v, a last x without signal;
 * norms that time and class scale and shift.
 */
const droppedNetworks = {
  'trained-betas': ['config.json', 'scheduler_config.json', 'diffusion_pytorch_model.safetensors'],
  'one-level-zero-snr': ['config.json', 'scheduler_config.json', 'diffusion_pytorch_model.safetensors'],
  'scale-shift': ['config.json', 'scheduler_config.json', 'diffusion_pytorch_model.safetensors'],
};

/** The shipped network, or its random stand-in while none is exported. */
function shippedNetwork() {
  if (existsSync(resolve(root, 'public/models/mnist-28/manifest.json'))) {
    return ['/models/mnist-28', '/tests/fixtures/network/mnist-28.golden.safetensors'];
  }
  const cache = '/tests/fixtures/network/.cache';
  return [`${cache}/mnist-28`, `${cache}/mnist-28.golden.safetensors`];
}

/**
 * @param {import('playwright-core').Browser} browser from scripts/browser.mjs
 * @param {(result: {name: string, ok: boolean, detail: string}) => void} onResult told of each as it is there
 * @returns {Promise<{name: string, ok: boolean, detail: string}[]>}
 */
export async function run(browser, _baseUrl, backends = Object.keys(plans), onResult = () => {}) {
  const server = await createServer({
    root,
    configFile: resolve(root, 'build/engineConfig.ts'),
    cacheDir: resolve(root, 'node_modules/.vite-parity'),
    logLevel: 'error',
    // No index page in place of a missing file.
    appType: 'mpa',
    server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    optimizeDeps: {
      noDiscovery: true,
      include: ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
        (part) => `@tensorflow/tfjs-${part}`,
      ),
    },
  });
  await server.listen();
  const address = `http://127.0.0.1:${server.httpServer.address().port}/tests/parity/parity.html`;
  const results = [];
  const [folder, golden] = shippedNetwork();
  const check = async (name, judge) => {
    const started = performance.now();
    try {
      const { ok, detail } = await judge();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      results.push({ name, ok, detail: `${detail} (${seconds} s)` });
    } catch (error) {
      results.push({ name, ok: false, detail: String(error) });
    }
    onResult(results.at(-1));
  };
  try {
    for (const backend of backends) {
      const page = await browser.newPage();
      page.setDefaultTimeout(240_000);
      await page.goto(address);
      await page.waitForFunction(() => globalThis.parity !== undefined);
      await check(`${backend}: opens`, async () => {
        const detail = await page.evaluate((id) => globalThis.parity.open(id), backend);
        return { ok: true, detail };
      });
      for (const [prefix, config] of [
        ['one-head', 'tiny'],
        ['heads', 'tiny-heads'],
      ]) {
        await check(`${backend}: cifar10 structure, ${prefix}, every layer`, async () =>
          judged(await page.evaluate(([p, c]) => globalThis.parity.tiny(p, c), [prefix, config]), layerBound),
        );
      }
      for (const [name, paths] of Object.entries(droppedNetworks)) {
        // WebGL takes the operations that plain JavaScript takes, and minutes for it.
        if (backend === 'webgl' && name === 'scale-shift') continue;
        await check(`${backend}: dropped network, ${name}`, async () =>
          judged(await page.evaluate((a) => globalThis.parity.dropped(...a), [name, paths]), layerBound),
        );
      }
      for (const part of plans[backend]) {
        const bound = part.startsWith('dd') ? runBound : layerBound;
        await check(`${backend}: shipped network, ${part}`, async () => {
          const seen = await page.evaluate((a) => globalThis.parity.shipped(...a), [folder, golden, [part]]);
          return judged(seen, bound);
        });
      }
      if (backend === 'webgpu') {
        await check('webgpu: the noise is src/math’s, its integers bit for bit', async () => {
          const seen = await page.evaluate(() => globalThis.parity.noise());
          return { ok: seen.differentWords === 0 && seen.largestError <= 1e-6, detail: JSON.stringify(seen) };
        });
        for (const [kind, count] of Object.entries(kernelCounts)) {
          const seed = 1 + (Date.now() % 1e9);
          await check(
            `webgpu: ${kind} against float64, ${count || 'two of every'} random shapes`,
            async () => {
              const { comparisons, halves } = await page.evaluate(
                (a) => globalThis.parity.kernels(...a),
                [kind, seed, count],
              );
              const { ok, detail } = judged(comparisons, kernelBound);
              return { ok, detail: `seeds from ${seed}, ${halves} with float16 weights, ${detail}` };
            },
          );
        }
        const seed = 1 + (Date.now() % 1e9);
        await check('webgpu: what threads find together, in workgroups of any size', async () => {
          const { ok, detail } = judged(
            await page.evaluate((s) => globalThis.parity.subgroups(s), seed),
            kernelBound,
          );
          return { ok, detail: `seed ${seed}, ${detail}` };
        });
        await check('webgpu: the sampler’s update against float64', async () => {
          const { ok, detail } = judged(
            await page.evaluate((s) => globalThis.parity.updates(s), seed),
            kernelBound,
          );
          return { ok, detail: `seed ${seed}, ${detail}` };
        });
        await check(
          'webgpu: what the device can do is used where it is equal, and a wrong kernel is noticed',
          async () => {
            const seen = await page.evaluate(() => globalThis.parity.refusedAbilities());
            const { has, asIs, wronglyProven, complaints, bytesKept } = seen;
            const ok =
              asIs.subgroups === has.subgroups &&
              asIs.halves === has.halves &&
              wronglyProven.length === 0 &&
              complaints === 0 &&
              bytesKept === 0;
            return { ok, detail: JSON.stringify(seen) };
          },
        );
        await check('webgpu: the same seed gives the same bits', async () => {
          const seen = await page.evaluate((f) => globalThis.parity.twice(f), folder);
          const ok =
            seen.values > 0 &&
            seen.differing === 0 &&
            seen.differingWithOtherSeed > seen.values / 2 &&
            // Three steps, and what begins a chunk: noise once, three dispatches for the projections.
            seen.counts.dispatches <= 3 * 90 + 3 * 3 &&
            seen.counts.submits <= 3 &&
            seen.counts.readbacks === 1 &&
            seen.before.bytes === seen.after.bytes &&
            seen.before.tensors === seen.after.tensors;
          return { ok, detail: JSON.stringify(seen) };
        });
      }
      if (backend === 'wasm') {
        for (const mutation of ['epsilon', 'padding']) {
          await check(`wasm: a wrong ${mutation} is noticed`, async () => {
            const error = await page.evaluate((name) => globalThis.parity.withMutation(name), mutation);
            return { ok: error > layerBound, detail: error.toExponential(1) };
          });
        }
        await check('wasm: through the worker', async () => {
          const seen = await page.evaluate((a) => globalThis.parity.throughTheWorker(...a), [folder, golden]);
          const ok =
            seen.aborted === 'AbortError' &&
            seen.error <= runBound &&
            seen.before.tensors === seen.after.tensors &&
            seen.before.bytes === seen.after.bytes &&
            seen.isSame &&
            seen.pending === 'AbortError' &&
            seen.missing.kind === 'missing';
          return { ok, detail: JSON.stringify(seen) };
        });
      }
      if (backend === 'webgpu') {
        await check('webgpu: where it opens and takes no network, the next one runs it', async () => {
          const [network] = Object.entries(droppedNetworks);
          const seen = await page.evaluate((a) => globalThis.parity.refusedNetwork(...a), network);
          const { runs, failed, spoilt, asked } = seen;
          const isTold = failed.length === 1 && failed[0] === 'webgpu: no such kernel';
          const ok = runs === 'webgl' && isTold && spoilt === 0 && asked === 'backend-unavailable';
          return { ok, detail: JSON.stringify(seen) };
        });
      }
      // Last: the page's device is gone after it.
      if (backend !== 'wasm') {
        await check(`${backend}: a lost device is named, and nothing hangs`, async () => {
          const seen = await page.evaluate((a) => globalThis.parity.deviceLoss(...a), [backend, folder]);
          const ok =
            seen.during === 'device-lost' && seen.after === 'device-lost' && seen.stop === 'answered';
          return { ok, detail: JSON.stringify(seen) };
        });
      }
      await page.close();
    }
  } finally {
    await server.close();
  }
  return results;
}

function judged(comparisons, bound) {
  const worst = comparisons.reduce((a, b) => (a.error > b.error ? a : b));
  return {
    ok: comparisons.length > 0 && comparisons.every(({ error }) => error <= bound),
    detail: `${comparisons.length} compared, worst ${worst.error.toExponential(1)} at ${worst.name}`,
  };
}
