import type { Prediction, PredictRequest } from './denoiser.ts';
import type { BackendFailure, BackendId, BackendInfo } from './device.ts';
import type { Frame, ShownFrame } from './frames.ts';
import { ModelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import { sameOriginUrl } from './sameOriginUrl.ts';
import type {
  FromWorker,
  MemoryInfo,
  ModelInfo,
  PayloadOf,
  RequestKind,
  ResultOf,
  ToWorker,
} from './protocol.ts';
import type { OnStartup } from './startupProgress.ts';
import type { Chunk, SampleRequest } from './sampler.ts';

export interface OpenOptions {
  /** Absolute URL of a diffusers folder on the page's own site, or the reader's files (readModelFiles). */
  model: string | ModelFiles;
  /** Left out: the best that works here. */
  backend?: BackendId;
  /** Where none is asked for: those that are not to be tried, because they failed before. */
  without?: readonly BackendId[];
  signal?: AbortSignal;
  /** How much of it is done, weights and the device's programs together, and the bytes of the weights so far. */
  onProgress?: OnStartup;
}

/** A network on a device, in a worker of its own. Pictures are (batch, height, width, channels), values in [-1, 1]. */
export interface Engine {
  readonly backend: BackendInfo;
  /** Better backends that did not open here, or not with this network; empty when one was asked for. */
  readonly failed: readonly BackendFailure[];
  readonly model: ModelInfo;
  predict(request: PredictRequest, signal?: AbortSignal): Promise<Prediction>;
  /** Computes only what is asked for: the next chunk begins when the loop asks for it, and leaving the loop ends it. */
  sample(request: SampleRequest): AsyncGenerator<Chunk, void, undefined>;
  /** The same for who only looks at the frames: on WebGPU their numbers stay on the device, all but the result's. */
  show(request: SampleRequest): AsyncGenerator<Chunk<ShownFrame>, void, undefined>;
  memory(): Promise<MemoryInfo>;
  /** Frees what is kept for the next request of a kind: a figure that is done says so, and the others go on. */
  rest(): void;
  /** Ends the worker; what is still waiting for an answer is rejected with an AbortError. Safe to call twice. */
  close(): void;
}

/** Pictures that one message's network call takes; longer predictions are split, so that they can be cancelled. */
const largestBatch = 16;

/**
 * Starts a worker, opens the device and the model.
 * @throws ModelError, 'cross-origin' before anything is asked of another site; an AbortError when the signal fires first
 */
export async function openEngine({
  model,
  backend,
  without,
  signal,
  onProgress,
}: OpenOptions): Promise<Engine> {
  signal?.throwIfAborted();
  if (typeof model === 'string') sameOriginUrl(model, location.href);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const link = connect(worker, onProgress);
  const onAbort = (): void => link.close();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const opened = await link.ask('open', { model, backend, without });
    return engineOf(opened, link);
  } catch (error) {
    link.close();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

interface Link {
  ask<K extends RequestKind>(kind: K, payload: PayloadOf<K>): Promise<ResultOf<K>>;
  close(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

function connect(worker: Worker, onProgress?: OpenOptions['onProgress']): Link {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: Error | null = null;
  const end = (error: Error): void => {
    if (ended !== null) return;
    ended = error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'progress') return onProgress?.(data.share, data.bytes);
    const request = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === 'done') request?.resolve(data.result);
    else if ('kind' in data.error) request?.reject(new ModelError(data.error.kind, data.error.fields));
    else request?.reject(new Error(data.error.message));
  };
  // The script itself failed to load or to run.
  worker.onerror = (event) => {
    end(new ModelError('backend-unavailable', { backend: 'any', reason: event.message ?? 'worker' }));
  };
  return {
    ask: (kind, payload) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended);
        const id = ++lastId;
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        worker.postMessage({ id, kind, payload } as ToWorker);
      }),
    close: () => end(new DOMException('The engine was closed.', 'AbortError')),
  };
}

function engineOf({ backend, failed, model }: ResultOf<'open'>, link: Link): Engine {
  let lastRun = 0;
  async function* chunks<F extends ShownFrame>(request: SampleRequest, shows: boolean) {
    const run = ++lastRun;
    await link.ask('start', { run, request, shows });
    // Numbers were asked for, or not: the answers' frames are what they are asked to be.
    const next = () => link.ask('next', { run }) as Promise<Chunk<F> | null>;
    try {
      for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
    } finally {
      // After close() there is nobody to tell, and nothing to free.
      await link.ask('stop', { run }).catch(() => null);
    }
  }
  return {
    backend,
    failed,
    model,
    predict: (request, signal) => predictInParts(link, request, model, signal),
    sample: (request) => chunks<Frame>(request, false),
    show: (request) => chunks<ShownFrame>(request, true),
    memory: () => link.ask('memory', {}),
    rest: () => void link.ask('rest', {}).catch(() => null),
    close: () => link.close(),
  };
}

async function predictInParts(
  link: Link,
  request: PredictRequest,
  { imageShape }: ModelInfo,
  signal?: AbortSignal,
): Promise<Prediction> {
  const { xt, t, labels, guidance } = request;
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  if (t.length <= largestBatch) {
    signal?.throwIfAborted();
    return link.ask('predict', request);
  }
  const eps = new Float32Array(xt.length);
  const xHat0 = new Float32Array(xt.length);
  for (let from = 0; from < t.length; from += largestBatch) {
    signal?.throwIfAborted();
    const to = Math.min(from + largestBatch, t.length);
    const part = {
      xt: xt.slice(from * size, to * size),
      t: t.slice(from, to),
      labels: labels?.slice(from, to),
      guidance,
    };
    const prediction = await link.ask('predict', part);
    eps.set(prediction.eps, from * size);
    xHat0.set(prediction.xHat0, from * size);
  }
  return { eps, xHat0 };
}
