/** Which network the page's figures run: one of those that the site ships, or one that the reader brought. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultNetwork, isDrawable, type Network } from './network.ts';

interface Options {
  /** The default first. */
  shipped: readonly Network[];
  /** The id in the link, and where it is written. */
  link: StoreApi<{ network: string }>;
  /** The networks of the reader that are kept on this device. */
  findOwn: () => Promise<readonly Network[]>;
  /** Told of an id that nobody knows, or whose network makes pictures that no figure can show. */
  onUnknown: (asked: string, shown: Network, undrawable: Network | null) => void;
}

export interface NetworkChoiceState {
  network: Network;
  /** All that can be chosen: shipped, then the reader's own. */
  all: readonly Network[];
}

export interface NetworkChoice {
  store: StoreApi<NetworkChoiceState>;
  /** Chooses by id. An unknown one gives a notice and the default. */
  choose(id: string): void;
  /** Adds a network that the reader brought, in the place of one with the same id. */
  bring(network: Network): void;
  /** Takes it away again; if it was chosen, the default takes its place. */
  withdraw(id: string): void;
  /** Finds the reader's networks of earlier pages; once. */
  restoreOwn(): Promise<void>;
  /** The chosen network, once it is certain which that is: the link's may have to be looked for. */
  settled(): Promise<Network>;
}

export function createNetworkChoice({ shipped, link, findOwn, onUnknown }: Options): NetworkChoice {
  const fallback = defaultNetwork(shipped);
  const store = createStore<NetworkChoiceState>(() => ({ network: fallback, all: shipped }));
  let search: Promise<void> = Promise.resolve();
  let restoring: Promise<void> | null = null;

  const known = (id: string) => store.getState().all.find((network) => network.id === id);
  /** One that figures can show; a link may ask for another. */
  const usable = (id: string) => store.getState().all.find((n) => n.id === id && isDrawable(n));

  const show = (network: Network) => {
    if (store.getState().network !== network) store.setState({ network });
  };

  const bring = (network: Network) => {
    const { all, network: before } = store.getState();
    const others = all.filter(({ id, isOwn }) => !isOwn || id !== network.id);
    store.setState({
      all: [...others, network],
      network: before.isOwn && before.id === network.id ? network : before,
    });
    if (store.getState().network === network) follow(network.id);
  };

  const restoreOwn = () =>
    (restoring ??= findOwn().then((found) =>
      // What the reader has brought in the meantime is newer.
      found.filter(({ id }) => !known(id)).forEach(bring),
    ));

  const lookFor = async (asked: string) => {
    await restoreOwn();
    // The reader may have chosen another in the meantime.
    if (link.getState().network !== asked) return;
    const network = usable(asked);
    if (network) return show(network);
    onUnknown(asked, fallback, known(asked) ?? null);
    link.setState({ network: fallback.id });
  };

  const follow = (id: string) => {
    const network = usable(id);
    if (network) show(network);
    else search = lookFor(id);
  };

  link.subscribe(({ network }) => follow(network));
  follow(link.getState().network);

  return {
    store,
    choose: (id) => link.setState({ network: id }),
    bring,
    restoreOwn,
    withdraw(id) {
      const { all, network } = store.getState();
      if (network.isOwn && network.id === id) link.setState({ network: fallback.id });
      store.setState({ all: all.filter((other) => !other.isOwn || other.id !== id) });
    },
    async settled() {
      await search;
      return store.getState().network;
    },
  };
}
