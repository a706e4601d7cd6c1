import { abilitiesOf, noAbilities, type Abilities } from '../../engine/webgpu/abilities.ts';
import { Gpu } from '../../engine/webgpu/gpu.ts';
import { provenAbilities } from '../../engine/webgpu/provenAbilities.ts';
import { BenchRefusal } from '../failure.ts';

/** One device for every engine that computes on it. */
export interface BenchDevice {
  device: GPUDevice;
  info: GPUAdapterInfo;
  /** For people. */
  name: string;
  isSoftware: boolean;
  /** What our kernels may use of it. */
  abilities: Abilities;
  /** Throws what the device has complained about since the last call, or that it is gone. */
  assertHealthy(): Promise<void>;
  /** Gone: nothing computes on it any more. */
  isLost(): boolean;
}

/** What an engine may want of a device; each has what the adapter has of it. */
const features: GPUFeatureName[] = [
  'shader-f16',
  'subgroups',
  'timestamp-query',
  'bgra8unorm-storage',
  'chromium-experimental-subgroup-matrix' as GPUFeatureName,
];
const limits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

const softwareNames = /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software/i;

/** Null where there is no adapter. Rejects where the adapter gives no device. */
export async function openBenchDevice(gpu: GPU): Promise<BenchDevice | null> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return null;
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  const { vendor, architecture, device: model, description } = adapter.info;
  const name = [vendor, architecture, model, description].filter(Boolean).join(' ') || 'WebGPU';
  const isFallback = 'isFallbackAdapter' in adapter.info && adapter.info.isFallbackAdapter === true;
  const isSoftware = isFallback || softwareNames.test(name);
  let complaint: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    // A page's console would say it once more.
    event.preventDefault();
    complaint ??= event.error.message;
  });
  let lost: string | null = null;
  void device.lost.then(({ reason, message }) => (lost = message || reason));
  return {
    device,
    info: adapter.info,
    name,
    isSoftware,
    // As the engine has it: on emulated devices plain kernels are faster.
    abilities: isSoftware
      ? noAbilities
      : await provenAbilities(new Gpu(device), abilitiesOf(device.features)),
    async assertHealthy() {
      await device.queue.onSubmittedWorkDone();
      const said = complaint;
      complaint = null;
      if (lost !== null) throw new BenchRefusal('device-lost', lost);
      if (said !== null) throw new BenchRefusal('device-error', said);
    },
    isLost: () => lost !== null,
  };
}

/** The device while it is there; once it is gone, another, so that one engine's accident ends one comparison only. */
export async function liveDevice(
  device: BenchDevice,
  open: () => Promise<BenchDevice | null>,
): Promise<BenchDevice> {
  if (!device.isLost()) return device;
  // Where there is no other, whoever tries says that it is gone.
  return (await open().catch(() => null)) ?? device;
}
