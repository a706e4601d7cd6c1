import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelError, type Engine, type OpenOptions } from '../../engine/index.ts';
import { createSharedEngine } from './sharedEngine.ts';

/** An engine that answers with nothing and counts its closing. */
function fakeEngine(answer: () => Promise<never> | Promise<{ eps: Float32Array; xHat0: Float32Array }>) {
  const [close, rest] = [vi.fn(), vi.fn()];
  const told = { backend: { id: 'wasm' }, failed: [], model: { id: 'x' } };
  return { engine: { predict: answer, close, rest, ...told } as unknown as Engine, close, rest };
}
const nothing = async () => ({ eps: new Float32Array(), xHat0: new Float32Array() });
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup(answer: Parameters<typeof fakeEngine>[0] = nothing) {
  const made: ReturnType<typeof fakeEngine>[] = [];
  const open = vi.fn(async (_: OpenOptions) => {
    made.push(fakeEngine(answer));
    return made[made.length - 1].engine;
  });
  const shared = createSharedEngine({
    open,
    model: () => 'http://x/',
    choice: () => 'wasm',
    patience: 100,
    hiddenPatience: 300,
  });
  return { shared, open, made };
}

test('two figures share one engine, and it closes when nobody has wanted it for a while', async () => {
  const { shared, open, made } = setup();
  const [giveBack, giveBackToo] = [shared.take(), shared.take()];
  await settled();
  expect(open).toHaveBeenCalledTimes(1);
  expect(open.mock.calls[0][0]).toMatchObject({ model: 'http://x/', backend: 'wasm' });
  expect(shared.store.getState().state).toBe('ready');
  giveBack();
  giveBack();
  await vi.advanceTimersByTimeAsync(200);
  expect(made[0].close).not.toHaveBeenCalled();
  giveBackToo();
  await vi.advanceTimersByTimeAsync(50);
  shared.take()();
  await vi.advanceTimersByTimeAsync(99);
  expect(made[0].close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  expect(made[0].close).toHaveBeenCalledTimes(1);
  expect(shared.store.getState().state).toBe('closed');
});

test('a figure that leaves frees what was kept ready for it; the others keep the engine', async () => {
  const { shared, made } = setup();
  const giveBack = shared.take();
  shared.take();
  await settled();
  expect(made[0].rest).not.toHaveBeenCalled();
  giveBack();
  giveBack();
  expect(made[0].rest).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(made[0].close).not.toHaveBeenCalled();
});

test('while the page is hidden, work goes on, and an engine with nothing to do closes until it is seen', async () => {
  const answers: (() => void)[] = [];
  const { shared, open, made } = setup(
    () => new Promise((resolve) => answers.push(() => void nothing().then(resolve))),
  );
  shared.take();
  await settled();
  const work = shared.store.getState().engine!.predict({ xt: new Float32Array(), t: [1] });
  shared.setHidden(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(made[0].close).not.toHaveBeenCalled();
  answers[0]();
  await work;
  await vi.advanceTimersByTimeAsync(299);
  expect(made[0].close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  expect(made[0].close).toHaveBeenCalledTimes(1);
  expect(shared.store.getState().state).toBe('closed');
  shared.setHidden(false);
  await settled();
  expect(open).toHaveBeenCalledTimes(2);
  expect(shared.store.getState().state).toBe('ready');
  // A look away that is shorter closes nothing.
  shared.setHidden(true);
  await vi.advanceTimersByTimeAsync(200);
  shared.setHidden(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(made[1].close).not.toHaveBeenCalled();
});

test('an engine that opens after it was closed is closed at once', async () => {
  const late: ((engine: Engine) => void)[] = [];
  const open = () => new Promise<Engine>((resolve) => late.push(resolve));
  const shared = createSharedEngine({ open, model: () => '', choice: () => 'auto', patience: 10 });
  shared.take()();
  await vi.advanceTimersByTimeAsync(11);
  const { engine, close } = fakeEngine(nothing);
  late[0](engine);
  await settled();
  expect(close).toHaveBeenCalled();
  expect(shared.store.getState().state).toBe('closed');
});

test('a failure is kept with its kind until it is opened again', async () => {
  let works = false;
  const open = async () => {
    if (!works) throw new ModelError('missing', { file: 'config.json', status: 404 });
    return fakeEngine(nothing).engine;
  };
  const shared = createSharedEngine({ open, model: () => '', choice: () => 'auto' });
  shared.take();
  await settled();
  expect(shared.store.getState()).toMatchObject({ state: 'failed', error: { kind: 'missing' } });
  works = true;
  shared.reopen();
  await settled();
  expect(shared.store.getState()).toMatchObject({ state: 'ready', error: null });
});

test('a lost device fails the engine; a bad request does not', async () => {
  const error = { kind: 'bad-request' as 'bad-request' | 'device-lost' };
  const { shared, made } = setup(async () => {
    throw new ModelError(error.kind, { backend: 'webgpu', reason: 'gone' });
  });
  shared.take();
  await settled();
  const { engine } = shared.store.getState();
  const request = { xt: new Float32Array(1), t: [1] };
  await expect(engine!.predict(request)).rejects.toThrow();
  expect(shared.store.getState().state).toBe('ready');
  error.kind = 'device-lost';
  await expect(engine!.predict(request)).rejects.toThrow();
  expect(shared.store.getState()).toMatchObject({ state: 'failed', error: { kind: 'device-lost' } });
  expect(made[0].close).toHaveBeenCalled();
});

test('the time of a call is told for one picture', async () => {
  const { shared } = setup(async () => {
    vi.advanceTimersByTime(80);
    return nothing();
  });
  shared.take();
  await settled();
  await shared.store.getState().engine!.predict({ xt: new Float32Array(4), t: [1, 2, 3, 4] });
  expect(shared.store.getState().milliseconds).toBe(20);
});

test('another network: what runs is closed at once, and nothing of it stays known', async () => {
  const { shared, open, made } = setup();
  shared.take();
  await settled();
  expect(shared.store.getState().model).toEqual({ id: 'x' });
  shared.reopen();
  expect(shared.store.getState()).toMatchObject({ engine: null, model: { id: 'x' } });
  await settled();
  shared.change();
  expect(made[1].close).toHaveBeenCalled();
  expect(shared.store.getState()).toMatchObject({ state: 'loading', engine: null, model: null });
  await settled();
  expect(open).toHaveBeenCalledTimes(3);
  expect(shared.store.getState().state).toBe('ready');
});

test('a network that is looked for is opened once it is found, and not at all if another was chosen meanwhile', async () => {
  const found: ((address: string) => void)[] = [];
  const open = vi.fn(async (_: OpenOptions) => fakeEngine(nothing).engine);
  const model = () => new Promise<string>((resolve) => found.push(resolve));
  const shared = createSharedEngine({ open, model, choice: () => 'auto' });
  shared.take();
  shared.change();
  found[0]('http://old/');
  await settled();
  expect(open).not.toHaveBeenCalled();
  found[1]('http://new/');
  await settled();
  expect(open.mock.calls.map(([options]) => options.model)).toEqual(['http://new/']);
});
