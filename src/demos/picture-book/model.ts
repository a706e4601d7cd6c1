/** Pages of the picture book: the pictures of a set that show what is wished for, in the set's order. */
import { attributesOf, drawPicture, type BookPicture } from '../../figures/pictureBook/drawPicture.ts';
import { colours, objects, scenes } from '../../figures/pictureBook/attributes.ts';
import { sets } from '../../figures/pictureBook/sets.ts';
import type { Values } from '../../ui/demoState.ts';
import { ANY, PAGE, type table } from './state.ts';

export type State = Values<typeof table>;
type Wishes = Pick<State, 'object' | 'colour' | 'scene'>;

export interface PlacedPicture extends BookPicture {
  seed: number;
  /** Its place in the set. */
  index: number;
}

/** The seed and the number of pictures of a set; pictures under a seed of one's own go on for ever. */
export const sourceOf = ({ set, seed }: Pick<State, 'set' | 'seed'>): { seed: number; count: number } =>
  set === 'own' ? { seed, count: 2 ** 30 } : sets[set];

const fits = (wished: string, value: string) => wished === ANY || wished === value;

/** How often the generator below lets the caller breathe: every so many pictures that it looks at. */
const STRIDE = 500;

/**
 * The places of the pictures of one page, in the set's order; fewer than PAGE where the set ends. Yields while it
 * searches, and takes the time of the page before it too, since a set has no index by attribute.
 */
export function* placesOf(state: Omit<State, 'pick'>): Generator<void, number[]> {
  const { seed, count } = sourceOf(state);
  const { object, colour, scene, page } = state;
  const first = object === ANY ? 0 : objects.indexOf(object as (typeof objects)[number]);
  const stride = object === ANY ? 1 : objects.length;
  const isFree = colour === ANY && scene === ANY;
  let skip = (page - 1) * PAGE;
  const places: number[] = [];
  // Without a colour or a scene every picture fits, and the pages before need no search.
  let index = isFree ? first + skip * stride : first;
  if (isFree) skip = 0;
  for (let looked = 1; index < count && places.length < PAGE; index += stride, looked++) {
    if (looked % STRIDE === 0) yield;
    if (!isFree) {
      const shown = attributesOf(seed, index);
      if (!fits(colour, shown.colour) || !fits(scene, shown.scene)) continue;
    }
    if (skip > 0) skip--;
    else places.push(index);
  }
  return places;
}

/** One page, drawn. Yields between pictures. */
export function* drawnPage(state: Omit<State, 'pick'>): Generator<void, PlacedPicture[]> {
  const { seed } = sourceOf(state);
  const pictures: PlacedPicture[] = [];
  for (const index of yield* placesOf(state)) {
    pictures.push({ ...drawPicture({ seed, index, side: 32 }), seed, index });
    yield;
  }
  return pictures;
}

/** The same picture with its scene changed, then with its colour changed; the picture itself is among both. */
export function* drawnVariants({
  seed,
  index,
}: {
  seed: number;
  index: number;
}): Generator<void, { scenes: PlacedPicture[]; colours: PlacedPicture[] }> {
  const made: { scenes: PlacedPicture[]; colours: PlacedPicture[] } = { scenes: [], colours: [] };
  for (const scene of scenes) {
    made.scenes.push({ ...drawPicture({ seed, index, scene, side: 32 }), seed, index });
    yield;
  }
  for (const colour of colours) {
    made.colours.push({ ...drawPicture({ seed, index, colour, side: 32 }), seed, index });
    yield;
  }
  return made;
}

/** How many pages of a set there are at most; with wishes there are fewer, and the last are empty. */
export const pagesOf = (state: Pick<State, 'set' | 'seed' | keyof Wishes>): number => {
  const { count } = sourceOf(state);
  const share = state.object === ANY ? 1 : 1 / objects.length;
  return Math.min(1250, Math.ceil((count * share) / PAGE));
};

/** Fills a bitmap of RGBA with the picture's RGB. */
export function paintBook(data: Uint8ClampedArray, pixels: Uint8ClampedArray): void {
  for (let i = 0, j = 0; i < pixels.length; i += 3, j += 4) {
    data[j] = pixels[i];
    data[j + 1] = pixels[i + 1];
    data[j + 2] = pixels[i + 2];
    data[j + 3] = 255;
  }
}
