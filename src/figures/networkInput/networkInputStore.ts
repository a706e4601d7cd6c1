/** What the network is given, one for all figures of a page: a drawing, a photo or a page of the picture book. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createDemoStore, readState, type Table, type Values } from '../../ui/demoState.ts';
import type { PictureShape } from '../network/network.ts';
import { usePicture } from '../picture/pictureStore.ts';
import { colours, objects, scenes } from '../pictureBook/attributes.ts';
import { bookInput } from './bookInput.ts';
import { digitStrokes } from './digitStrokes.ts';
import { photoInput } from './photoInput.ts';
import { useInputShape } from './inputShape.ts';
import { isGrey } from './isGrey.ts';
import { centred, renderStrokes } from './renderStrokes.ts';
import { decodeStrokes, encodeStrokes, INK, LONGEST_INK } from './strokes.ts';

/** What a network of each kind can be given, what it is given at first in front. */
export const sourcesFor = (shape: PictureShape): readonly Source[] =>
  isGrey(shape) ? ['drawing', 'photo'] : ['book', 'photo'];

export type Source = 'drawing' | 'photo' | 'book';

const table = {
  /** `suited` is the first that the network can be given. */
  source: { type: 'choice', options: ['suited', 'drawing', 'photo', 'book'], default: 'suited' },
  ink: { type: 'text', pattern: INK, longest: LONGEST_INK, default: encodeStrokes(digitStrokes(3)) },
  object: { type: 'choice', options: objects, default: 'boat' },
  colour: { type: 'choice', options: colours, default: 'red' },
  scene: { type: 'choice', options: scenes, default: 'sea' },
  /** Of the held-out pictures. */
  page: { type: 'int', min: 0, max: 9999, default: 4 },
} as const satisfies Table;

export type NetworkInputState = Values<typeof table>;

/** Made on first use, since where pages are rendered to HTML there is no address to read. */
let store: ReturnType<typeof createDemoStore<typeof table>> | null = null;
const theStore = () => (store ??= createDemoStore('input', table));

export const setNetworkInput = (part: Partial<NetworkInputState>): void => theStore().setState(part);

export const useNetworkInputState = (): NetworkInputState => useStore(theStore());

/** Where the drawing starts. */
export const defaultInk = readState('input', table, '').values.ink;

/** What the network of this shape is given now: a link may ask for what another network takes. */
export function sourceFor(shape: PictureShape, { source }: NetworkInputState): Source {
  const known = sourcesFor(shape);
  return known.find((id) => id === source) ?? known[0];
}

/** The picture of a source for a network of this shape, (height · width · channels) values; null until a photo is there. */
export function useInputPicture(source: Source, { width, height, channels, size }: PictureShape) {
  const { ink, object, colour, scene, page } = useNetworkInputState();
  const photo = usePicture();
  return useMemo((): Float32Array | null => {
    const shape = { width, height, channels, size };
    if (source === 'book') return bookInput({ page, object, colour, scene }, shape, 'test');
    if (source === 'photo') return photo && photoInput(photo, shape);
    const side = Math.min(height, width);
    return centred(renderStrokes(decodeStrokes(ink), side), side, shape);
  }, [source, ink, photo, width, height, channels, size, page, object, colour, scene]);
}

/** The picture x_0 that the reader gives the page's network, values in [−1, 1]; null until a photo is there. */
export function useNetworkInput(): Float32Array | null {
  const shape = useInputShape();
  return useInputPicture(sourceFor(shape, useNetworkInputState()), shape);
}
