import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseManifest } from './manifest.ts';
import { fetchModelFolder } from './modelFolder.ts';
import { inTwoParts } from './modelFiles.fixture.ts';
import { parseSafetensors } from './safetensors.ts';
import { sha256, sha256InScript } from './sha256.ts';
import { memoryCaches } from './memoryCaches.fixture.ts';

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

  it.each(['diffusion_pytorch_model.safetensors', 'diffusion_pytorch_model.fp16.safetensors'])(
    'reads a plain diffusers folder, without a manifest: %s',
    async (file) => {
      delete files['manifest.json'];
      delete files[weightsFile];
      files[file] = weights;
      const folder = await fetchModelFolder(base);
      expect(folder).toMatchObject({ sha256: hash, classNames: [], isScheduleAssumed: false });
    },
  );

  it('reads a pipeline’s unet/ and scheduler/', async () => {
    files = {
      'unet/config.json': read('config.json'),
      'unet/diffusion_pytorch_model.safetensors': weights,
      'scheduler/scheduler_config.json': '{"num_train_timesteps":77,"prediction_type":"v_prediction"}',
    };
    const { schedule, predictionType, tensors } = await fetchModelFolder(base);
    expect([schedule.T, predictionType, tensors.size > 0]).toEqual([77, 'v_prediction', true]);
  });

  const scheduler = '{"num_train_timesteps":77,"prediction_type":"v_prediction"}';
  const index = { _class_name: 'DDPMPipeline', unet: ['diffusers', 'UNet2DModel'] };
  it.each<[string, string, Record<string, Answer>]>([
    ['a pipeline with its index', '', { 'model_index.json': JSON.stringify(index) }],
    ['its unet/ alone', 'unet/', {}],
    ['its unet/, without a slash', 'unet', { 'model_index.json': JSON.stringify(index) }],
  ])('reads the schedule of %s', async (_, path, more) => {
    files = {
      'unet/config.json': read('config.json'),
      'unet/diffusion_pytorch_model.safetensors': weights,
      'scheduler/scheduler_config.json': scheduler,
      ...more,
    };
    const { schedule, isScheduleAssumed } = await fetchModelFolder(`${base}/${path}`);
    expect([schedule.T, isScheduleAssumed]).toEqual([77, false]);
  });

  it('reads an old pipeline, all in one folder', async () => {
    files = {
      'config.json': read('config.json'),
      'diffusion_pytorch_model.safetensors': weights,
      'scheduler_config.json': scheduler,
      'model_index.json': JSON.stringify(index),
    };
    expect((await fetchModelFolder(base)).schedule.T).toBe(77);
  });

  it.each(['', 'unet/'])('refuses a pipeline that paints codes, asked for /%s', async (path) => {
    const latent = { ...index, _class_name: 'LDMPipeline', vqvae: ['diffusers', 'VQModel'] };
    files = {
      'unet/config.json': read('config.json'),
      'unet/diffusion_pytorch_model.safetensors': weights,
      'model_index.json': JSON.stringify(latent),
    };
    await expect(fetchModelFolder(`${base}/${path}`)).rejects.toMatchObject({
      kind: 'unsupported',
      fields: { option: 'vqvae', value: 'LDMPipeline' },
    });
    const other = { ...index, unet: ['diffusers', 'UNet2DConditionModel'] };
    files['model_index.json'] = JSON.stringify(other);
    await expect(fetchModelFolder(`${base}/${path}`)).rejects.toMatchObject({ kind: 'not-a-unet2d' });
  });

  it('says which names it asked for', async () => {
    files = { 'config.json': read('config.json'), 'diffusion_pytorch_model.ema.safetensors': weights };
    expect(await failure()).toMatchObject({
      kind: 'missing',
      fields: {
        reason: 'address',
        names: 'diffusion_pytorch_model.safetensors, diffusion_pytorch_model.fp16.safetensors',
      },
    });
  });

  it.each([
    'diffusion_pytorch_model.safetensors.index.json',
    'diffusion_pytorch_model.safetensors.fp16.index.json',
    'diffusion_pytorch_model.safetensors.index.fp16.json',
  ])('reads weights in parts, by %s', async (file) => {
    const { names, parts } = inTwoParts(weights);
    files = { 'config.json': read('config.json'), ...parts, [file]: JSON.stringify({ weight_map: names }) };
    const whole = parseSafetensors(new Uint8Array(weights).buffer, 'w').tensors;
    const { tensors } = await fetchModelFolder(base);
    expect(new Map([...tensors].sort())).toEqual(new Map([...whole].sort()));
  });

  it('assumes DDPM’s schedule where a folder of somebody else has none, and says so', async () => {
    files = { 'config.json': read('config.json'), 'diffusion_pytorch_model.safetensors': weights };
    const { schedule, predictionType, isScheduleAssumed } = await fetchModelFolder(base);
    expect([schedule.id, schedule.T, predictionType, isScheduleAssumed]).toEqual([
      'linear',
      1000,
      'epsilon',
      true,
    ]);
  });

  it('refuses a pickle by its name', async () => {
    files = { 'config.json': read('config.json'), 'diffusion_pytorch_model.bin': 'PK' };
    expect(await failure()).toMatchObject({
      kind: 'pickle',
      fields: { file: 'diffusion_pytorch_model.bin' },
    });
  });

  it('assumes nothing when the server breaks', async () => {
    delete files['manifest.json'];
    files['scheduler_config.json'] = (response) => {
      response.statusCode = 500;
      response.end();
    };
    expect(await failure()).toMatchObject({ kind: 'missing', fields: { status: 500 } });
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

describe('a second visit', () => {
  /** Keeping does not hold up the first visit, so it may end later. */
  const keptOnes = (wanted = hash) =>
    vi.waitFor(async () => {
      const kept = await (await caches.open('diffusion-lines-weights')).keys();
      expect(kept.map(({ url }) => url)).toEqual([`${base}/${weightsFile}?sha256=${wanted}`]);
      return kept[0].url;
    });
  let asked: string[];
  beforeEach(() => {
    vi.stubGlobal('caches', memoryCaches());
    asked = [];
    const bytes = weights;
    files[weightsFile] = (response) => {
      asked.push(weightsFile);
      response.end(bytes);
    };
  });
  afterEach(() => vi.unstubAllGlobals());

  it('takes the weights from the cache, and reports them as one piece', async () => {
    const first = await fetchModelFolder(base);
    await keptOnes();
    const progress: [number, number | null][] = [];
    const second = await fetchModelFolder(base, { onProgress: (...at) => progress.push(at) });
    expect(asked).toHaveLength(1);
    expect(progress).toEqual([[weights.length, weights.length]]);
    expect(second.tensors).toEqual(first.tensors);
  });

  it('fetches other weights of the same name, and keeps only those', async () => {
    await fetchModelFolder(base);
    await keptOnes();
    const other = Buffer.concat([weights]);
    other[other.length - 1] ^= 1;
    const otherHash = createHash('sha256').update(other).digest('hex');
    files['manifest.json'] = JSON.stringify({ ...manifest, sha256: otherHash });
    files[weightsFile] = other;
    expect((await fetchModelFolder(base)).sha256).toBe(otherHash);
    await keptOnes(otherHash);
  });

  it('fetches them again where the kept ones are broken', async () => {
    await fetchModelFolder(base);
    const url = await keptOnes();
    const store = await caches.open('diffusion-lines-weights');
    await store.put(url, new Response(new Uint8Array(weights.subarray(0, 1000))));
    expect((await fetchModelFolder(base)).sha256).toBe(hash);
    expect(asked).toHaveLength(2);
    await keptOnes();
    expect((await (await store.match(url))!.arrayBuffer()).byteLength).toBe(weights.length);
  });

  it('asks once more, past the browser’s own cache, for weights that are not the manifest’s', async () => {
    const old = Buffer.concat([weights]);
    old[old.length - 1] ^= 1;
    files[weightsFile] = (response) => {
      asked.push(weightsFile);
      response.end(asked.length === 1 ? old : weights);
    };
    expect((await fetchModelFolder(base)).sha256).toBe(hash);
    expect(asked).toHaveLength(2);
  });

  it('works where storage is refused', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('', 'SecurityError')) });
    expect((await fetchModelFolder(base)).sha256).toBe(hash);
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
