/** More threads than this share too little work each: the pictures are small. */
const most = 4;

/** How many threads the kernels may have here; memory is shared in cross-origin isolated pages only. */
export function threadCount(): number {
  const canShare = globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer !== 'undefined';
  return canShare ? Math.max(1, Math.min(most, navigator.hardwareConcurrency ?? 1)) : 1;
}
