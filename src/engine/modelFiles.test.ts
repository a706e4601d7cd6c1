import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeSchedule } from '../math/schedules.ts';
import { openModelFiles } from './loadedModel.ts';
import { describeModelFiles, readModelFiles } from './modelFiles.ts';
import { inTwoParts, safetensorsFile } from './modelFiles.fixture.ts';
import { parseSafetensors } from './safetensors.ts';
import { sameOriginUrl } from './sameOriginUrl.ts';

const tiny = new URL('../../tests/fixtures/network/tiny/', import.meta.url);
const configText = readFileSync(new URL('config.json', tiny), 'utf8');
const weights = readFileSync(new URL('diffusion_pytorch_model.fp16.safetensors', tiny));
const config = JSON.parse(configText) as object;

type Content = string | Uint8Array<ArrayBuffer> | object;
const isBytes = (content: Content): content is Uint8Array<ArrayBuffer> => content instanceof Uint8Array;

/** A folder as it is dropped: files by path. */
const folder = (contents: Record<string, Content>) =>
  Object.entries(contents).map(([path, content]) => ({
    path,
    file: new Blob([
      typeof content === 'string' || isBytes(content) ? content : JSON.stringify(content),
    ]) as Blob,
  }));
const plain = (contents: Record<string, Content> = {}) => ({
  'net/config.json': config,
  'net/diffusion_pytorch_model.safetensors': weights,
  ...contents,
});
const read = (contents: Record<string, Content>) => readModelFiles(folder(contents));
const open = async (contents: Record<string, Content>) => openModelFiles(await read(contents));

