/** The reader's own networks in IndexedDB. Storage may be blocked or full: then they last as long as the page. */
import { deviceStore } from '../deviceStore.ts';
import type { Network } from './network.ts';

const networks = deviceStore('diffusion-networks', 'networks', { keyPath: 'id' });

const isNetwork = (value: unknown): value is Network => {
  const { id, model, imageShape, classNames } = (value ?? {}) as Partial<Network>;
  return typeof id === 'string' && model != null && imageShape?.length === 3 && Array.isArray(classNames);
};

/** All that are kept. */
export async function keptNetworks(): Promise<Network[]> {
  const kept = await networks.ask('readonly', (store) => store.getAll() as IDBRequest<unknown[]>);
  return (kept ?? []).filter(isNetwork);
}

/** Whether it could be kept. */
export const keepNetwork = async (network: Network): Promise<boolean> =>
  (await networks.ask('readwrite', (store) => store.put(network))) !== null;

export const forgetNetwork = async (id: string): Promise<void> =>
  void (await networks.ask('readwrite', (store) => store.delete(id)));
