/** The absolute address of a file or a folder of the site, which may lie in any folder of any host. */
export function siteUrl(path: string): string {
  const root = document.documentElement.dataset.root ?? '/';
  return new URL(path, new URL(root, location.href)).href;
}
