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

/** More than anybody turns; pictures under a seed of one's own never end. */
const MOST_PAGES = 1250;

/** How many pages there are; null with a colour or a scene, where only a search through the whole set could tell. */
export const pagesOf = (state: Pick<State, 'set' | 'seed' | keyof Wishes>): number | null => {
  if (state.colour !== ANY || state.scene !== ANY) return null;
  const { count } = sourceOf(state);
  const share = state.object === ANY ? 1 : 1 / objects.length;
  return Math.min(MOST_PAGES, Math.ceil((count * share) / PAGE));
};

/** Whether another page follows one with so many pictures; a full page may happen to be the last. */
export const hasNext = (state: Pick<State, 'set' | 'seed' | 'page' | keyof Wishes>, shown: number): boolean =>
  state.page < (pagesOf(state) ?? MOST_PAGES) && shown === PAGE;

/** Fills a bitmap of RGBA with the picture's RGB. */
export function paintBook(data: Uint8ClampedArray, pixels: Uint8ClampedArray): void {
  for (let i = 0, j = 0; i < pixels.length; i += 3, j += 4) {
    data[j] = pixels[i];
    data[j + 1] = pixels[i + 1];
    data[j + 2] = pixels[i + 2];
    data[j + 3] = 255;
  }
}
