/** The page around the benchmark's worker: hands its events over to Node. */
import type { BenchEvent } from '../../src/bench/index.ts';
import { eventInWords } from './speedWords.ts';
import type { FromSpeedWorker, SpeedRequest } from './speedWorker.ts';

declare global {
  interface Window {
    /** Resolves after the last event. */
    runSpeed(request: SpeedRequest): Promise<void>;
    /** Node's side. @param said the event in words, where it has any */
    onSpeedEvent(event: BenchEvent, said: string | null): Promise<void>;
  }
}

window.runSpeed = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./speedWorker.ts', import.meta.url), { type: 'module' });
    // In their order, though each is handed over in its own time.
    let handed = Promise.resolve();
    const end = (finish: () => void): void => {
      worker.terminate();
      void handed.then(finish);
    };
    worker.onmessage = ({ data }: MessageEvent<FromSpeedWorker>) => {
      if ('error' in data) return end(() => reject(new Error(data.error)));
      const { event } = data;
      if (event === null) return end(resolve);
      handed = handed.then(() => window.onSpeedEvent(event, eventInWords(event)));
    };
    worker.onerror = ({ message }) => end(() => reject(new Error(message || 'worker')));
    worker.postMessage(request);
  });
