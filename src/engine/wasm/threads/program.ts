import type { Kernels, Pointer } from '../kernels.ts';
import { kernelNames, ownMark, type Call, type Task } from './taskRecorder.ts';

/** Where each thread's own scratch is. */
export interface OwnScratch {
  base: Pointer;
  /** Bytes from one thread's to the next. */
  stride: number;
}

/** Tasks as numbers, for a memory that several threads see: their number, the scratch, then each task and its calls. */
export function encoded(tasks: readonly Task[], { base, stride }: OwnScratch): Float64Array<ArrayBuffer> {
  const numbers = [tasks.length, base, stride];
  for (const { after, calls } of tasks) {
    numbers.push(after, calls.length);
    for (const { kernel, args } of calls) numbers.push(kernel, args.length, ...args);
  }
  return Float64Array.from(numbers);
}

/** A task as one thread does it. */
export interface ReadyTask {
  after: number;
  run(): void;
}

export function decoded(numbers: Float64Array, kernels: Kernels, thread: number): ReadyTask[] {
  let at = 0;
  const [count, base, stride] = [numbers[at++], numbers[at++], numbers[at++]];
  return Array.from({ length: count }, () => {
    const after = numbers[at++];
    const calls = Array.from({ length: numbers[at++] }, (): Call => {
      const kernel = numbers[at++];
      const length = numbers[at++];
      const args = Array.from(numbers.subarray(at, at + length));
      at += length;
      return { kernel, args };
    });
    return readyTask({ after, calls }, kernels, base + thread * stride);
  });
}

/** @param own where the thread's own scratch begins */
export function readyTask({ after, calls }: Task, kernels: Kernels, own: Pointer): ReadyTask {
  const all = kernels as unknown as Record<string, (...args: readonly number[]) => void>;
  const ready = calls.map(({ kernel, args }) => ({
    kernel: all[kernelNames[kernel]],
    args: args.map((value) => (value >= ownMark ? value - ownMark + own : value)),
  }));
  return {
    after,
    run: () => {
      for (const { kernel, args } of ready) kernel(...args);
    },
  };
}
