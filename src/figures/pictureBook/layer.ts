import { posed, type Pose } from './combine.ts';
import type { Rgb } from './colour.ts';
import type { Shape } from './shape.ts';

/** A shape in one colour. A drawing is a list of layers, painted from first to last. */
export interface Layer {
  readonly shape: Shape;
  readonly colour: Rgb;
  /** 0 … 1, 1 unless given. */
  readonly opacity?: number;
}

export const paint = (colour: Rgb, shape: Shape, opacity = 1): Layer => ({ shape, colour, opacity });

export const posedLayers = (layers: readonly Layer[], pose: Pose): Layer[] =>
  layers.map((layer) => ({ ...layer, shape: posed(layer.shape, pose) }));

/** What an object stands in: it decides where a scene puts it. */
export type Footing = 'ground' | 'water' | 'underwater' | 'air';

/**
 * An object by itself, about 22 units high or wide. On the ground and on water, (0, 0) is the middle of its foot; in the air and
 * under water it is the middle of the object.
 */
export interface Sprite {
  readonly layers: readonly Layer[];
  readonly footing: Footing;
  /** How far it may lean to either side, in turns. */
  readonly sway: number;
}
