import type { Orders } from './crew.ts';

/** A thread of a browser: a worker of the engine's worker, which ends with it. */
export function spawnWorker(orders: Orders): () => void {
  const worker = new Worker(new URL('./threadWorker.ts', import.meta.url), {
    type: 'module',
    name: `kernels ${orders.thread}`,
  });
  // One that does not start is missed by nobody.
  worker.onerror = (event) => event.preventDefault();
  worker.postMessage(orders);
  return () => worker.terminate();
}
