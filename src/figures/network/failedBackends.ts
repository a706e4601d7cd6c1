/**
 * Which backends failed to run which network, as long as the tab is open: nobody waits twice for the same failure. Storage
 * may be blocked: then it is as long as the page.
 */
import type { BackendFailure } from '../../engine/index.ts';

export interface FailedBackends {
  of(network: string): readonly BackendFailure[];
  /** The first reason stays: what comes after it may be its consequence. */
  add(network: string, failures: readonly BackendFailure[]): void;
  /** Forgets the network's failures from this backend's on: what failed after it was not as good. Left out: all. */
  forget(network: string, id?: BackendFailure['id']): void;
}

const KEY = 'failed-backends';

type Failures = Readonly<Record<string, readonly BackendFailure[]>>;

/** @param storage the tab's; null: there is none */
export function failedBackends(storage: Pick<Storage, 'getItem' | 'setItem'> | null): FailedBackends {
  let all = read(storage);
  const set = (network: string, failures: readonly BackendFailure[]): void => {
    all = { ...all, [network]: failures };
    try {
      storage?.setItem(KEY, JSON.stringify(all));
    } catch {
      // Full or blocked.
    }
  };
  const of = (network: string) => all[network] ?? [];
  return {
    of,
    add(network, failures) {
      const fresh = failures.filter(({ id }) => of(network).every((known) => known.id !== id));
      if (fresh.length > 0) set(network, [...of(network), ...fresh]);
    },
    forget(network, id) {
      const at = id === undefined ? 0 : of(network).findIndex((known) => known.id === id);
      if (at >= 0 && at < of(network).length) set(network, of(network).slice(0, at));
    },
  };
}

const isFailure = (value: unknown): value is BackendFailure => {
  const { id, reason } = (value ?? {}) as Partial<BackendFailure>;
  return typeof id === 'string' && typeof reason === 'string';
};

/** What cannot be read is forgotten. */
function read(storage: Pick<Storage, 'getItem'> | null): Failures {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(kept).map(([id, list]) => [id, Array.isArray(list) ? list.filter(isFailure) : []]),
    );
  } catch {
    return {};
  }
}

/** The tab's own storage, where it may be used. */
export function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
