/**
 * One engine for all figures of a page. Figures take and give it back; the first to take it opens it, and when nobody
 * has wanted it for a while it closes and frees the device.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  isOfBackend,
  ModelError,
  reasonOf,
  type BackendFailure,
  type BackendId,
  type Engine,
  type ModelInfo,
  type OpenOptions,
} from '../../engine/index.ts';
import { failedBackends, type FailedBackends } from './failedBackends.ts';
import { timedEngine } from './timedEngine.ts';

export interface EngineState {
  state: 'closed' | 'loading' | 'ready' | 'failed';
  engine: Engine | null;
  /** The network that was opened last; it stays known while the engine is closed, until another network is chosen. */
  model: ModelInfo | null;
  /** The share of the weights that has arrived, 0…1; null where it is not known. */
  progress: number | null;
  /** What one picture takes through the network once: the median of the last answers. */
  milliseconds: number | null;
  error: ModelError | null;
  /** The better backends that failed to run this network, where it was left to the page which one does. */
  failed: readonly BackendFailure[];
}

export type Choice = BackendId | 'auto';

interface Options {
  open: (options: OpenOptions) => Promise<Engine>;
  /** What is to be opened; it may have to be looked for. */
  model: () => OpenOptions['model'] | Promise<OpenOptions['model']>;
  choice: () => Choice;
  /** Where nobody chose a backend: those that are not tried again. */
  failures?: FailedBackends;
  /** ms that an unwanted engine stays open, so that scrolling past does not reload it. */
  patience?: number;
  /** ms that an engine stays open which the page, while it is hidden, asks nothing. */
  hiddenPatience?: number;
  now?: () => number;
}

export interface SharedEngine {
  store: StoreApi<EngineState>;
  /** Wants the engine; the function that is returned gives it back, and frees what it kept ready for the figure. */
  take(): () => void;
  /** Closes it and, if somebody wants it, opens it again: after another backend was chosen, or a failure. */
  reopen(): void;
  /** The same after another network was chosen. */
  change(): void;
  /** Whether the page is hidden: then an engine with nothing to do closes, and opens when the page is seen again. */
  setHidden(isHidden: boolean): void;
}

const CLOSED: Omit<EngineState, 'model'> = {
  state: 'closed',
  engine: null,
  progress: null,
  milliseconds: null,
  error: null,
  failed: [],
};

/**
 * A device that is lost once is opened again: a laptop slept, a driver restarted. So soon after it had been opened again, in
 * ms, it is the network that it does not survive.
 */
const SOON = 60_000;

interface Loss extends BackendFailure {
  network: string;
  /** When the same backend was open again. */
  reopened: number | null;
}

/** Work on it may be asked of the next one. */
const closedUnderIt = () => new DOMException('The engine was closed.', 'AbortError');

const keyOf = (source: OpenOptions['model']) => (typeof source === 'string' ? source : source.name);

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

const asModelError = (error: unknown) =>
  error instanceof ModelError
    ? error
    : new ModelError('malformed', {
        file: '',
        reason: error instanceof Error ? error.message : String(error),
      });

