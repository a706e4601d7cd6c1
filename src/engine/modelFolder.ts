import { parseUnetConfig, type UnetConfig } from './config.ts';
import { ModelError } from './modelError.ts';
import { parseSafetensors, type StoredTensor } from './safetensors.ts';
import { parseSchedulerConfig, type TrainedSchedule } from './schedulerConfig.ts';
import { sha256 } from './sha256.ts';

/** manifest.json, which the project's export writes beside diffusers' files. */
export interface Manifest {
  /** File name of the weights. */
  weights: string;
  /** SHA-256 of that file, in hex. */
  sha256: string;
  parameters: number;
  classNames: string[];
}

/** A model's folder, read and checked. */
export interface ModelFolder extends TrainedSchedule {
  config: UnetConfig;
  tensors: Map<string, StoredTensor>;
  classNames: string[];
  /** Of the weights' file. */
  sha256: string;
  parameters: number;
}

export interface FetchOptions {
  signal?: AbortSignal;
  /** Bytes of the weights so far, and in all where the server says so. */
  onProgress?: (loaded: number, total: number | null) => void;
}

const plainWeights = 'diffusion_pytorch_model.safetensors';

/**
 * Fetches a diffusers folder: config.json, scheduler_config.json, manifest.json, weights. Without a manifest (somebody
 * else's model) the weights are diffusers' default file and their hash is computed but compared with nothing.
 * @param folder absolute URL
 * @throws ModelError; an AbortError when the signal fires
 */
export async function fetchModelFolder(folder: string, options: FetchOptions = {}): Promise<ModelFolder> {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const json = (file: string): Promise<unknown> => fetchJson(base, file, options.signal);
  const [config, trained, manifest] = await Promise.all([
    json('config.json').then((value) => parseUnetConfig(value)),
    json('scheduler_config.json').then((value) => parseSchedulerConfig(value)),
    json('manifest.json').then(parseManifest, (error: unknown) => {
      if (error instanceof ModelError && error.kind === 'missing') return null;
      throw error;
    }),
  ]);
  const file = manifest?.weights ?? plainWeights;
  const bytes = await fetchBytes(base, file, options);
  // A file that is cut short would only show as a wrong hash; say what happened instead.
  const { tensors } = parseSafetensors(bytes, file);
  const actual = await sha256(bytes);
  if (manifest !== null && actual !== manifest.sha256) {
    throw new ModelError('wrong-hash', { file, expected: manifest.sha256, actual });
  }
  const parameters = [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
  return { config, ...trained, tensors, classNames: manifest?.classNames ?? [], sha256: actual, parameters };
}

export function parseManifest(json: unknown): Manifest {
  const fail = (reason: string): never => {
    throw new ModelError('malformed', { file: 'manifest.json', reason });
  };
  if (typeof json !== 'object' || json === null) return fail('JSON');
  const { weights, sha256: hash, parameters, classNames = [] } = json as Record<string, unknown>;
  if (typeof weights !== 'string' || !/^[\w.-]+\.safetensors$/.test(weights)) return fail('weights');
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return fail('sha256');
  if (typeof parameters !== 'number') return fail('parameters');
  if (!Array.isArray(classNames) || !classNames.every((name) => typeof name === 'string'))
    return fail('classNames');
  return { weights, sha256: hash, parameters, classNames };
}

async function fetchFile(base: string, file: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(base + file, { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ModelError('missing', { file, status: 0 });
  }
  // Hosts of single-page sites answer 200 with their index page for a file that does not exist.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!response.ok || isPage) {
    await response.body?.cancel();
    throw new ModelError('missing', { file, status: response.ok ? 404 : response.status });
  }
  return response;
}

async function fetchJson(base: string, file: string, signal?: AbortSignal): Promise<unknown> {
  const text = await (await fetchFile(base, file, signal)).text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelError('malformed', { file, reason: 'JSON' });
  }
}

async function fetchBytes(
  base: string,
  file: string,
  { signal, onProgress }: FetchOptions,
): Promise<ArrayBuffer> {
  const response = await fetchFile(base, file, signal);
  // Content-Length counts compressed bytes when the host compresses, so it is no total then.
  const isEncoded = response.headers.get('content-encoding') !== null;
  const total = isEncoded ? null : Number(response.headers.get('content-length')) || null;
  if (response.body === null) return response.arrayBuffer();
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await readPart(reader, file, loaded, total, signal);
    if (done) break;
    parts.push(value);
    loaded += value.length;
    onProgress?.(loaded, total);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.buffer;
}

/** A connection that breaks in the middle of the file is a truncated file. */
async function readPart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  file: string,
  loaded: number,
  total: number | null,
  signal?: AbortSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ModelError('truncated', { file, expected: total ?? '?', actual: loaded });
  }
}
