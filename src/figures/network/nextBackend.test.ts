/** The page's engine where a backend fails: on Automatic it goes on, with a backend that was asked for it says so. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelError, type BackendId, type Engine, type OpenOptions } from '../../engine/index.ts';
import { failedBackends } from './failedBackends.ts';
import { createSharedEngine, type Choice } from './sharedEngine.ts';

const order: readonly BackendId[] = ['webgpu', 'webgl', 'wasm'];
const lostDevice = (backend: BackendId) => new ModelError('device-lost', { backend, reason: 'driver' });
const refused = (backend: BackendId) =>
  new ModelError('backend-unavailable', { backend, reason: 'no memory' });
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A ladder of backends: `opens` refuses to open some, `answers` is what a request says. */
function setup() {
  const world = {
    choice: 'auto' as Choice,
    model: 'http://x/a/',
    offered: [...order],
    /** Those that open but do not take the network. */
    refusing: [] as BackendId[],
    answer: async (_: BackendId): Promise<unknown> => ({}),
  };
  const closed: BackendId[] = [];
  const open = vi.fn(async ({ backend, without = [] }: OpenOptions) => {
    const tried = backend ? [backend] : world.offered.filter((id) => !without.includes(id));
    const id = tried.find((one) => !world.refusing.includes(one));
    if (!id) throw new ModelError('backend-unavailable', { backend: backend ?? 'any', reason: 'all' });
    const failed = tried.slice(0, tried.indexOf(id)).map((one) => ({ id: one, reason: 'bad WGSL' }));
    const engine = {
      backend: { id },
      failed,
      model: { id: 'a' },
      predict: () => world.answer(id),
      close: () => closed.push(id),
      rest: () => undefined,
    };
    return engine as unknown as Engine;
  });
  let time = 0;
  const shared = createSharedEngine({
    open,
    model: () => world.model,
    choice: () => world.choice,
    failures: failedBackends(null),
    now: () => time,
  });
  const state = () => shared.store.getState();
  const ask = async () => {
    const answer = state().engine!.predict({ xt: new Float32Array(1), t: [1] });
    const said = await answer.then(
      () => 'answered',
      (error: Error) => error.name,
    );
    await settled();
    return said;
  };
  return {
    world,
    shared,
    open,
    closed,
    state,
    ask,
    runs: () => state().engine?.backend.id,
    wait: (ms: number) => void (time += ms),
  };
}

test('a backend that does not take the network is told, and not tried again with it', async () => {
  const { world, shared, open, state, runs } = setup();
  world.refusing = ['webgpu'];
  shared.take();
  await settled();
  expect(runs()).toBe('webgl');
  expect(state().failed).toEqual([{ id: 'webgpu', reason: 'bad WGSL' }]);
  shared.reopen();
  await settled();
  expect(open.mock.lastCall![0].without).toEqual(['webgpu']);
  expect(state().failed).toEqual([{ id: 'webgpu', reason: 'bad WGSL' }]);
  world.model = 'http://x/b/';
  shared.change();
  await settled();
  expect(open.mock.lastCall![0].without).toEqual([]);
});

test('a lost device is opened again; lost again within a minute, the next one is', async () => {
  const { world, shared, state, ask, runs, closed, wait } = setup();
  shared.take();
  await settled();
  world.answer = async (id) => {
    if (id === 'webgpu') throw lostDevice(id);
    return {};
  };
  // Whoever asked asks the next engine again, as after any closing.
  expect(await ask()).toBe('AbortError');
  expect([runs(), state().failed]).toEqual(['webgpu', []]);
  wait(59_999);
  expect(await ask()).toBe('AbortError');
  expect([runs(), state().failed]).toEqual(['webgl', [{ id: 'webgpu', reason: 'driver' }]]);
  expect(closed).toEqual(['webgpu', 'webgpu']);
  expect(await ask()).toBe('answered');
  expect(state()).toMatchObject({ state: 'ready', error: null });
});

test('losses far apart are a laptop that sleeps: the same one is opened each time', async () => {
  const { world, shared, state, ask, runs, wait } = setup();
  shared.take();
  await settled();
  world.answer = async (id) => {
    throw lostDevice(id);
  };
  for (let i = 0; i < 4; i++) {
    await ask();
    expect([runs(), state().failed]).toEqual(['webgpu', []]);
    // Opened again for another reason in between: the loss is no nearer for it.
    wait(59_999);
    shared.reopen();
    await settled();
    wait(2);
  }
});

test('a lost device that is not offered any more is named', async () => {
  const { world, shared, state, ask, runs } = setup();
  shared.take();
  await settled();
  world.answer = async (id) => {
    world.offered = ['wasm'];
    throw lostDevice(id);
  };
  await ask();
  expect([runs(), state().failed]).toEqual(['wasm', [{ id: 'webgpu', reason: 'driver' }]]);
});

test('one that opens but cannot run the network is left at once, down to the last, which says so', async () => {
  const { world, shared, state, ask, runs } = setup();
  world.offered = ['webgpu', 'webgl'];
  shared.take();
  await settled();
  world.answer = async (id) => {
    throw refused(id);
  };
  expect(await ask()).toBe('AbortError');
  expect(runs()).toBe('webgl');
  world.offered = ['webgl'];
  world.refusing = ['webgl'];
  await ask();
  expect(state()).toMatchObject({ state: 'failed', error: { fields: { backend: 'any' } } });
  // Trying again tries all.
  Object.assign(world, { offered: [...order], refusing: [], answer: async () => ({}) });
  shared.reopen();
  await settled();
  expect([runs(), state().failed]).toEqual(['webgpu', []]);
});

test('one that was asked for fails with its message, and has no next', async () => {
  const { world, shared, open, state, ask } = setup();
  world.choice = 'webgpu';
  shared.take();
  await settled();
  expect(open.mock.lastCall![0]).toMatchObject({ backend: 'webgpu' });
  world.answer = async (id) => {
    throw lostDevice(id);
  };
  expect(await ask()).toBe('ModelError');
  expect(state()).toMatchObject({ state: 'failed', error: { kind: 'device-lost' } });
  expect(open).toHaveBeenCalledTimes(1);
});

test('asking for one that failed, and seeing it run, makes it one to try again', async () => {
  const { world, shared, runs, state } = setup();
  world.refusing = ['webgpu'];
  shared.take();
  await settled();
  Object.assign(world, { refusing: [], choice: 'webgpu' });
  shared.reopen();
  await settled();
  expect([runs(), state().failed]).toEqual(['webgpu', []]);
  world.choice = 'auto';
  shared.reopen();
  await settled();
  expect([runs(), state().failed]).toEqual(['webgpu', []]);
});

test('other errors concern one request', async () => {
  const { world, shared, open, state, ask } = setup();
  shared.take();
  await settled();
  world.answer = async () => {
    throw new ModelError('bad-request', { reason: 't' });
  };
  expect(await ask()).toBe('ModelError');
  expect(state().state).toBe('ready');
  expect(open).toHaveBeenCalledTimes(1);
});
