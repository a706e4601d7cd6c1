import { describe, expect, it } from 'vitest';
import { watchDevice } from './deviceWatch.ts';
import { ModelError } from './modelError.ts';

const never = new Promise<number>(() => undefined);

function fakeWebgpu() {
  let lose!: (info: GPUDeviceLostInfo) => void;
  const device = Object.assign(new EventTarget(), {
    lost: new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve)),
  });
  return { backend: { device }, device, lose: (message: string) => lose({ message } as GPUDeviceLostInfo) };
}

function fakeWebgl() {
  const state = { isLost: false };
  const canvas = new EventTarget();
  return { backend: { gpgpu: { gl: { canvas, isContextLost: () => state.isLost } } }, canvas, state };
}

describe('watchDevice', () => {
  it('hands results and errors through while the device is there', async () => {
    const watch = watchDevice('wasm', {});
    await expect(watch.guard(Promise.resolve(7))).resolves.toBe(7);
    await expect(watch.guard(Promise.reject(new RangeError('mine')))).rejects.toThrow(RangeError);
    const request = new ModelError('bad-request', { reason: 'xt' });
    const { backend } = fakeWebgpu();
    await expect(watchDevice('webgpu', backend).guard(Promise.reject(request))).rejects.toBe(request);
  });

  it('ends work that would wait for ever when the WebGPU device is lost', async () => {
    const { backend, lose } = fakeWebgpu();
    const watch = watchDevice('webgpu', backend);
    const work = watch.guard(never);
    lose('the driver restarted');
    await expect(work).rejects.toMatchObject({
      kind: 'device-lost',
      fields: { backend: 'webgpu', reason: 'the driver restarted' },
    });
    expect(watch.assertHealthy).toThrow(/device-lost/);
    await expect(watch.guard(Promise.resolve(7))).rejects.toMatchObject({ kind: 'device-lost' });
  });

  it('names the loss in place of the error that it caused, even when that comes first', async () => {
    const { backend, lose } = fakeWebgpu();
    const work = watchDevice('webgpu', backend).guard(Promise.reject(new Error('mapAsync')));
    setTimeout(() => lose('destroyed'), 20);
    await expect(work).rejects.toMatchObject({ kind: 'device-lost', fields: { reason: 'destroyed' } });
  });

  it('says of which backend an error without a kind is, on graphics', async () => {
    const { backend } = fakeWebgl();
    const work = watchDevice('webgl', backend).guard(
      Promise.reject(new Error('Failed to compile shader.\n void')),
    );
    await expect(work).rejects.toMatchObject({
      kind: 'backend-unavailable',
      fields: { backend: 'webgl', reason: 'Failed to compile shader.' },
    });
  });

  it('refuses a result that a kernel which failed to compile has spoilt', async () => {
    const { backend, device } = fakeWebgpu();
    const watch = watchDevice('webgpu', backend);
    device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message: 'bad WGSL' } }));
    await expect(watch.guard(Promise.resolve(7))).rejects.toMatchObject({ fields: { reason: 'bad WGSL' } });
  });

  it('ends work when the WebGL context is lost, announced or not', async () => {
    const announced = fakeWebgl();
    const work = watchDevice('webgl', announced.backend).guard(never);
    announced.canvas.dispatchEvent(new Event('webglcontextlost'));
    await expect(work).rejects.toMatchObject({ kind: 'device-lost', fields: { backend: 'webgl' } });

    const silent = fakeWebgl();
    const watch = watchDevice('webgl', silent.backend);
    silent.state.isLost = true;
    await expect(watch.guard(Promise.resolve(0))).rejects.toMatchObject({ kind: 'device-lost' });
  });
});
