import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patience } from './patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<string>(() => undefined);
const after = (seconds: number) =>
  new Promise<string>((resolve) => setTimeout(() => resolve('done'), 1000 * seconds));

it('gives a driver up that ends nothing for a minute, with all that waits for it', async () => {
  const patient = patience();
  const hangs = Promise.allSettled([patient(never), patient(never)]);
  await vi.advanceTimersByTimeAsync(61_000);
  for (const result of await hangs)
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { kind: 'backend-unavailable', fields: { backend: 'webgpu' } },
    });
});

it('waits for a slow one, as long as something ends', async () => {
  const patient = patience();
  const slow = Promise.all([50, 100, 150].map((seconds) => patient(after(seconds))));
  await vi.advanceTimersByTimeAsync(151_000);
  expect(await slow).toEqual(['done', 'done', 'done']);
});

it('counts a minute anew, and leaves no clock behind', async () => {
  const patient = patience();
  for (let i = 0; i < 3; i++) {
    const work = patient(after(40));
    await vi.advanceTimersByTimeAsync(41_000);
    expect(await work).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  }
});

it('passes the driver’s own error on', async () => {
  const error = new Error('no such kernel');
  await expect(patience()(Promise.reject(error))).rejects.toBe(error);
  expect(vi.getTimerCount()).toBe(0);
});
