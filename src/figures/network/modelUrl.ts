/** The absolute address of a network's folder. The site may lie in any folder of any host. */
export function modelUrl(id: string): string {
  const root = document.documentElement.dataset.root ?? '/';
  return new URL(`models/${id}/`, new URL(root, location.href)).href;
}
