import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
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

/**
 * A plain static host: the built site in a folder, without any header of its own. `asked` is what was asked for since it was
 * last emptied; `publish` serves other bytes for a file, as an update of the site does.
 */
export async function staticHost(dist, folder = '/some/folder/') {
  const changed = new Map();
  const asked = [];
  const contents = async (path) => changed.get(path) ?? readFile(join(dist, path));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host/');
    const path = pathname.startsWith(folder) ? pathname.slice(folder.length) : null;
    if (path !== null) asked.push(path);
    const file = path?.replace(/(^|\/)$/, '$1index.html');
    try {
      const body = await contents(file);
      const type = types[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${folder}`,
    asked,
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
