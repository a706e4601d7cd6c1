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
      fields: { backend: 'webgpu', reason: 'not offered' },
    });
  });

  it('runs our own kernels on wasm', async () => {
    const device = await openDevice();
    expect(device.info).toMatchObject({ id: 'wasm', isSoftware: false });
    device.close();
  });

  it('goes on down the ladder where WebAssembly has no SIMD, and says so to whoever asked for it', async () => {
    const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const device = await openDevice();
    expect(device.info).toEqual({ id: 'cpu', adapter: 'JavaScript', isSoftware: false, features: [] });
    expect(tf.getBackend()).toBe('cpu');
    device.close();
    await expect(openDevice('wasm')).rejects.toMatchObject({
      kind: 'backend-unavailable',
      fields: { backend: 'wasm', reason: 'WebAssembly without SIMD' },
    });
    validate.mockRestore();
  });

  it('runs without relaxed SIMD, and says which SIMD it has', async () => {
    const validate = vi.spyOn(WebAssembly, 'validate');
    for (const [hasRelaxed, name] of [
      [false, 'WebAssembly, SIMD'],
      [true, 'WebAssembly, relaxed SIMD'],
    ] as const) {
      // The probe of relaxed_madd is the one with three operands.
      validate.mockImplementation((bytes) => hasRelaxed || (bytes as Uint8Array).length < 36);
      const device = await openDevice('wasm').catch(() => null);
      // This Node may lack relaxed SIMD, so that the kernels do not compile after such a probe.
      if (!hasRelaxed) expect(device).not.toBeNull();
      if (device) expect(device.info.adapter).toContain(name);
      device?.close();
    }
    validate.mockRestore();
  });
});
