import { ModelError } from './modelError.ts';

export interface FetchOptions {
  signal?: AbortSignal;
  /** What the browser's own cache may answer; 'reload': nothing. */
  cache?: RequestCache;
  /** Bytes of the file so far, and in all where the server says so. */
  onProgress?: (loaded: number, total: number | null) => void;
}

async function fetchFile(base: string, file: string, init: RequestInit): Promise<Response> {
  const { signal } = init;
  let response: Response;
  try {
    // In a page, not even a redirect may lead to another site; Node, where the tests run, has no origin.
    const mode = typeof location === 'undefined' ? {} : { mode: 'same-origin' as const };
    response = await fetch(base + file, { ...init, ...mode });
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

/** Whether the server has the file; nothing of it is fetched. @throws ModelError 'missing' when nobody answers */
export async function isThere(base: string, file: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await fetchFile(base, file, { method: 'HEAD', signal });
    return true;
  } catch (error) {
    if (error instanceof ModelError && error.fields.status === 404) return false;
    throw error;
  }
}

/** @throws ModelError 'missing' or 'malformed'; an AbortError */
export async function fetchJson(base: string, file: string, signal?: AbortSignal): Promise<unknown> {
  const text = await (await fetchFile(base, file, { signal })).text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelError('malformed', { file, reason: 'JSON' });
  }
}

/** Null when the server says that there is no such file. @throws ModelError 'missing' or 'malformed'; an AbortError */
export async function fetchJsonOrNull(base: string, file: string, signal?: AbortSignal): Promise<unknown> {
  try {
    return await fetchJson(base, file, signal);
  } catch (error) {
    const isMissing = error instanceof ModelError && error.kind === 'missing' && error.fields.status === 404;
    if (isMissing) return null;
    throw error;
  }
}

/** @throws ModelError 'missing' or 'truncated'; an AbortError */
export async function fetchBytes(
  base: string,
  file: string,
  { signal, cache, onProgress }: FetchOptions,
): Promise<ArrayBuffer> {
  const response = await fetchFile(base, file, { signal, cache });
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
