import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { extname, join } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const isText = (file) => ['.html', '.js', '.css', '.json', '.svg'].includes(extname(file));

/**
 * A plain static host: the built site in a folder, text compressed, without any header of isolation. `asked` is what was
 * asked for, and `sent()` how many bytes, since `empty()`.
 * @param delay milliseconds before an answer of so many bytes is complete
 */
export async function staticHost(dist, { folder = '/some/folder/', delay = () => 0 } = {}) {
  const changed = new Map();
  const packed = new Map();
  const asked = [];
  let bytes = 0;
  const read = new Map();
  const contents = async (path) => {
    if (changed.has(path)) return changed.get(path);
    if (!read.has(path)) read.set(path, await readFile(join(dist, path)));
    return read.get(path);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host/');
    const path = pathname.startsWith(folder) ? pathname.slice(folder.length) : null;
    if (path !== null) asked.push(path);
    const file = path?.replace(/(^|\/)$/, '$1index.html');
    try {
      const whole = await contents(file);
      if (isText(file) && !packed.has(whole)) packed.set(whole, gzipSync(whole));
      const body = isText(file) ? packed.get(whole) : whole;
      const type = types[extname(file)] ?? 'application/octet-stream';
      await new Promise((resolve) => setTimeout(resolve, delay(body.length)));
      bytes += body.length;
      response.writeHead(200, {
        'content-type': type,
        'content-length': body.length,
        'cache-control': 'max-age=600',
        ...(isText(file) ? { 'content-encoding': 'gzip' } : {}),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${folder}`,
    asked,
    sent: () => bytes,
    empty() {
      asked.length = 0;
      bytes = 0;
    },
    /** A new version of the site in which one file is another: the worker's list names its new hash. */
    async publish(file, change) {
      const before = await contents(file);
      const after = Buffer.from(change(before.toString()));
      const worker = (await contents('sw.js')).toString();
      const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
      if (!worker.includes(hashOf(before))) throw new Error(`sw.js does not list ${file}`);
      changed.set(file, after);
      changed.set('sw.js', Buffer.from(worker.replace(hashOf(before), hashOf(after))));
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
