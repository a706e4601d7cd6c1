/**
 * The site's service worker: reading without a network, a second visit that fetches little, and cross-origin isolation on
 * hosts that cannot set headers. docs/architecture.md, "Second visit". A new version waits until no page of the old one
 * is open; until then pages come from the network, and files with a hash in their name cannot be taken for others.
 */
import { answer } from './answer.ts';
import { installShell, removeOtherVersions } from './shell.ts';
import type { Site, SiteFile } from './site.ts';

/** The part of ServiceWorkerGlobalScope that is used; TypeScript's library for it excludes the one for pages. */
interface Scope {
  readonly __WB_MANIFEST: readonly SiteFile[];
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(
    kind: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    kind: 'fetch',
    listener: (event: { request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
}
declare const self: Scope;

const site: Site = {
  root: self.registration.scope,
  files: self.__WB_MANIFEST,
  caches,
  fetch: (...request) => fetch(...request),
};

self.addEventListener('install', (event) => event.waitUntil(installShell(site)));
// The page of the first visit loads its figures through the worker, too, so that they are there for the second.
self.addEventListener('activate', (event) =>
  event.waitUntil(removeOtherVersions(site).then(() => self.clients.claim())),
);
self.addEventListener('fetch', (event) => {
  const response = answer(event.request, site);
  if (response !== null) event.respondWith(response);
});
