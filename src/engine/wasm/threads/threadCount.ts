/** More threads than this share too little work each: the pictures are small. */
export const mostThreads = 4;

/**
 * How many threads the kernels may have here. Memory is shared in cross-origin isolated pages only, and a page's own thread
 * must not wait for others, so the engine has to be in a worker.
 */
export function threadCount(): number {
  const canShare = globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer !== 'undefined';
  const canWait = typeof document === 'undefined';
  return canShare && canWait ? Math.max(1, Math.min(mostThreads, navigator.hardwareConcurrency ?? 1)) : 1;
}
