import { colours, objects, scenes, type ColourName, type ObjectName, type SceneName } from './attributes.ts';
import { paletteOf } from './colour.ts';
import { diceFor } from './dice.ts';
import { posedLayers, type Layer } from './layer.ts';
import { sprites } from './objects/index.ts';
import { rasterise } from './rasterise.ts';
import { settings } from './scenes/index.ts';
import { placeFor } from './scenes/setting.ts';

export interface PictureRequest {
  /** A 32-bit integer; `sets` names those of the training and the held-out pictures. */
  seed: number;
  /** 0 … 2^30 - 1. */
  index: number;
  /** What is not given is chosen: the object in turn, colour and scene by chance. */
  object?: ObjectName;
  colour?: ColourName;
  scene?: SceneName;
  side: 32 | 64;
}

export interface BookPicture {
  /** side · side · 3 values, RGB interleaved, row by row. */
  pixels: Uint8ClampedArray;
  object: ObjectName;
  colour: ColourName;
  scene: SceneName;
}

/** What picture `index` under `seed` shows, without drawing it: the object in turn, colour and scene by chance. */
export function attributesOf(seed: number, index: number): Pick<BookPicture, 'object' | 'colour' | 'scene'> {
  const dice = diceFor(seed, index, 'attributes');
  return {
    object: objects[index % objects.length],
    colour: dice.choose(colours),
    scene: dice.choose(scenes),
  };
}

/**
 * A picture of the picture book: a pure function of the request, the same bytes in every browser and in Node.
 *
 * Twelve pictures in a row show the twelve objects, so every stretch of a set is balanced. An attribute that is given changes
 * nothing else: the same fish in another scene.
 */
export function drawPicture({ seed, index, side, ...wish }: PictureRequest): BookPicture {
  const chosen = attributesOf(seed, index);
  const object = wish.object ?? chosen.object;
  const colour = wish.colour ?? chosen.colour;
  const scene = wish.scene ?? chosen.scene;
  const pixels = rasterise(layersOf(seed, index, object, colour, scene), side);
  return { pixels, object, colour, scene };
}

function layersOf(
  seed: number,
  index: number,
  object: ObjectName,
  colour: ColourName,
  scene: SceneName,
): Layer[] {
  const dice = diceFor(seed, index, 'object');
  const sprite = sprites[object](dice, paletteOf(colour, dice));
  const pose = diceFor(seed, index, 'pose');
  const place = placeFor(pose, sprite.footing);
  const { behind, inFront } = settings[scene](diceFor(seed, index, 'scene'), place);
  const scale = pose.between(0.95, 1.17);
  const shown = posedLayers(sprite.layers, {
    x: place.x,
    y: place.y,
    scaleX: scale * pose.between(0.95, 1.05),
    scaleY: scale,
    mirrored: pose.chance(0.5),
    turns: sprite.sway * pose.between(-1, 1),
  });
  return [...behind, ...shown, ...inFront];
}
