import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createDemoStore, type Table } from '../../ui/demoState.ts';
import { addNotice } from '../../ui/notices.ts';
import { forgetNetwork, keepNetwork, keptNetworks } from './keptNetworks.ts';
import { createNetworkChoice, type NetworkChoice } from './networkChoice.ts';
import { defaultNetwork, shippedNetworks, type Network } from './network.ts';

let choice: NetworkChoice | null = null;

/** The page's choice. Made on first use, since where pages are rendered to HTML there is no address to read. */
export function theNetworkChoice(): NetworkChoice {
  if (choice) return choice;
  const shipped = shippedNetworks();
  const table = {
    network: { type: 'text', pattern: /^[\w.-]+$/, longest: 80, default: defaultNetwork(shipped).id },
  } as const satisfies Table;
  return (choice = createNetworkChoice({
    shipped,
    link: createDemoStore('', table),
    findOwn: keptNetworks,
    onUnknown: (asked, shown, undrawable) =>
      addNotice(
        undrawable
          ? {
              key: 'network-undrawable',
              asked: undrawable.title,
              shown: shown.title,
              channels: String(undrawable.imageShape[0]),
            }
          : { key: 'network-unknown', asked, shown: shown.title },
      ),
  }));
}

/** The network that the page's figures run: the link's, the reader's choice, or the site's default. */
export const useNetwork = (): Network => useStore(theNetworkChoice().store, ({ network }) => network);

/** All networks that can be chosen on this page: shipped, then those that the reader brought, also on earlier pages. */
export function useNetworks(): readonly Network[] {
  useEffect(() => void theNetworkChoice().restoreOwn(), []);
  return useStore(theNetworkChoice().store, ({ all }) => all);
}

/** Chooses the page's network by id; the link says so, and the shared engine opens it when a figure wants it. */
export const chooseNetwork = (id: string): void => theNetworkChoice().choose(id);

/**
 * Offers a network that the reader brought beside the shipped ones, in the place of one with the same id, and keeps it
 * on this device for the next page. False when it could not be kept, and lasts as long as the page.
 */
export function bringNetwork(network: Network): Promise<boolean> {
  theNetworkChoice().bring(network);
  return keepNetwork(network);
}

/** Takes a brought network away again, here and from this device's storage; if it was chosen, the default is. */
export function withdrawNetwork(id: string): Promise<void> {
  theNetworkChoice().withdraw(id);
  return forgetNetwork(id);
}
