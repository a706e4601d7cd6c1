import type { UnetConfig } from './config.ts';
import type { Denoiser } from './denoiser.ts';
import type { DeviceWatch } from './deviceWatch.ts';
import { ModelError } from './modelError.ts';
import type { ModelFolder } from './modelFolder.ts';
import { kernelBuild, type KernelBuild } from './wasm/kernelBuild.ts';
import { threadCount } from './wasm/threads/threadCount.ts';

/** The ladder, best first. */
export const backendIds = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

/** What runs the network, as the page shows it. */
export interface BackendInfo {
  id: BackendId;
  /** The graphics adapter, or how wasm was built; for people. */
  adapter: string;
  /** Whether a graphics API is emulated on the CPU. */
  isSoftware: boolean;
  /** What kernels use of the device beyond WebGPU's core, by the features' names; only what has proven equal there. */
  features: readonly string[];
}

export interface Device {
  info: BackendInfo;
  watch: DeviceWatch;
  /**
   * Binds a network to the device.
   * @throws ModelError 'weights-mismatch'
   */
  denoiser(folder: ModelFolder): Promise<Denoiser>;
  /**
   * Begins what can be done before a network's weights are there.
   * @param onProgress told how many programs are compiled, where there are any
   */
  prepare(config: UnetConfig, onProgress: (done: number, total: number) => void): void;
  /** Frees the device and all that is on it. */
  close(): void;
}

/** What is known of a backend before any of its code is loaded; null where the browser does not offer it. */
export type Probe = { adapter: string; isSoftware: boolean } | null;

/**
 * The order in which to try backends when nobody chose one. An emulated graphics API is slower than wasm (SwiftShader:
 * seconds a step against hundredths), so it comes last.
 */
export function automaticOrder(probes: Record<BackendId, Probe>): BackendId[] {
  const offered = backendIds.filter((id) => probes[id] !== null);
  const isSoftware = (id: BackendId): boolean => probes[id]?.isSoftware === true;
  return [...offered.filter((id) => !isSoftware(id)), ...offered.filter(isSoftware)];
}

/**
 * Opens `choice` or, without one, the first that works.
 * @throws ModelError 'backend-unavailable'
 */
export async function openDevice(choice?: BackendId): Promise<Device> {
  const probes = { webgpu: await probeWebgpu(), webgl: probeWebgl(), wasm: probeWasm(), cpu: probeCpu };
  const candidates = choice === undefined ? automaticOrder(probes) : [choice];
  for (const id of candidates) {
    const probe = probes[id];
    const device = probe && (await opened(id, probe));
    if (device) return { info: { id, ...probe, features: device.features ?? [] }, ...device };
  }
  const reason = choice && probes[choice] === null ? lacking(choice) : 'it does not start';
  throw new ModelError('backend-unavailable', { backend: choice ?? 'any', reason });
}

/** Why a backend is not offered. */
const lacking = (id: BackendId): string =>
  id === 'wasm' && typeof WebAssembly !== 'undefined' ? 'WebAssembly without SIMD' : 'not offered';

/** Each backend is its own chunk: a page loads the one that it uses. Null where it does not work. */
async function opened(
  id: BackendId,
  { isSoftware }: NonNullable<Probe>,
): Promise<(Omit<Device, 'info'> & { features?: readonly string[] }) | null> {
  try {
    if (id === 'webgpu') {
      const { openWebgpuDevice } = await import('./webgpu/webgpuDevice.ts');
      // On an emulated device a canvas may take the browser's whole graphics process down, and plain kernels are faster.
      return await openWebgpuDevice({ draws: !isSoftware, plain: isSoftware });
    }
    if (id === 'wasm') return await (await import('./wasm/wasmDevice.ts')).openWasmDevice();
    return await (await import('./composedDevice.ts')).openComposedDevice(id);
  } catch {
    return null;
  }
}

const softwareNames = /swiftshader|llvmpipe|softpipe|basic render|software/i;

async function probeWebgpu(): Promise<Probe> {
  try {
    const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const { vendor, architecture, device, description } = adapter.info;
    const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'WebGPU';
    const isFallback = 'isFallbackAdapter' in adapter.info && adapter.info.isFallbackAdapter === true;
    return { adapter: name, isSoftware: isFallback || softwareNames.test(name) };
  } catch {
    return null;
  }
}

function probeWebgl(): Probe {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  // Without float32 targets tfjs computes in float16, which a hundred steps do not survive.
  if (gl === null || gl.getExtension('EXT_color_buffer_float') === null) return null;
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
  const name = String(gl.getParameter(unmasked));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { adapter: name, isSoftware: softwareNames.test(name) };
}

const simdNames: Record<KernelBuild, string> = { simd: 'SIMD', relaxed: 'relaxed SIMD' };

/** Every kernel is SIMD: without it plain JavaScript is next. */
function probeWasm(): Probe {
  const build = kernelBuild();
  const threads = threadCount();
  const named = threads === 1 ? '1 thread' : `${threads} threads`;
  return build && { adapter: `WebAssembly, ${simdNames[build]}, ${named}`, isSoftware: false };
}

const probeCpu: Probe = { adapter: 'JavaScript', isSoftware: false };
