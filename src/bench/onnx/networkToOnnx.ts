import type { Unet2d } from '../../engine/unet2d.ts';
import { onnxBytes } from './model.ts';
import { OnnxRecorder } from './onnxRecorder.ts';

/**
 * The network as an ONNX file for `batch` pictures, with its embedding of time and class. Inputs, all float32: `x`,
 * (batch, channels, height, width); `sines`, sinusoidalEmbedding(…), (batch, first block's channels); and, for a network
 * with classes, `classes`, each picture's row of the class embedding, (batch, embeddingWidth). Output: `output`, the
 * network's prediction, the shape of x.
 */
export function networkToOnnx(unet: Unet2d, arena: Float32Array, batch: number): Uint8Array<ArrayBuffer> {
  const { sampleSize, inChannels, blockOutChannels } = unet.config;
  const recorder = new OnnxRecorder(arena);
  const x = recorder.input('x', [batch, inChannels, ...sampleSize]);
  const sines = recorder.input('sines', [batch, blockOutChannels[0]]);
  const classes = unet.classRows === null ? null : recorder.input('classes', [batch, unet.embeddingWidth]);
  const projections = unet.embed(recorder, sines, classes);
  return onnxBytes(recorder.graph(unet.forward(recorder, x, projections), 'unet2d'));
}
