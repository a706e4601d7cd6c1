import type { Observer, Unet2d } from '../unet2d.ts';
import type { Plan, SlotId } from './plan.ts';
import { Recorder } from './recorder.ts';

/**
 * The network's forward pass over `batch` pictures. Its inputs are x, (batch, height, width, channels), and the
 * projections, (batch, 1, 1, unet.projectionWidth), in this order.
 * @param observe is told the slot of every named layer's output; the slot may be overwritten later in the plan
 */
export function planOfForward(unet: Unet2d, batch: number, observe?: Observer<SlotId>): Plan {
  const recorder = new Recorder();
  const { sampleSize, inChannels } = unet.config;
  const x = recorder.input([batch, ...sampleSize, inChannels]);
  const projections = recorder.input([batch, 1, 1, unet.projectionWidth]);
  return recorder.plan(unet.forward(recorder, x, projections, observe));
}

/**
 * The projections of `rows` pairs of time and class. Its inputs are the sinusoids, (1, 1, rows, first block's channels),
 * and, for a network with classes, each row's class row, (1, 1, rows, unet.embeddingWidth).
 */
export function planOfEmbedding(unet: Unet2d, rows: number): Plan {
  const recorder = new Recorder();
  const sines = recorder.input([1, 1, rows, unet.config.blockOutChannels[0]]);
  const classes = unet.classRows === null ? null : recorder.input([1, 1, rows, unet.embeddingWidth]);
  return recorder.plan(unet.embed(recorder, sines, classes));
}
