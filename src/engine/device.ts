import type { UnetConfig } from './config.ts';
import type { Denoiser } from './denoiser.ts';
import type { DeviceWatch } from './deviceWatch.ts';
import { ModelError, reasonOf } from './modelError.ts';
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

/** A backend that does not run here, or not this network, and what it or the browser said. */
export interface BackendFailure {
  id: BackendId;
  reason: string;
}

/**
 * The ladder: opens one backend after the other, each when it is asked for, and says why where one does not open.
 * Backends that the browser does not offer are left out, unless `choice` asks for one.
 * @param choice the only one to open
 * @param without those to leave out, unless that leaves none
 */
export async function* openedDevices(
  choice?: BackendId,
  without: readonly BackendId[] = [],
): AsyncGenerator<Device | BackendFailure, void, undefined> {
  const probes = { webgpu: await probeWebgpu(), webgl: probeWebgl(), wasm: probeWasm(), cpu: probeCpu };
  const order = automaticOrder(probes);
  const others = order.filter((id) => !without.includes(id));
  const candidates = choice === undefined ? (others.length > 0 ? others : order) : [choice];
  for (const id of candidates) {
    const probe = probes[id];
    if (probe === null) {
      yield { id, reason: lacking(id) };
      continue;
    }
    try {
      const device = await opened(id, probe);
      yield { info: { id, ...probe, features: device.features ?? [] }, ...device };
    } catch (error) {
      yield { id, reason: reasonOf(error) };
    }
  }
}

/**
 * Opens `choice` or, without one, the first that works.
 * @throws ModelError 'backend-unavailable'
 */
export async function openDevice(choice?: BackendId): Promise<Device> {
  const failures: BackendFailure[] = [];
  for await (const rung of openedDevices(choice)) {
    if ('info' in rung) return rung;
    failures.push(rung);
  }
  throw noneWorks(choice, failures);
}

/** What to say when the ladder ends: of the one that was asked for, or of all. */
export function noneWorks(choice: BackendId | undefined, failures: readonly BackendFailure[]): ModelError {
  const reason =
    choice === undefined
      ? failures.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
      : (failures.at(-1)?.reason ?? '');
  return new ModelError('backend-unavailable', { backend: choice ?? 'any', reason });
}

/** Why a backend is not offered. */
const lacking = (id: BackendId): string =>
  id === 'wasm' && typeof WebAssembly !== 'undefined' ? 'WebAssembly without SIMD' : 'not offered';

/** Each backend is its own chunk: a page loads the one that it uses. Rejects where it does not work. */
async function opened(
  id: BackendId,
  { isSoftware }: NonNullable<Probe>,
): Promise<Omit<Device, 'info'> & { features?: readonly string[] }> {
  if (id === 'webgpu') {
    const { openWebgpuDevice } = await import('./webgpu/webgpuDevice.ts');
    // On an emulated device a canvas may take the browser's whole graphics process down, and plain kernels are faster.
    return openWebgpuDevice({ draws: !isSoftware, plain: isSoftware });
  }
  if (id === 'wasm') return (await import('./wasm/wasmDevice.ts')).openWasmDevice();
  return (await import('./composedDevice.ts')).openComposedDevice(id);
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
