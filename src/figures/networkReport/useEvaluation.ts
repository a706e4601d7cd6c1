import { useEffect, useState } from 'react';
import type { Evaluation } from './evaluation.ts';

export type Fetched = { state: 'loading' | 'failed' } | { state: 'here'; evaluation: Evaluation };

const LOADING: Fetched = { state: 'loading' };

/** The results about a network, from its folder's address; null asks for nothing (a network that nobody measured). */
export function useEvaluation(folder: string | null): Fetched | null {
  const [fetched, setFetched] = useState<{ of: string; result: Fetched } | null>(null);
  useEffect(() => {
    if (folder === null) return;
    const abort = new AbortController();
    fetch(`${folder}evaluation.json`, { signal: abort.signal })
      .then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.json() as Promise<Evaluation>;
      })
      .then(
        (evaluation) => setFetched({ of: folder, result: { state: 'here', evaluation } }),
        () => abort.signal.aborted || setFetched({ of: folder, result: { state: 'failed' } }),
      );
    return () => abort.abort();
  }, [folder]);
  if (folder === null) return null;
  return fetched?.of === folder ? fetched.result : LOADING;
}
