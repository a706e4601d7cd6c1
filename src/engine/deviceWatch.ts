import type { BackendId } from './device.ts';
import { ModelError, reasonOf } from './modelError.ts';

/** Notices that the graphics device is gone, which tfjs does not. */
export interface DeviceWatch {
  /** Throws a ModelError 'device-lost' once the device is gone or has refused a kernel. */
  assertHealthy(): void;
  /**
   * The work's result, if the device was there until its end. Rejects with 'device-lost' as soon as it goes, and in
   * place of any error that the loss caused. On a graphics device, an error of no kind (a shader that does not compile, no
   * memory) becomes 'backend-unavailable'.
   */
  guard<T>(work: Promise<T>): Promise<T>;
}

/** What the watch reads of tfjs' graphics backends. */
interface GraphicsBackend {
  device?: Pick<GPUDevice, 'lost' | 'addEventListener'>;
  gpgpu?: {
    gl: Pick<WebGL2RenderingContext, 'isContextLost'> & { canvas: Pick<EventTarget, 'addEventListener'> };
  };
}

/** How long a loss may be announced after the first call that it made fail, in ms. */
const announcementDelay = 200;

/**
 * Watches tfjs' backend. Without it, a lost WebGL context reads as zeros or is waited for without end, a lost WebGPU
 * device is an error of no kind, and a kernel that failed to compile computes zeros.
 */
export function watchDevice(id: BackendId, backend: object): DeviceWatch {
  const { device, gpgpu } = backend as GraphicsBackend;
  let reason: string | null = null;
  let announce: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => (announce = resolve));
  const lose = (why: string): void => {
    reason ??= why;
    announce();
  };
  if (id === 'webgpu' && device !== undefined) {
    void device.lost.then((info) => lose(info.message || info.reason));
    device.addEventListener('uncapturederror', (event) => lose(event.error.message));
  }
  if (id === 'webgl') gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => lose('context lost'));

  const assertHealthy = (): void => {
    if (id === 'webgl' && gpgpu?.gl.isContextLost()) lose('context lost');
    if (reason !== null) throw new ModelError('device-lost', { backend: id, reason });
  };
  const isGraphics = device !== undefined || gpgpu !== undefined;
  return {
    assertHealthy,
    async guard(work) {
      try {
        const first = await Promise.race([work, lost.then(assertHealthy)]);
        assertHealthy();
        return first as Awaited<typeof work>;
      } catch (error) {
        const isNamed = error instanceof ModelError;
        if (isGraphics && !isNamed) {
          await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, announcementDelay))]);
        }
        assertHealthy();
        if (!isGraphics || isNamed) throw error;
        throw new ModelError('backend-unavailable', { backend: id, reason: reasonOf(error) });
      }
    },
  };
}
