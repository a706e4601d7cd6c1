import { ModelError } from './modelError.ts';

/**
 * Whether the network of a pipeline can run here, by its model_index.json: the same answer for a dropped folder and for
 * an address.
 * @throws ModelError 'not-a-unet2d' or 'unsupported'
 */
export function checkPipelineIndex(index: unknown): void {
  const json = (index ?? {}) as Record<string, unknown>;
  const className = Array.isArray(json.unet) ? String(json.unet[1]) : String(json._class_name ?? '?');
  if (className !== 'UNet2DModel') throw new ModelError('not-a-unet2d', { className });
  // Such a network paints what another one turns into a picture.
  for (const part of ['vqvae', 'vae']) {
    if (part in json) throw new ModelError('unsupported', { option: part, value: String(json._class_name) });
  }
}