describe('readModelFiles', () => {
  it('reads a folder, says what it assumes, and opens it', async () => {
    const files = await read(plain());
    expect(await describeModelFiles(files)).toEqual({
      name: 'net',
      parameters: parametersOf(weights),
      bytes: weights.length,
      imageShape: [3, 16, 16],
      classNames: [],
      hasNullClass: false,
      predictionType: 'epsilon',
      schedule: makeSchedule({ id: 'linear', T: 1000 }),
      isScheduleAssumed: true,
      dtypes: ['F16'],
    });
    const progress: (number | null)[][] = [];
    const opened = await openModelFiles(files, { onProgress: (...at) => progress.push(at) });
    expect(opened.tensors).toEqual(parseSafetensors(new Uint8Array(weights).buffer, 'w').tensors);
    expect(opened.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(progress).toEqual([[weights.length, weights.length]]);
  });

  it('can be posted and kept: it is plain data and Blobs', async () => {
    const copy = structuredClone(await read(plain()));
    expect((await openModelFiles(copy)).parameters).toBe(parametersOf(weights));
  });

  it('takes the files of an input by their webkitRelativePath', async () => {
    const files = folder(plain()).map(({ path, file }) =>
      Object.assign(new File([file], path.split('/').at(-1)!), { webkitRelativePath: path }),
    );
    expect((await readModelFiles(files)).name).toBe('net');
    const loose = folder(plain()).map(({ path, file }) => new File([file], path.split('/').at(-1)!));
    expect((await readModelFiles(loose)).name).toBe('network');
  });

  const schedule = { _class_name: 'DDIMScheduler', prediction_type: 'sample', num_train_timesteps: 50 };
  const index = { _class_name: 'DDPMPipeline', unet: ['diffusers', 'UNet2DModel'] };
  it.each<[string, Record<string, Content>]>([
    ['beside the config', plain({ 'net/scheduler_config.json': schedule })],
    [
      'in an old pipeline, all in one folder',
      plain({ 'net/model_index.json': index, 'net/scheduler_config.json': schedule }),
    ],
    [
      'in a pipeline',
      {
        'net/model_index.json': index,
        'net/unet/config.json': config,
        'net/unet/diffusion_pytorch_model.fp16.safetensors': weights,
        'net/unet_ema/config.json': config,
        'net/scheduler/scheduler_config.json': schedule,
        'net/checkpoint-100/unet/config.json': config,
      },
    ],
    [
      'in a pipeline without an index',
      {
        'net/unet/config.json': config,
        'net/unet/weights.safetensors': weights,
        'net/unet/optimizer.bin': 'PK',
        'net/scheduler/scheduler_config.json': schedule,
        'net/.git/config.json': config,
        '__MACOSX/net/._config.json': '?',
      },
    ],
  ])('finds the schedule %s', async (_, contents) => {
    const files = await read(contents);
    expect(await describeModelFiles(files)).toMatchObject({
      name: 'net',
      predictionType: 'sample',
      schedule: { T: 50 },
      isScheduleAssumed: false,
    });
    expect(files.weights).toHaveLength(1);
  });

  it.each([
    'diffusion_pytorch_model.safetensors.index.json',
    'diffusion_pytorch_model.safetensors.fp16.index.json',
    'diffusion_pytorch_model.safetensors.index.fp16.json',
    'diffusion_pytorch_model.fp16.safetensors.index.json',
    'diffusion_pytorch_model.safetensors.non_ema.index.json',
  ])('reads weights in parts, listed by %s', async (list) => {
    const { names, parts } = inTwoParts(weights);
    const sharded: Record<string, Content> = { 'net/config.json': config };
    for (const [file, bytes] of Object.entries(parts)) sharded[`net/${file}`] = new Uint8Array(bytes);
    sharded[`net/${list}`] = { weight_map: names };
    expect((await open(sharded)).parameters).toBe(parametersOf(weights));
    const [first] = Object.keys(parts);
    delete sharded[`net/${first}`];
    await expect(read(sharded)).rejects.toMatchObject({ kind: 'missing', fields: { file: first } });
    const twice = { ...sharded, [`net/${first}`]: new Uint8Array(Object.values(parts)[1]) };
    await expect(open(twice)).rejects.toMatchObject({ kind: 'malformed' });
  });

  it('reads the manifest of this project, and no other', async () => {
    const classes = { ...config, num_class_embeds: 3 };
    const ours = (sha256: string) => ({
      'net/config.json': classes,
      'net/w.safetensors': weights,
      'net/manifest.json': { weights: 'w.safetensors', sha256, parameters: 1, classNames: ['a', 'b'] },
    });
    expect(await describeModelFiles(await read(ours('0'.repeat(64))))).toMatchObject({
      classNames: ['a', 'b'],
      hasNullClass: true,
    });
    await expect(open(ours('0'.repeat(64)))).rejects.toMatchObject({ kind: 'wrong-hash' });
    const other = plain({ 'net/manifest.json': { name: 'an app' }, 'net/config.json': classes });
    expect(await describeModelFiles(await read(other))).toMatchObject({
      classNames: ['0', '1', '2'],
      hasNullClass: false,
    });
  });

  it('finds one network among ten thousand files', async () => {
    const many = plain();
    for (let i = 0; i < 10_000; i++)
      Object.assign(many, { [`net/data/${i % 100}/config.json.${i}.png`]: 'x' });
    expect((await read(many)).name).toBe('net');
  });
});

describe('readModelFiles refuses', () => {
  const cases: [string, Record<string, Content>, string, object][] = [
    ['an empty folder', {}, 'no-network', { files: 0 }],
    ['photos', { 'a/1.jpg': 'x', 'a/2.jpg': 'x' }, 'no-network', { files: 2 }],
    ['a checkpoint alone', { 'net/model.ckpt': 'PK' }, 'pickle', { file: 'model.ckpt' }],
    ['weights without a config', { 'w.safetensors': weights }, 'missing', { file: 'config.json' }],
    [
      'a pickle in diffusers’ folder',
      { 'net/config.json': config, 'net/diffusion_pytorch_model.bin': 'PK' },
      'pickle',
      { file: 'diffusion_pytorch_model.bin' },
    ],
    [
      'blocks that it does not have, before it asks for better weights',
      {
        'net/config.json': {
          ...config,
          up_block_types: ['AttnSkipUpBlock2D', 'UpBlock2D', 'UpBlock2D', 'UpBlock2D'],
        },
        'net/diffusion_pytorch_model.bin': 'PK',
      },
      'unsupported',
      { option: 'up_block_types', value: 'AttnSkipUpBlock2D' },
    ],
    ['no weights', { 'net/config.json': config }, 'missing', {}],
    ['wrong JSON', plain({ 'net/config.json': '{"_class_name":' }), 'malformed', { file: 'config.json' }],
    ['JSON of nothing', plain({ 'net/config.json': 'null' }), 'not-a-unet2d', {}],
    [
      'a config of another model',
      plain({ 'net/config.json': { model_type: 'bert' } }),
      'not-a-unet2d',
      { className: '?' },
    ],
    [
      'Stable Diffusion’s network',
      {
        'sd/model_index.json': {
          _class_name: 'StableDiffusionPipeline',
          unet: ['diffusers', 'UNet2DConditionModel'],
        },
        'sd/unet/config.json': { _class_name: 'UNet2DConditionModel' },
      },
      'not-a-unet2d',
      { className: 'UNet2DConditionModel' },
    ],
    [
      'a network of latents',
      plain({
        'net/model_index.json': {
          _class_name: 'LDMPipeline',
          unet: ['diffusers', 'UNet2DModel'],
          vqvae: ['diffusers', 'VQModel'],
        },
      }),
      'unsupported',
      { option: 'vqvae' },
    ],
    [
      'a schedule of another kind',
      plain({ 'net/scheduler_config.json': { _class_name: 'ScoreSdeVeScheduler' } }),
      'unsupported',
      { value: 'ScoreSdeVeScheduler' },
    ],
    [
      'two networks',
      { 'runs/a/config.json': config, 'runs/b/config.json': config },
      'several-networks',
      { folders: 'runs/a, runs/b' },
    ],
    [
      'two weights',
      { 'net/config.json': config, 'net/a.safetensors': weights, 'net/b.safetensors': weights },
      'several-networks',
      {},
    ],
    [
      'an index that points elsewhere',
      {
        'net/config.json': config,
        'net/x.safetensors.index.json': { weight_map: { a: '../../secret.safetensors' } },
      },
      'malformed',
      {},
    ],
    [
      'an enormous config',
      plain({ 'net/config.json': ' '.repeat(20_000_001) }),
      'too-large',
      { file: 'config.json' },
    ],
  ];
  it.each(cases)('%s', async (_, contents, kind, fields) => {
    await expect(read(contents)).rejects.toMatchObject({ name: 'ModelError', kind, fields });
  });

  it('weights that are too large, unread', async () => {
    const huge = { size: 3e9, arrayBuffer: () => Promise.reject(new Error('was read')) } as unknown as Blob;
    const files = folder(plain()).map((entry) =>
      entry.path.endsWith('.safetensors') ? { ...entry, file: huge } : entry,
    );
    await expect(readModelFiles(files)).rejects.toMatchObject({ kind: 'too-large', fields: { bytes: 3e9 } });
  });

  it('a folder with more files than it looks at', async () => {
    const files = Array.from({ length: 20_001 }, (_, i) => ({ path: `${i}`, file: new Blob([]) }));
    await expect(readModelFiles(files)).rejects.toMatchObject({ kind: 'too-many-files' });
  });
});

describe('openModelFiles refuses', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['a truncated file', weights.subarray(0, weights.length - 100) as Uint8Array<ArrayBuffer>, 'truncated'],
    ['an empty file', new Uint8Array(0), 'truncated'],
    ['another header', new TextEncoder().encode('\x89PNG\r\n\x1a\n and so on'), 'malformed'],
    [
      'numbers that are none',
      new Uint8Array(
        safetensorsFile({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, 8, (data) =>
          data.setFloat32(4, Number.NaN, true),
        ),
      ),
      'not-finite',
    ],
  ])('%s', async (_, bytes, kind) => {
    await expect(open(plain({ 'net/diffusion_pytorch_model.safetensors': bytes }))).rejects.toMatchObject({
      kind,
    });
  });

  it('a file that is no longer there', async () => {
    const files = await read(plain());
    const gone = new Blob([]);
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    const moved = { ...files, weights: [{ file: 'w.safetensors', blob: gone }] };
    await expect(openModelFiles(moved)).rejects.toMatchObject({ kind: 'missing' });
  });
});

it('knows the page’s own addresses', () => {
  const page = 'https://site.example/course/noise/';
  expect(sameOriginUrl('../models/net/', page)).toBe('https://site.example/course/models/net/');
  for (const address of ['https://other.example/net/', '//other.example/', 'data:,x', 'file:///etc/'])
    expect(() => sameOriginUrl(address, page)).toThrow(expect.objectContaining({ kind: 'cross-origin' }));
  expect(() => sameOriginUrl('http://', page)).toThrow(expect.objectContaining({ kind: 'malformed' }));
});

function parametersOf(file: Uint8Array): number {
  const { tensors } = parseSafetensors(new Uint8Array(file).buffer, 'w');
  return [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
}
