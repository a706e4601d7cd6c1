/** The picture that all figures share. The reader's own is kept on this device only, for the next chapter. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { addNotice } from '../../ui/notices.ts';
import { keepPicture, keptPicture } from './keptPicture.ts';
import { landscape } from './landscape.ts';
import { LARGEST_SIDE, type Picture } from './picture.ts';
import { LARGEST_FILE_MB, photograph, PictureError, readPicture } from './readPicture.ts';

const store = createStore<{ picture: Picture | null }>(() => ({ picture: null }));

let restoring: Promise<void> | null = null;

async function restore(): Promise<void> {
  const kept = await keptPicture();
  if (!store.getState().picture) store.setState({ picture: kept ?? landscape(LARGEST_SIDE) });
}

/** The shared picture; null until it is there (a moment). */
export function usePicture(): Picture | null {
  useEffect(() => void (restoring ??= restore()), []);
  return useStore(store, (state) => state.picture);
}

export function setPicture(picture: Picture): void {
  store.setState({ picture });
  void keepPicture(picture.isOwn ? picture : null);
}

export const backToLandscape = () => setPicture(landscape(LARGEST_SIDE));

/** Takes a file that the reader dropped, pasted or chose; says what is wrong with it and keeps the old one if so. */
export async function takeFile(file: File): Promise<void> {
  const name = file.name || 'The pasted file';
  try {
    const { picture, note } = await readPicture(file);
    setPicture(picture);
    if (note) addNotice({ key: note, name });
  } catch (error) {
    const key = error instanceof PictureError ? error.problem : 'picture-broken';
    addNotice({ key, name, limit: String(LARGEST_FILE_MB) });
  }
}

export async function takePhotograph(): Promise<void> {
  try {
    setPicture(await photograph());
  } catch (error) {
    addNotice({ key: 'camera-denied', reason: error instanceof Error ? error.message : String(error) });
  }
}
