import * as tf from '@tensorflow/tfjs-core';
import { KernelBackend } from '@tensorflow/tfjs-core';
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

  it('goes on down the ladder when setBackend answers false instead of throwing', async () => {
    // wasm is offered by Node, but its binary cannot be fetched here: tfjs answers false.
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.stubGlobal('location', { href: 'http://127.0.0.1:1/' });
    tf.registerBackend('wasm', () => Promise.reject<KernelBackend>(new Error('no binary')), 9);
    expect(await tf.setBackend('wasm')).toBe(false);
    const device = await openDevice();
    expect(device.info).toEqual({ id: 'cpu', adapter: 'JavaScript', isSoftware: false });
    expect(tf.getBackend()).toBe('cpu');
    warn.mockRestore();
    vi.unstubAllGlobals();
  });
});
