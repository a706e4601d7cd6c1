/** Builds the site into dist/: the client, then every page as static HTML. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { serviceWorker } from './serviceWorker.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const server = join(root, 'node_modules/.cache/prerender');

const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // KaTeX positions its boxes by inline styles.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "media-src 'self' blob: mediastream:",
  // Threaded wasm starts its workers from blobs.
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const escapeHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The chunks that a page needs beyond the entry, so that the browser fetches them at once. */
function preloadsOf(manifest, folder) {
  const seen = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  visit(`src/${folder}/en.mdx`);
  visit(`src/${folder}/components.tsx`);
  return [...seen];
}

const worker = serviceWorker(dist);
await build({ root, logLevel: 'warn', ...worker.config });
await build({
  root,
  logLevel: 'warn',
  build: {
    ssr: 'src/app/entryServer.tsx',
    outDir: server,
    emptyOutDir: true,
    copyPublicDir: false,
    manifest: false,
  },
});

const template = readFileSync(join(dist, 'index.html'), 'utf8');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const { prerenderedPages } = await import(pathToFileURL(join(server, 'entryServer.js')));

for (const { slug, folder, title, html } of await prerenderedPages()) {
  const up = slug ? '../' : './';
  const preloads = folder
    ? preloadsOf(manifest, folder).map((file) => `<link rel="modulepreload" href="${up}${file}" />`)
    : [];
  const page = template
    .replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`)
    .replace('data-root="/"', `data-root="${up}" data-page="${slug}"`)
    .replace('src="/theme.js"', 'src="./theme.js"')
    .replace(/(src|href)="\.\//g, `$1="${up}`)
    .replace(
      /<title>.*<\/title>/,
      () => `<title>${escapeHtml(title)}</title>\n    ${preloads.join('\n    ')}`,
    )
    .replace('<div id="app"></div>', () => `<div id="app">${html}</div>`);
  mkdirSync(join(dist, slug), { recursive: true });
  writeFileSync(join(dist, slug, 'index.html'), page);
}
rmSync(join(dist, '.vite'), { recursive: true });
await worker.write();
console.log(`Built ${dist}`);
