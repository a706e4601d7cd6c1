import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { colours, objects, scenes } from './attributes.ts';
import { namedColours } from './colour.ts';
import { drawPicture, type BookPicture } from './drawPicture.ts';
import { sets } from './sets.ts';

const sha256 = (pictures: readonly BookPicture[]) => {
  const hash = createHash('sha256');
  for (const { pixels } of pictures) hash.update(pixels);
  return hash.digest('hex').slice(0, 16);
};

const stretch = (seed: number, count: number, side: 32 | 64 = 32) =>
  Array.from({ length: count }, (_, index) => drawPicture({ seed, index, side }));

const training = stretch(sets.train.seed, 1200);
const heldOut = stretch(sets.test.seed, 1200);

/** How much each of 8 × 8 fields changes from pixel to pixel, rightwards and downwards: (64). */
function edges({ pixels }: BookPicture): Float64Array {
  const fields = new Float64Array(64);
  for (let y = 0; y < 31; y++)
    for (let x = 0; x < 31; x++)
      for (let channel = 0; channel < 3; channel++) {
        const at = 3 * (y * 32 + x) + channel;
        fields[8 * (y >> 2) + (x >> 2)] +=
          Math.abs(pixels[at + 3] - pixels[at]) + Math.abs(pixels[at + 96] - pixels[at]);
      }
  return fields;
}

const squaredDistance = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
};

describe('the picture book', () => {
  it('draws the same bytes everywhere; a change means a new data set and new weights', () => {
    expect(sha256(training.slice(0, 120))).toBe('6298327ba352d92c');
    expect(sha256(stretch(sets.train.seed, 24, 64))).toBe('ef4e717357a58732');
    expect(sha256(heldOut.slice(0, 120))).not.toBe(sha256(training.slice(0, 120)));
  });

  it('shows every object in turn, and every colour and scene with every object', () => {
    training.forEach(({ object }, index) => expect(object).toBe(objects[index % objects.length]));
    const seen = new Set(
      [...training, ...heldOut].flatMap((p) => [`${p.object} ${p.colour}`, `${p.object} ${p.scene}`]),
    );
    expect(seen.size).toBe(objects.length * (colours.length + scenes.length));
  });

  it('never draws a picture twice, and keeps training and held-out pictures apart', () => {
    const texts = [...training, ...heldOut].map(({ pixels }) => Buffer.from(pixels).toString('latin1'));
    expect(new Set(texts).size).toBe(2400);
  });

  it('draws what is asked for, and only that changes', () => {
    const request = { seed: 3, index: 7, side: 32 } as const;
    const free = drawPicture(request);
    for (const object of objects)
      for (const scene of scenes)
        for (const colour of colours)
          expect(drawPicture({ ...request, object, scene, colour })).toMatchObject({ object, scene, colour });
    expect(drawPicture({ ...request, object: free.object, scene: free.scene, colour: free.colour })).toEqual(
      free,
    );
    expect(drawPicture({ ...request, object: 'cup' })).toMatchObject({
      scene: free.scene,
      colour: free.colour,
    });
    const car = { ...request, object: 'car', colour: 'red' } as const;
    const [here, there] = (['meadow', 'paper'] as const).map(
      (scene) => drawPicture({ ...car, scene }).pixels,
    );
    const [red, blue] = (['red', 'blue'] as const).map(
      (colour) => drawPicture({ ...car, colour, scene: 'sea' }).pixels,
    );
    expect(here.filter((value, i) => value === there[i]).length).toBeGreaterThan(400);
    // around the car the sea is the same
    expect(red.slice(0, 96 * 8)).toEqual(blue.slice(0, 96 * 8));
    expect(red).not.toEqual(blue);
  });

  it('shows the named colour: it is among the most seen of the eight in nearly every picture', () => {
    const shown = [...training, ...heldOut].filter(({ pixels, colour }) => {
      const counts = new Map<string, number>();
      for (let at = 0; at < pixels.length; at += 3) {
        const pixel = pixels.subarray(at, at + 3);
        const near = colours.find((name) => squaredDistance(pixel, namedColours[name]) < 55 * 55);
        if (near) counts.set(near, (counts.get(near) ?? 0) + 1);
      }
      const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
      return ranked.slice(0, 2).includes(colour);
    });
    expect(shown.length / 2400).toBeGreaterThan(0.97);
  });

  it('can be told apart: the nearest class mean of 64 edge sums finds two thirds of the objects, chance a twelfth', () => {
    const means = objects.map((name) => {
      const own = training.filter(({ object }) => object === name).map(edges);
      return Float64Array.from(
        { length: 64 },
        (_, i) => own.reduce((sum, field) => sum + field[i], 0) / own.length,
      );
    });
    const right = heldOut.filter((picture) => {
      const distances = means.map((mean) => squaredDistance(edges(picture), mean));
      return objects[distances.indexOf(Math.min(...distances))] === picture.object;
    });
    expect(right.length / heldOut.length).toBeGreaterThan(0.65);
  });

  it('is the same drawing at 64 pixels, with more of them', () => {
    for (const small of training.slice(0, 36)) {
      const index = training.indexOf(small);
      const { pixels, ...names } = drawPicture({ seed: sets.train.seed, index, side: 64 });
      expect(names).toEqual({ object: small.object, colour: small.colour, scene: small.scene });
      let difference = 0;
      for (let y = 0; y < 32; y++)
        for (let x = 0; x < 32; x++)
          for (let channel = 0; channel < 3; channel++) {
            const four = [0, 1, 64, 65].map((step) => pixels[3 * (128 * y + 2 * x + step) + channel]);
            const mean = (four[0] + four[1] + four[2] + four[3]) / 4;
            difference += Math.abs(mean - small.pixels[3 * (32 * y + x) + channel]);
          }
      expect(difference / small.pixels.length).toBeLessThan(1.5);
    }
  });
});
