import type { Denoiser } from '../../engine/denoiser.ts';
import type { Device } from '../../engine/device.ts';
import { benchRequest, type Contender, type Entrant, type Job } from '../contender.ts';

/** The same network by tfjs' own operations, on the device that the others have. */
export const tfjsOnDevice = (device: GPUDevice, info: GPUAdapterInfo): Entrant => ({
  engine: 'tfjs',
  backend: 'webgpu',
  variant: null,
  load: async () => void (await import('../../engine/tfjsOnDevice.ts')),
  open: async (job) => {
    const { openTfjsOnDevice } = await import('../../engine/tfjsOnDevice.ts');
    const tfjs = await openTfjsOnDevice(device, info);
    const denoiser = tfjs.denoiser(job.folder);
    const wait = async (): Promise<void> => {
      tfjs.submit();
      await device.queue.onSubmittedWorkDone();
    };
    return tfjsContender(denoiser, job, wait, () => tfjs.close());
  },
});

/** The same on a backend that tfjs opens itself, and keeps: its steps end when the picture is read. */
export const tfjsOn = (backend: 'wasm' | 'webgl' | 'cpu'): Entrant => ({
  engine: 'tfjs',
  backend,
  variant: backend === 'wasm' ? '1 thread' : null,
  load: async () => void (await opened(backend)),
  open: async (job) => {
    const tfjs = await opened(backend);
    // A backend that tfjs has closed does not come again.
    return tfjsContender(await tfjs.denoiser(job.folder), job, null, () => undefined);
  },
});

/** Fetches and compiles the backend the first time, makes it tfjs' own again later. */
const opened = async (backend: 'wasm' | 'webgl' | 'cpu'): Promise<Omit<Device, 'info'>> =>
  (await import('../../engine/composedDevice.ts')).openComposedDevice(backend);

/** @param wait until the device has done what it was given; null: reading the picture is how to wait */
function tfjsContender(
  denoiser: Denoiser,
  job: Job,
  wait: (() => Promise<void>) | null,
  close: () => void,
): Contender {
  const request = benchRequest(job);
  const { now } = job;
  return {
    async block(steps) {
      const started = now();
      const run = denoiser.begin(request);
      try {
        // tfjs issues everything before it returns.
        const taken = run.take(steps, { every: false, isLast: wait === null });
        const issued = now() - started;
        await taken;
        await wait?.();
        return wait === null ? null : issued;
      } finally {
        run.dispose();
      }
    },
    predict: async (asked) => (await denoiser.predict(asked)).eps,
    close() {
      denoiser.dispose();
      close();
    },
  };
}
