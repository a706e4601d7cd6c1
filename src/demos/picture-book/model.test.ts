import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../figures/pictureBook/drawPicture.ts';
import { sets } from '../../figures/pictureBook/sets.ts';
import { readState } from '../../ui/demoState.ts';
import { drawnPage, drawnVariants, hasNext, pagesOf, paintBook, placesOf, sourceOf } from './model.ts';
import { PAGE, table } from './state.ts';

const defaults = readState('picture-book', table, '').values;

function finished<R>(work: Generator<void, R>): { result: R; yields: number } {
  for (let yields = 0; ; yields++) {
    const step = work.next();
    if (step.done) return { result: step.value, yields };
  }
}

describe('pages of the picture book', () => {
  it('without wishes are the set in its order', () => {
    expect(finished(placesOf(defaults)).result).toEqual(Array.from({ length: PAGE }, (_, i) => i));
    const third = finished(placesOf({ ...defaults, page: 3 })).result;
    expect(third).toEqual(Array.from({ length: PAGE }, (_, i) => 2 * PAGE + i));
  });

  it('with wishes hold the very pictures of the set that show them, none left out', () => {
    const wish = { ...defaults, set: 'test', colour: 'blue', scene: 'snow' } as const;
    const { result: places } = finished(placesOf(wish));
    const { seed } = sets.test;
    const expected: number[] = [];
    for (let index = 0; expected.length < 12; index++) {
      const { colour, scene } = drawPicture({ seed, index, side: 32 });
      if (colour === 'blue' && scene === 'snow') expected.push(index);
    }
    expect(places.slice(0, 12)).toEqual(expected);
    const next = finished(placesOf({ ...wish, page: 2 })).result;
    expect(next[0]).toBeGreaterThan(places[PAGE - 1]);
  });

  it('end where the set ends', () => {
    const wish = { ...defaults, object: 'cat', colour: 'pink', scene: 'sea' } as const;
    const pages = [1, 2, 3, 4, 5].map((page) => finished(placesOf({ ...wish, page })).result);
    const all = pages.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(Math.max(...all)).toBeLessThan(sets.train.count);
    expect(pages.at(-1)).toEqual([]);
    // 60000 pictures, 12 · 8 · 5 kinds: 125 expected, and a deviation of some 11.
    expect(Math.abs(all.length - 125)).toBeLessThan(45);
  });

  it('breathe while they search and while they draw', () => {
    const { result, yields } = finished(drawnPage({ ...defaults, colour: 'red', scene: 'night', page: 4 }));
    expect(result).toHaveLength(PAGE);
    expect(yields).toBeGreaterThan(PAGE + 5);
    expect(new Set(result.map(({ colour, scene }) => `${colour} ${scene}`))).toEqual(new Set(['red night']));
  });

  it('training, held-out and other pictures come from different seeds', () => {
    const seeds = (['train', 'test', 'own'] as const).map((set) => sourceOf({ set, seed: 5 }).seed);
    expect(new Set(seeds).size).toBe(3);
    expect(pagesOf(defaults)).toBe(sets.train.count / PAGE);
  });

  it('say how many they are where that is known, and end where the pictures do', () => {
    expect(pagesOf({ ...defaults, object: 'cat' })).toBe(Math.ceil(sets.train.count / 12 / PAGE));
    expect(pagesOf({ ...defaults, object: 'cat', colour: 'pink' })).toBeNull();
    expect(hasNext(defaults, PAGE)).toBe(true);
    expect(hasNext({ ...defaults, page: pagesOf(defaults)! }, PAGE)).toBe(false);
    expect(hasNext({ ...defaults, colour: 'pink', page: 3 }, PAGE)).toBe(true);
    expect(hasNext({ ...defaults, colour: 'pink', page: 4 }, PAGE - 1)).toBe(false);
  });
});

describe('variants', () => {
  it('keep the picture and change one attribute', () => {
    const own = drawPicture({ seed: 9, index: 30, side: 32 });
    const { result } = finished(drawnVariants({ seed: 9, index: 30 }));
    for (const { object, colour } of result.scenes)
      expect([object, colour]).toEqual([own.object, own.colour]);
    for (const { object, scene } of result.colours) expect([object, scene]).toEqual([own.object, own.scene]);
    const same = [...result.scenes, ...result.colours].filter(
      (p) => p.colour === own.colour && p.scene === own.scene,
    );
    expect(same).toHaveLength(2);
    for (const { pixels } of same) expect(pixels).toEqual(own.pixels);
  });

  it('are painted opaque, channel by channel', () => {
    const data = new Uint8ClampedArray(8);
    paintBook(data, new Uint8ClampedArray([1, 2, 3, 4, 5, 6]));
    expect([...data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  });
});
