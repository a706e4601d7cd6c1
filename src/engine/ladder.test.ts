import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { type BackendFailure, type BackendId, type Device } from './device.ts';
import { watchDevice } from './deviceWatch.ts';
import type { ModelFolder } from './loadedModel.ts';
import { ModelError } from './modelError.ts';
import { readModelFiles } from './modelFiles.ts';
import type { Opened } from './protocol.ts';
import { Session } from './session.ts';
import { openWasmDevice } from './wasm/wasmDevice.ts';

const tiny = new URL('../../tests/fixtures/network/tiny/', import.meta.url);
const names = ['config.json', 'diffusion_pytorch_model.fp16.safetensors'];
const files = (changed: Record<string, string> = {}) =>
  readModelFiles(
    names.map((name) => ({
      path: `tiny/${name}`,
      file: new Blob([changed[name] ?? readFileSync(new URL(name, tiny))]),
    })),
  );

type Rung = (folder: ModelFolder) => ReturnType<Device['denoiser']>;

const runs: Rung = async (folder) => (await openWasmDevice(1)).denoiser(folder);
const refuses =
  (error: unknown): Rung =>
  async () => {
    throw error;
  };
const lost = new ModelError('device-lost', { backend: 'webgpu', reason: 'out of memory' });

/** A session on devices that take a network or do not; `null` does not open. */
function sessionOn(rungs: Partial<Record<BackendId, Rung | null>>) {
  const close = vi.fn<(id: string) => void>();
  const prepared: string[] = [];
  const denoiser = vi.fn<(id: string, folder: ModelFolder) => void>();
  async function* ladder(
    choice?: BackendId,
    without: readonly BackendId[] = [],
  ): AsyncGenerator<Device | BackendFailure, void, undefined> {
    const ids = (Object.keys(rungs) as BackendId[]).filter((id) =>
      choice ? id === choice : !without.includes(id),
    );
    for (const id of ids) {
      const rung = rungs[id];
      if (!rung) yield { id, reason: 'no adapter' };
      else
        yield {
          info: { id, adapter: id, isSoftware: false, features: [] },
          watch: watchDevice(id, {}),
          denoiser: (folder) => (denoiser(id, folder), rung(folder)),
          prepare: () => void prepared.push(id),
          close: () => close(id),
        };
    }
  }
  const session = new Session(ladder);
  const open = async (backend?: BackendId, without?: BackendId[], changed?: Record<string, string>) =>
    (await session.answer(
      'open',
      { model: await files(changed), backend, without },
      () => undefined,
    )) as Opened;
  return { session, open, close, prepared, denoiser };
}

it('goes on to the next backend when one opens but does not take the network, reads that once, and says why', async () => {
  const { session, open, close, prepared, denoiser } = sessionOn({
    webgpu: refuses(new Error('Error while parsing WGSL: :12:4\n\n fn main() {')),
    webgl: null,
    wasm: runs,
    cpu: runs,
  });
  const { backend, failed, model } = await open();
  expect(backend.id).toBe('wasm');
  expect(failed).toEqual([
    { id: 'webgpu', reason: 'Error while parsing WGSL: :12:4' },
    { id: 'webgl', reason: 'no adapter' },
  ]);
  expect(close.mock.calls).toEqual([['webgpu']]);
  expect(prepared).toEqual(['webgpu', 'wasm']);
  expect(denoiser.mock.calls.map(([id]) => id)).toEqual(['webgpu', 'wasm']);
  expect(denoiser.mock.calls[1][1]).toBe(denoiser.mock.calls[0][1]);
  const [height, width, channels] = model.imageShape;
  const request = { xt: new Float32Array(height * width * channels).fill(0.5), t: [10] };
  const { eps } = (await session.answer('predict', request, () => undefined)) as { eps: Float32Array };
  expect(eps.some((value) => value !== 0)).toBe(true);
});

it('goes on when the device is lost under the network, even if closing it fails', async () => {
  const { open, close } = sessionOn({ webgpu: refuses(lost), cpu: runs });
  close.mockImplementation(() => {
    throw new Error('gone');
  });
  expect(await open()).toMatchObject({
    backend: { id: 'cpu' },
    failed: [{ id: 'webgpu', reason: 'out of memory' }],
  });
});

it('does not try again what has failed before', async () => {
  const { open, denoiser } = sessionOn({ webgpu: refuses(lost), cpu: runs });
  expect(await open(undefined, ['webgpu'])).toMatchObject({ backend: { id: 'cpu' }, failed: [] });
  expect(denoiser.mock.calls.map(([id]) => id)).toEqual(['cpu']);
});

it.each<[string, unknown, object]>([
  ['names its loss', lost, { kind: 'device-lost', fields: { backend: 'webgpu', reason: 'out of memory' } }],
  [
    'names what is of no kind',
    new RangeError('no memory'),
    { kind: 'backend-unavailable', fields: { backend: 'webgpu', reason: 'no memory' } },
  ],
])('one that was asked for has no next: %s', async (_, error, expected) => {
  const { open, denoiser } = sessionOn({ webgpu: refuses(error), cpu: runs });
  await expect(open('webgpu')).rejects.toMatchObject(expected);
  expect(denoiser).toHaveBeenCalledTimes(1);
});

it('names all of them when none takes it', async () => {
  const { open, close } = sessionOn({ webgpu: null, cpu: refuses(new Error('no memory')) });
  await expect(open()).rejects.toMatchObject({
    kind: 'backend-unavailable',
    fields: { backend: 'any', reason: 'webgpu: no adapter; cpu: no memory' },
  });
  expect(close).toHaveBeenCalledTimes(1);
});

it('a network that is wrong is wrong everywhere', async () => {
  const mismatch = new ModelError('weights-mismatch', { tensor: 'conv_in.bias', expected: '4', actual: '8' });
  const wrong = sessionOn({ webgpu: refuses(mismatch), cpu: runs });
  await expect(wrong.open()).rejects.toBe(mismatch);
  expect(wrong.denoiser).toHaveBeenCalledTimes(1);
  const cut = sessionOn({ webgpu: runs, cpu: runs });
  await expect(
    cut.open(undefined, undefined, { 'diffusion_pytorch_model.fp16.safetensors': 'no weights' }),
  ).rejects.toBeInstanceOf(ModelError);
  expect(cut.denoiser).not.toHaveBeenCalled();
});
