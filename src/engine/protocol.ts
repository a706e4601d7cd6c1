import type { UnetConfig } from './config.ts';
import type { Prediction, PredictRequest } from './denoiser.ts';
import type { BackendFailure, BackendId, BackendInfo } from './device.ts';
import type { ShownFrame } from './frames.ts';
import type { ModelErrorData } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import type { Chunk, SampleRequest } from './sampler.ts';
import type { PredictionType } from './schedulerConfig.ts';
import type { Schedule } from '../math/schedules.ts';

/** What a page may know of a network. */
export interface ModelInfo {
  /** The last part of its folder's address, or the folder's name. */
  id: string;
  config: UnetConfig;
  classNames: string[];
  /** The row that means "no class" exists: labels may be null and guidance works. */
  hasNullClass: boolean;
  /** The noise it was trained with. */
  schedule: Schedule;
  predictionType: PredictionType;
  /** Of the weights. */
  sha256: string;
  parameters: number;
  /** (height, width, channels) */
  imageShape: [number, number, number];
  /** It came without a scheduler_config.json: DDPM's linear schedule and ε are assumed. */
  isScheduleAssumed: boolean;
}

export interface Opened {
  backend: BackendInfo;
  /** Better backends that were tried before it; empty when one was asked for. */
  failed: readonly BackendFailure[];
  model: ModelInfo;
}

/** What tfjs holds. Equal before and after a run, or something leaks. */
export interface MemoryInfo {
  tensors: number;
  bytes: number;
  /** Allocated on the graphics device, pooled buffers included; null on wasm and cpu. */
  gpuBytes: number | null;
}

/** Each request: its kind, what it carries, and what it is answered with. */
interface Requests {
  open: {
    payload: { model: string | ModelFiles; backend?: BackendId; without?: readonly BackendId[] };
    result: Opened;
  };
  predict: { payload: PredictRequest; result: Prediction };
  /** Begins a run, of which numbers are wanted or pictures; nothing is computed yet. */
  start: { payload: { run: number; request: SampleRequest; shows: boolean }; result: null };
  /** Computes a run's next chunk; null after the last. */
  next: { payload: { run: number }; result: Chunk<ShownFrame> | null };
  /** Ends a run early. */
  stop: { payload: { run: number }; result: null };
  memory: { payload: Record<string, never>; result: MemoryInfo };
  /** Frees what is kept for the next request of a kind. */
  rest: { payload: Record<string, never>; result: null };
}

export type RequestKind = keyof Requests;
export type PayloadOf<K extends RequestKind> = Requests[K]['payload'];
export type ResultOf<K extends RequestKind> = Requests[K]['result'];

/** Page → worker. */
export type ToWorker = { [K in RequestKind]: { id: number; kind: K; payload: PayloadOf<K> } }[RequestKind];

/** Worker → page: one 'done' or 'failed' for each request, and any number of 'progress' for 'open'. */
export type FromWorker =
  | { id: number; kind: 'done'; result: ResultOf<RequestKind> }
  | { id: number; kind: 'failed'; error: ModelErrorData | { message: string } }
  | { id: number; kind: 'progress'; share: number | null; bytes: number };

/** The buffers and bitmaps of an answer, which are handed over, not copied. */
export function transferablesOf(result: ResultOf<RequestKind>): Transferable[] {
  if (result === null) return [];
  if ('frames' in result) {
    const all = result.frames.flatMap(({ xt, xHat0, eps }) =>
      [xt, xHat0, eps]
        .filter((pictures) => pictures !== null)
        .map((pictures) => ('sheet' in pictures ? pictures.sheet : (pictures.buffer as ArrayBuffer))),
    );
    // A sheet has the pictures of many frames.
    return [...new Set(all)];
  }
  if ('eps' in result) return [result.eps.buffer as ArrayBuffer, result.xHat0.buffer as ArrayBuffer];
  return [];
}
