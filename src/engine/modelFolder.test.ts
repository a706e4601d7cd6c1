import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchModelFolder, parseManifest } from './modelFolder.ts';
import { sha256, sha256InScript } from './sha256.ts';

const folder = new URL('../../tests/fixtures/network/tiny/', import.meta.url);
const read = (file: string): Buffer => readFileSync(new URL(file, folder));
const weightsFile = 'diffusion_pytorch_model.fp16.safetensors';
const weights = read(weightsFile);
const hash = createHash('sha256').update(weights).digest('hex');
const manifest = { weights: weightsFile, sha256: hash, parameters: 1, classNames: [] };

type Answer = Buffer | string | ((response: ServerResponse) => void);
let files: Record<string, Answer>;
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = files[request.url!.slice(1)];
    if (typeof answer === 'function') return answer(response);
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  files = {
    'config.json': read('config.json'),
    'scheduler_config.json': '{}',
    'manifest.json': JSON.stringify(manifest),
    [weightsFile]: weights,
  };
});

const failure = (): Promise<unknown> =>
  fetchModelFolder(base).then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('fetchModelFolder', () => {
  it('reads a folder and reports its bytes', async () => {
    const progress: [number, number | null][] = [];
    const model = await fetchModelFolder(`${base}/`, { onProgress: (...at) => progress.push(at) });
    expect(model.sha256).toBe(hash);
    expect(model.config.blockOutChannels).toEqual([8, 16, 16, 16]);
    expect(model.parameters).toBe([...model.tensors.values()].reduce((sum, t) => sum + t.values.length, 0));
    expect(progress.at(-1)).toEqual([weights.length, weights.length]);
  });

  it('reads a plain diffusers folder, without a manifest', async () => {
    delete files['manifest.json'];
    files['diffusion_pytorch_model.safetensors'] = weights;
    expect(await fetchModelFolder(base)).toMatchObject({ sha256: hash, classNames: [] });
  });

  it.each(['config.json', 'scheduler_config.json', weightsFile])(
    'names %s when it is missing',
    async (file) => {
      delete files[file];
      expect(await failure()).toMatchObject({ kind: 'missing', fields: { file, status: 404 } });
    },
  );

  it('takes an index page for a missing file', async () => {
    files['config.json'] = (response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html>');
    expect(await failure()).toMatchObject({ kind: 'missing', fields: { file: 'config.json', status: 404 } });
  });

  it('says when nobody answers', async () => {
    const nowhere = fetchModelFolder('http://127.0.0.1:1');
    await expect(nowhere).rejects.toMatchObject({ kind: 'missing', fields: { status: 0 } });
  });

  it('calls a short file truncated, not wrong', async () => {
    files[weightsFile] = weights.subarray(0, weights.length - 100);
    expect(await failure()).toMatchObject({
      kind: 'truncated',
      fields: { file: weightsFile, expected: weights.length, actual: weights.length - 100 },
    });
  });

  it('calls a connection that breaks truncated', async () => {
    files[weightsFile] = (response) => {
      response.setHeader('content-length', weights.length);
      response.write(weights.subarray(0, 1000), () => response.destroy());
    };
    expect(await failure()).toMatchObject({ kind: 'truncated', fields: { file: weightsFile } });
  });

  it('refuses one changed bit by its hash', async () => {
    const changed = Buffer.from(weights);
    changed[changed.length - 1] ^= 1;
    files[weightsFile] = changed;
    const actual = createHash('sha256').update(changed).digest('hex');
    expect(await failure()).toMatchObject({ kind: 'wrong-hash', fields: { expected: hash, actual } });
  });

  it.each([
    ['config.json', '{"_class_name":', 'malformed'],
    ['config.json', '{"_class_name":"UNet1DModel"}', 'not-a-unet2d'],
    ['manifest.json', '{}', 'malformed'],
    [weightsFile, 'version https://git-lfs.github.com/spec/v1', 'malformed'],
  ])('refuses %s = %s', async (file, content, kind) => {
    files[file] = content;
    expect(await failure()).toMatchObject({ kind });
  });

  it('stops when told to', async () => {
    const stopped = fetchModelFolder(base, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('keeps a manifest from pointing outside its folder', () => {
  const parse = () => parseManifest({ ...manifest, weights: '../other.safetensors' });
  expect(parse).toThrow(
    expect.objectContaining({ kind: 'malformed', fields: expect.objectContaining({ reason: 'weights' }) }),
  );
});

it('computes SHA-256 with and without WebCrypto', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(sha256InScript(bytes.buffer)).toBe(expected);
    expect(await sha256(bytes.buffer)).toBe(expected);
  }
});
