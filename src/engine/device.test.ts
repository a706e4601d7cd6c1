import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { automaticOrder, openDevice, type Probe } from './device.ts';

const hardware: Probe = { adapter: 'a card', isSoftware: false };
const software: Probe = { adapter: 'SwiftShader', isSoftware: true };

describe('automaticOrder', () => {
  it.each([
    ['a graphics card', { webgpu: hardware, webgl: hardware }, ['webgpu', 'webgl', 'wasm', 'cpu']],
    ['no WebGPU', { webgpu: null, webgl: hardware }, ['webgl', 'wasm', 'cpu']],
    ['emulated graphics', { webgpu: software, webgl: software }, ['wasm', 'cpu', 'webgpu', 'webgl']],
    [
      'emulated WebGPU beside real WebGL',
      { webgpu: software, webgl: hardware },
      ['webgl', 'wasm', 'cpu', 'webgpu'],
    ],
    ['no graphics', { webgpu: null, webgl: null }, ['wasm', 'cpu']],
  ])('with %s', (_, probes, order) => {
    expect(automaticOrder({ ...probes, wasm: hardware, cpu: hardware })).toEqual(order);
  });
});

describe('openDevice', () => {
  it('refuses a backend that the browser does not offer', async () => {
    await expect(openDevice('webgpu')).rejects.toMatchObject({
      kind: 'backend-unavailable',
      fields: { backend: 'webgpu' },
    });
  });

  it('runs our own kernels on wasm', async () => {
    const device = await openDevice();
    expect(device.info).toMatchObject({ id: 'wasm', isSoftware: false });
    device.close();
  });

  it('goes on down the ladder where WebAssembly has no SIMD', async () => {
    const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const device = await openDevice();
    expect(device.info).toEqual({ id: 'cpu', adapter: 'JavaScript', isSoftware: false });
    expect(tf.getBackend()).toBe('cpu');
    device.close();
    validate.mockRestore();
  });
});
