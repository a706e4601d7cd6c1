/** One picture in IndexedDB. Storage may be blocked (private windows): the page works without. */
import { deviceStore } from '../deviceStore.ts';
import type { Picture } from './picture.ts';

const KEY = 'own';
const pictures = deviceStore('diffusion', 'pictures');

const isPicture = (value: unknown): value is Picture => {
  const { width, height, rgba } = (value ?? {}) as Partial<Picture>;
  return rgba instanceof Uint8ClampedArray && rgba.length === Number(width) * Number(height) * 4;
};

export async function keptPicture(): Promise<Picture | null> {
  const kept = await pictures.ask('readonly', (store) => store.get(KEY) as IDBRequest<unknown>);
  return isPicture(kept) ? kept : null;
}

/** Keeps a picture, or forgets the one kept (null). */
export async function keepPicture(picture: Picture | null): Promise<void> {
  await pictures.ask(
    'readwrite',
    (store) => (picture ? store.put(picture, KEY) : store.delete(KEY)) as IDBRequest,
  );
}
