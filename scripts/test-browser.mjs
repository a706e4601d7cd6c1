/**
 * Browser tests against the built site: node scripts/test-browser.mjs [name part…] [--out FILE].
 * Each tests/**\/*.browser.mjs exports run(browser, baseUrl) → [{ name, ok, detail }].
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { launchChromium } from './browser.mjs';
import { root } from './install.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });

const folder = join(root, 'tests');
const files = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.browser.mjs'))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .sort();

const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
const { port } = server.httpServer.address();
const baseUrl = `http://127.0.0.1:${port}/`;
const browser = await launchChromium();
let passed = 0;
const failures = [];
for (const file of files) {
  const { run } = await import(pathToFileURL(join(folder, file)));
  const started = Date.now();
  let results;
  try {
    results = await run(browser, baseUrl);
  } catch (error) {
    results = [{ name: file, ok: false, detail: error.stack }];
  }
  for (const { name, ok, detail } of results) {
    console.log(`   ${ok ? '✓' : '✗'} ${name}${detail && (!ok || detail.length < 100) ? `: ${detail}` : ''}`);
    if (ok) passed++;
    else failures.push(`${file}: ${name}: ${detail}`);
  }
  console.log(`   ${file}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
await browser.close();
await server.close();
const failed = failures.length;
console.log(`${passed} passed, ${failed} failed`);
if (values.out) {
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, JSON.stringify({ passed, failed, failures }));
}
process.exit(failed === 0 && passed > 0 ? 0 : 1);
