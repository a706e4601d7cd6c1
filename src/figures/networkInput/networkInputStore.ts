/** What the network is given, one for all figures of a page: a drawing or the reader's photo. Stands in the link. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createDemoStore, readState, type Table, type Values } from '../../ui/demoState.ts';
import { usePicture } from '../picture/pictureStore.ts';
import { digitStrokes } from './digitStrokes.ts';
import { renderStrokes } from './renderStrokes.ts';
import { decodeStrokes, encodeStrokes, INK, LONGEST_INK } from './strokes.ts';
import { toNetworkInput } from './toNetworkInput.ts';

const table = {
  source: { type: 'choice', options: ['drawing', 'photo'], default: 'drawing' },
  ink: { type: 'text', pattern: INK, longest: LONGEST_INK, default: encodeStrokes(digitStrokes(3)) },
} as const satisfies Table;

export type NetworkInputState = Values<typeof table>;

/** Made on first use, since where pages are rendered to HTML there is no address to read. */
let store: ReturnType<typeof createDemoStore<typeof table>> | null = null;
const theStore = () => (store ??= createDemoStore('input', table));

export const setNetworkInput = (part: Partial<NetworkInputState>): void => theStore().setState(part);

export const useNetworkInputState = (): NetworkInputState => useStore(theStore());

/** Where the drawing starts. */
export const defaultInk = readState('input', table, '').values.ink;

/** The picture x_0 for the network, (side · side) values in [−1, 1]; null until the photo is there. */
export function useNetworkInput(side = 28): Float32Array | null {
  const { source, ink } = useNetworkInputState();
  const photo = usePicture();
  return useMemo(() => {
    if (source === 'drawing') return renderStrokes(decodeStrokes(ink), side);
    return photo && toNetworkInput(photo, side);
  }, [source, ink, photo, side]);
}
