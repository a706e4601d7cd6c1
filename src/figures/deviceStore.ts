/** One store of IndexedDB: what the reader keeps on this device. Storage may be blocked or full. */

export interface DeviceStore {
  /** Answers when the change is written; null when the storage does not work. */
  ask<R>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<R>): Promise<R | null>;
}

/** @param options of the store, used when it is made */
export function deviceStore(
  database: string,
  store: string,
  options?: IDBObjectStoreParameters,
): DeviceStore {
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store, options);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  return {
    async ask<R>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<R>) {
      try {
        const opened = await open();
        return await new Promise<R>((resolve, reject) => {
          const transaction = opened.transaction(store, mode);
          const asked = request(transaction.objectStore(store));
          transaction.oncomplete = () => resolve(asked.result);
          transaction.onabort = () => reject(transaction.error);
        }).finally(() => opened.close());
      } catch {
        return null;
      }
    },
  };
}
