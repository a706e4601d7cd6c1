import type { Denoiser } from './denoiser.ts';
import { noneWorks, type BackendFailure, type BackendId, type Device } from './device.ts';
import type { ModelFolder } from './loadedModel.ts';
import { isOfBackend, ModelError, reasonOf } from './modelError.ts';

/** A network on the first backend that runs it. */
export interface Bound {
  device: Device;
  denoiser: Denoiser;
  /** The better ones, which did not open or did not take the network. */
  failed: BackendFailure[];
}

/**
 * Binds a network to the first device of the ladder that takes it, and closes those that do not: a driver may open and
 * then refuse a kernel or so much memory.
 * @param choice the backend that was asked for; then its own error is thrown
 * @param folder may still be under way: the device opens beside it, and it is read once for all of them
 * @param onDevice told of each device before it is given the network
 * @throws ModelError the folder's; 'weights-mismatch'; 'device-lost' of `choice`; 'backend-unavailable'
 */
export async function firstThatRuns(
  ladder: AsyncIterable<Device | BackendFailure>,
  choice: BackendId | undefined,
  folder: Promise<ModelFolder>,
  onDevice: (device: Device) => void,
): Promise<Bound> {
  // It is waited for once a device is there; until then nobody else would hear of its failure.
  folder.catch(() => undefined);
  const failed: BackendFailure[] = [];
  for await (const rung of ladder) {
    if (!('info' in rung)) {
      failed.push(rung);
      continue;
    }
    onDevice(rung);
    const read = await folder;
    try {
      return { device: rung, denoiser: await rung.denoiser(read), failed };
    } catch (error) {
      closed(rung);
      const isOfNetwork = error instanceof ModelError && !isOfBackend(error);
      if (isOfNetwork || (choice !== undefined && isOfBackend(error))) throw error;
      failed.push({ id: rung.info.id, reason: reasonOf(error) });
    }
  }
  throw noneWorks(choice, failed);
}

/** What has failed may fail at its end, too; that is no reason to stop. */
function closed(device: Device): void {
  try {
    device.close();
  } catch {
    return;
  }
}
