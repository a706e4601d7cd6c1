/** The reader's own networks in IndexedDB. Storage may be blocked or full: then they last as long as the page. */
import type { Network } from './network.ts';

const DATABASE = 'diffusion-networks';
const STORE = 'networks';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Null when the storage does not work. */
async function withStore<R>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<R>,
): Promise<R | null> {
  try {
    const database = await open();
    return await new Promise<R>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = request(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  } catch {
    return null;
  }
}

const isNetwork = (value: unknown): value is Network => {
  const { id, model, imageShape, classNames } = (value ?? {}) as Partial<Network>;
  return typeof id === 'string' && model != null && imageShape?.length === 3 && Array.isArray(classNames);
};

/** All that are kept. */
export async function keptNetworks(): Promise<Network[]> {
  const kept = await withStore('readonly', (store) => store.getAll() as IDBRequest<unknown[]>);
  return (kept ?? []).filter(isNetwork);
}

/** Whether it could be kept. */
export const keepNetwork = async (network: Network): Promise<boolean> =>
  (await withStore('readwrite', (store) => store.put(network))) !== null;

export const forgetNetwork = async (id: string): Promise<void> =>
  void (await withStore('readwrite', (store) => store.delete(id)));
