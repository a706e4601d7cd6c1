/**
 * Registers the site's service worker once the page has what it needs: keeping the site for the next visit must not slow
 * down this one. Only in what is built, and only where the browser allows it (a secure context, storage).
 * @param root address of the site's root, as seen from this page
 */
export function registerServiceWorker(root: string): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = (): void =>
    // A refusal costs the second visit only.
    void navigator.serviceWorker
      .register(new URL('sw.js', new URL(root, location.href)), { updateViaCache: 'none' })
      .catch(() => undefined);
  const whenIdle = (): void => {
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(register, { timeout: 5000 });
    else setTimeout(register, 1000);
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}
