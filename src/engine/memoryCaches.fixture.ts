const addressOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : new URL(String(request)).href;
const withoutSearch = (address: string): string => address.replace(/\?.*$/, '');

type Stored = Map<string, Response>;

function cacheOver(stored: Stored): Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> {
  const found = (request: RequestInfo | URL, { ignoreSearch = false }: CacheQueryOptions = {}): string[] => {
    const address = addressOf(request);
    const isAsked = (key: string): boolean =>
      ignoreSearch ? withoutSearch(key) === withoutSearch(address) : key === address;
    return [...stored.keys()].filter(isAsked);
  };
  return {
    match: async (request, options) => stored.get(found(request, options)[0])?.clone(),
    put: async (request, response) => {
      // As a browser does: the body is read now.
      const { status, headers } = response;
      stored.set(addressOf(request), new Response(await response.arrayBuffer(), { status, headers }));
    },
    delete: async (request, options) => {
      const keys = found(request, options);
      keys.forEach((key) => stored.delete(key));
      return keys.length > 0;
    },
    keys: async () => [...stored.keys()].map((url) => new Request(url)),
  };
}

/** The browser's Cache API in memory, as far as the tests need it. */
export function memoryCaches(): CacheStorage {
  const all = new Map<string, Stored>();
  const opened = (name: string): Cache => {
    const stored = all.get(name) ?? new Map<string, Response>();
    all.set(name, stored);
    return cacheOver(stored) as Cache;
  };
  return {
    open: async (name) => opened(name),
    has: async (name) => all.has(name),
    delete: async (name) => all.delete(name),
    keys: async () => [...all.keys()],
    match: async (request, options) => {
      for (const stored of all.values()) {
        const response = await cacheOver(stored).match(request, options);
        if (response) return response;
      }
      return undefined;
    },
  };
}
