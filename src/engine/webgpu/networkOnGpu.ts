import type { ModelFolder } from '../modelFolder.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import { buildUnet2d, type Unet2d } from '../unet2d.ts';
import type { Gpu } from './gpu.ts';
import type { WeightsOnGpu } from './planProgram.ts';
import { WeightLayout } from './weightLayout.ts';

/** A network with its weights on a device. */
export interface NetworkOnGpu {
  gpu: Gpu;
  unet: Unet2d;
  arena: Float32Array;
  weights: WeightsOnGpu;
}

/**
 * Uploads a network's weights.
 * @throws ModelError 'weights-mismatch'
 */
export function networkOnGpu(gpu: Gpu, { config, tensors }: ModelFolder): NetworkOnGpu {
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const layout = new WeightLayout([planOfForward(unet, 1), planOfEmbedding(unet, 1)]);
  const { isHalf, bytes } = layout.packed(arena);
  const buffer = gpu.storage('weights', bytes.byteLength);
  gpu.device.queue.writeBuffer(buffer, 0, bytes);
  return { gpu, unet, arena, weights: { buffer, layout, isHalf } };
}