export function createSharedEngine({
  open,
  model,
  choice,
  failures = failedBackends(null),
  patience = 20_000,
  hiddenPatience = 60_000,
  now = () => performance.now(),
}: Options): SharedEngine {
  const store = createStore<EngineState>(() => ({ ...CLOSED, model: null }));
  let wanted = 0;
  let closing: ReturnType<typeof setTimeout> | undefined;
  let isHidden = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** Requests without an answer. */
  let asked = 0;
  let abort: AbortController | null = null;
  let loss: Loss | null = null;

  const close = () => {
    abort?.abort();
    abort = null;
    store.getState().engine?.close();
    store.setState(CLOSED);
  };

  const restWhenIdle = () => {
    clearTimeout(resting);
    if (isHidden && asked === 0) resting = setTimeout(close, hiddenPatience);
  };

  const onAsk = () => {
    asked++;
    clearTimeout(resting);
    return () => {
      asked--;
      restWhenIdle();
    };
  };

  const start = async () => {
    const mine = (abort = new AbortController());
    const isMine = () => abort === mine;
    const times: number[] = [];
    const onTime = (ms: number) => {
      times.push(ms);
      if (isMine()) store.setState({ milliseconds: median(times.slice(-15)) });
    };
    let isAutomatic = false;
    let network = '';
    let runs: BackendId | null = null;
    // A backend that failed answers nothing any more; other errors concern one request only.
    const onError = (error: unknown) => {
      if (!isOfBackend(error)) return error;
      if (isMine() && !isAutomatic) fail(error);
      else if (isMine()) goOn(error, runs!, network);
      return isAutomatic ? closedUnderIt() : error;
    };
    store.setState({ ...CLOSED, state: 'loading', progress: 0 });
    try {
      const [source, backend] = [await model(), choice()];
      if (!isMine()) return;
      network = keyOf(source);
      isAutomatic = backend === 'auto';
      const engine = await open({
        model: source,
        ...(backend === 'auto' ? { without: failures.of(network).map(({ id }) => id) } : { backend }),
        signal: mine.signal,
        onProgress: (progress) => isMine() && store.setState({ progress }),
      });
      if (!isMine()) return engine.close();
      runs = engine.backend.id;
      note(engine, network, isAutomatic);
      const timed = timedEngine(engine, { onAsk, onTime, onError });
      const failed = isAutomatic ? failures.of(network) : [];
      store.setState({ state: 'ready', engine: timed, model: engine.model, progress: 1, failed });
    } catch (error) {
      if (!isMine()) return;
      // Nothing runs: whoever tries again tries all.
      if (isAutomatic && isOfBackend(error)) failures.forget(network);
      fail(error);
    }
  };

  /** Remembers what opening it has told. */
  const note = ({ backend: { id }, failed }: Engine, network: string, isAutomatic: boolean) => {
    if (!isAutomatic) return failures.forget(network, id);
    failures.add(network, failed);
    if (loss?.network !== network) return;
    if (loss.id === id) loss.reopened ??= now();
    // The lost one is not even offered any more.
    else if (loss.reopened === null) failures.add(network, [{ id: loss.id, reason: loss.reason }]);
  };

  /** Opens the same backend again, or the next. */
  const goOn = (error: ModelError, id: BackendId, network: string) => {
    // Everything else failed before it: there is no next.
    if (failures.of(network).some((known) => known.id === id)) return fail(error);
    const isAgain = loss?.id === id && loss.network === network;
    const isSoon = isAgain && loss?.reopened != null && now() - loss.reopened < SOON;
    const reason = reasonOf(error);
    const mayReturn = error.kind === 'device-lost' && !isSoon;
    if (!mayReturn) failures.add(network, [{ id, reason }]);
    loss = mayReturn ? { id, reason, network, reopened: null } : null;
    reopen();
  };

  const fail = (error: unknown) => {
    close();
    store.setState({ state: 'failed', error: asModelError(error) });
  };

  const reopen = () => {
    close();
    if (wanted > 0) void start();
  };

  return {
    store,
    reopen,
    change() {
      close();
      store.setState({ model: null });
      if (wanted > 0) void start();
    },
    setHidden(hidden) {
      isHidden = hidden;
      restWhenIdle();
      if (!hidden && wanted > 0 && store.getState().state === 'closed') void start();
    },
    take() {
      clearTimeout(closing);
      wanted++;
      if (store.getState().state === 'closed') void start();
      let isGivenBack = false;
      return () => {
        if (isGivenBack) return;
        isGivenBack = true;
        // React's strict mode mounts twice, and pages are scrolled back and forth: wait a little.
        if (--wanted === 0) closing = setTimeout(close, patience);
        store.getState().engine?.rest();
      };
    },
  };
}
