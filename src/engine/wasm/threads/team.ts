import type { Pointer } from '../kernels.ts';

/** The threads that share out a step. One step's code serves any number of them. */
export interface Team {
  readonly size: number;
  /**
   * What the body asks of the kernels is one task: one thread does it, in this order. Tasks between two barriers may run at
   * the same time, so none writes what another reads or writes. The body runs at once, but where there are several threads
   * the kernels only take down what they are asked for.
   * @param body `own` is where the scratch of the thread that does the task begins
   */
  task(body: (own: Pointer) => void): void;
  /** The tasks after it begin when all before it have ended. */
  barrier(): void;
}

/** One thread: everything is done at once, in order. */
export class OneThread implements Team {
  readonly size = 1;
  /** Where its scratch is. */
  own: Pointer = 0;

  task(body: (own: Pointer) => void): void {
    body(this.own);
  }

  barrier(): void {}
}

/** A part of something: `count` from `first` on. */
export interface Share {
  first: number;
  count: number;
}

/**
 * Cuts `total` into at most `parts` shares, whole units each but for the last, as even as units allow.
 * @param parts at least 1
 */
export function shares(total: number, parts: number, unit = 1): Share[] {
  const units = Math.ceil(total / unit);
  const number = Math.max(1, Math.min(parts, units));
  const edge = (i: number): number => Math.min(total, Math.floor((i * units) / number) * unit);
  return Array.from({ length: number }, (_, i) => ({ first: edge(i), count: edge(i + 1) - edge(i) }));
}
