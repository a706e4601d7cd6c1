/** One picture in IndexedDB. Storage may be blocked (private windows): the page works without. */
import type { Picture } from './picture.ts';

const DATABASE = 'diffusion';
const STORE = 'pictures';
const KEY = 'own';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function withStore<R>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<R>,
): Promise<R | null> {
  try {
    const database = await open();
    return await new Promise<R>((resolve, reject) => {
      const asked = request(database.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    }).finally(() => database.close());
  } catch {
    return null;
  }
}

const isPicture = (value: unknown): value is Picture => {
  const { width, height, rgba } = (value ?? {}) as Partial<Picture>;
  return rgba instanceof Uint8ClampedArray && rgba.length === Number(width) * Number(height) * 4;
};

export async function keptPicture(): Promise<Picture | null> {
  const kept = await withStore('readonly', (store) => store.get(KEY) as IDBRequest<unknown>);
  return isPicture(kept) ? kept : null;
}

/** Keeps a picture, or forgets the one kept (null). */
export async function keepPicture(picture: Picture | null): Promise<void> {
  await withStore(
    'readwrite',
    (store) => (picture ? store.put(picture, KEY) : store.delete(KEY)) as IDBRequest,
  );
}
