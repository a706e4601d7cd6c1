/** What the reader has just brought: being read, tried, taken, or refused. One at a time, the newest. */
import { createStore } from 'zustand/vanilla';
import {
  isOfBackend,
  ModelError,
  openEngine,
  sameOriginUrl,
  type FolderFile,
  type BackendId,
  type ModelDescription,
  type ModelFiles,
} from '../../engine/index.ts';
import { describeModelFiles, readModelFiles } from '../../engine/modelFiles.ts';
import { bringNetwork } from '../network/useNetwork.ts';
import { descriptionOf, folderOf, ownNetwork } from './ownNetwork.ts';
import { tried, type Trial } from './trial.ts';

export interface Work {
  /** What is being read; empty while it is not known. */
  name: string;
  phase: 'finding' | 'opening' | 'running';
  /** Done so far, 0…1; null where it is not known. */
  share: number | null;
}

interface DropState {
  work: Work | null;
  failure: { name: string; error: ModelError } | null;
  /** First runs, by the network's id. */
  trials: Readonly<Record<string, Trial>>;
  /** Networks that could not be kept: they last as long as the page. */
  unkept: readonly string[];
}

export const dropStore = createStore<DropState>(() => ({
  work: null,
  failure: null,
  trials: {},
  unkept: [],
}));

let current: AbortController | null = null;

/** Takes a dropped or chosen folder; what was there before stays, whatever happens. */
export const takeFiles = (files: Promise<readonly File[] | readonly FolderFile[]>): Promise<void> =>
  take('', async (onName) => {
    const all = (await files) as readonly FolderFile[];
    onName(folderOf(all));
    return readModelFiles(all);
  });

/** Takes a folder of this site, by an address that may be relative to the site's root. */
export const takeAddress = (address: string): Promise<void> =>
  take(address, async () => siteAddress(address));

function siteAddress(address: string): string {
  const root = new URL(document.documentElement.dataset.root ?? '/', location.href).href;
  return sameOriginUrl(address, root);
}

/** Ends what is being read or drawn; a network that has begun to draw stays. */
export const stopWork = (): void => {
  current?.abort();
  dropStore.setState({ work: null });
};

export const dismissFailure = () => dropStore.setState({ failure: null });

async function take(
  given: string,
  find: (onName: (name: string) => void) => Promise<ModelFiles | string>,
): Promise<void> {
  current?.abort();
  const mine = (current = new AbortController());
  const isMine = () => current === mine && !mine.signal.aborted;
  const show = (work: Work | null) => isMine() && dropStore.setState({ work });
  let name = given;
  dropStore.setState({ failure: null });
  show({ name, phase: 'finding', share: null });
  try {
    const model = await find((found) => {
      name = found;
      show({ name, phase: 'finding', share: null });
    });
    const isFiles = typeof model !== 'string';
    // Wrong headers are named before the engine is fetched.
    const described = isFiles ? await describeModelFiles(model) : null;
    name = described?.name ?? given;
    await open(model, described, mine.signal, (phase, share) => show({ name, phase, share }));
  } catch (error) {
    if (isMine()) dropStore.setState({ failure: { name, error: asModelError(error) } });
  } finally {
    show(null);
  }
}

async function open(
  model: ModelFiles | string,
  described: ModelDescription | null,
  signal: AbortSignal,
  onWork: (phase: Work['phase'], share: number | null) => void,
  without: readonly BackendId[] = [],
): Promise<void> {
  let bytes = 0;
  onWork('opening', null);
  const engine = await openEngine({
    model,
    without,
    signal,
    onProgress: (share, loaded) => {
      bytes = loaded;
      onWork('opening', share);
    },
  });
  const stop = () => engine.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const network = ownNetwork(described ?? descriptionOf(engine.model, bytes), model);
    let isTaken = false;
    onWork('running', 0);
    for await (const trial of tried(engine)) {
      onWork('running', trial.done / trial.total);
      dropStore.setState(({ trials }) => ({ trials: { ...trials, [network.id]: trial } }));
      if (!isTaken) isTaken = await taken(network);
    }
  } catch (error) {
    const { id } = engine.backend;
    if (!isOfBackend(error) || without.includes(id)) throw error;
    engine.close();
    // It took the network, and did not survive it: the next one may.
    await open(model, described, signal, onWork, [...without, id]);
  } finally {
    signal.removeEventListener('abort', stop);
    engine.close();
  }
}

async function taken(network: ReturnType<typeof ownNetwork>): Promise<true> {
  const isKept = await bringNetwork(network);
  dropStore.setState(({ unkept }) => ({
    unkept: [...unkept.filter((id) => id !== network.id), ...(isKept ? [] : [network.id])],
  }));
  return true;
}

const asModelError = (error: unknown): ModelError =>
  error instanceof ModelError
    ? error
    : new ModelError('malformed', {
        file: '',
        reason: error instanceof Error ? error.message : String(error),
      });
