import type { Kernels, Pointer } from '../kernels.ts';
import { decoded, type ReadyTask } from './program.ts';

/** The control block's words, each on a cache line of its own. Counts only ever grow (and wrap around). */
export const word = {
  /** Twice the runs begun so far, odd while the next is being described; threads that have nothing to do sleep on it. */
  run: 0,
  /** Of the run: where its program is, how many numbers it has, its version, and what the memory must hold, in pages. */
  program: 16,
  length: 17,
  version: 18,
  pages: 19,
  /** What `next` and `done` were when the run began. */
  start: 20,
  /** Tasks taken so far, of all runs. */
  next: 32,
  /** Tasks ended so far; threads sleep on it, too. */
  done: 48,
  /** 1 when a thread has failed. */
  failed: 64,
} as const;
export const controlWords = 80;
export const pageBytes = 65_536;

/** Looks so often before a thread goes to sleep: about 20 µs, less than being woken costs. */
const patience = 2000;

/**
 * A task takes milliseconds. A thread whose worker has died inside one says nothing, so nobody waits longer than so many
 * naps in which no task ended; naps, because a machine that was asleep has not been waiting.
 */
const napMilliseconds = 1000;
const mostNaps = 60;

/** Whether a count that wraps around has reached another. */
const hasReached = (count: number, target: number): boolean => ((count - target) | 0) >= 0;

interface Program {
  version: number;
  tasks: ReadyTask[];
  /** Of how many tasks the end is waited for. */
  isAwaited: Set<number>;
}

/** One thread's view of the shared memory, and how it takes part in a run. */
export class CrewMember {
  readonly control: Int32Array;
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: Kernels;
  private readonly thread: number;
  private readonly programs = new Map<Pointer, Program>();

  /** @param controlAt where the control block is */
  constructor(memory: WebAssembly.Memory, kernels: Kernels, thread: number, controlAt: Pointer) {
    this.memory = memory;
    this.kernels = kernels;
    this.thread = thread;
    this.control = new Int32Array(memory.buffer, controlAt, controlWords);
  }

  /** Takes part in the run that the control block describes until none of its tasks is left to take. */
  takePart(): void {
    const { control } = this;
    const run = Atomics.load(control, word.run);
    if (run % 2 !== 0) return;
    const [at, length, version, pages, start] = [
      word.program,
      word.length,
      word.version,
      word.pages,
      word.start,
    ].map((index) => Atomics.load(control, index));
    // Another run is on its way: this one is over. Or this thread does not see yet how the memory has grown.
    if (Atomics.load(control, word.run) !== run) return;
    if (this.memory.buffer.byteLength < pages * pageBytes) return;
    const { tasks, isAwaited } = this.program(at, length, version);
    for (;;) {
      const task = this.taken(start, tasks.length);
      if (task < 0) return;
      this.waitFor((start + tasks[task].after) | 0);
      tasks[task].run();
      const done = (Atomics.add(control, word.done, 1) + 1 - start) | 0;
      if (isAwaited.has(done)) Atomics.notify(control, word.done);
    }
  }

  /** Sleeps until the count of runs is another than `seen`, and returns it. */
  nextRun(seen: number): number {
    const { control } = this;
    for (let i = 0; i < patience; i++) if (Atomics.load(control, word.run) !== seen) break;
    Atomics.wait(control, word.run, seen);
    return Atomics.load(control, word.run);
  }

  /** @throws Error when a thread has failed, whose task will never end, or when none has ended one for very long */
  waitFor(target: number): void {
    const { control } = this;
    for (let i = 0; i < patience; i++) if (hasReached(Atomics.load(control, word.done), target)) return;
    let before = Atomics.load(control, word.done);
    for (let naps = 0; naps < mostNaps; naps++) {
      const done = Atomics.load(control, word.done);
      if (hasReached(done, target)) return;
      if (Atomics.load(control, word.failed) !== 0) throw new Error('a thread of the kernels has failed');
      if (done !== before) naps = 0;
      before = done;
      Atomics.wait(control, word.done, done, napMilliseconds);
    }
    throw new Error('a thread of the kernels has not ended its task');
  }

  /** Tells the others that this thread will not end its task. */
  fail(): void {
    Atomics.store(this.control, word.failed, 1);
    Atomics.notify(this.control, word.done);
  }

  /** The next task of the run, -1 when all are taken. A thread that comes late to a run finds that of all. */
  private taken(start: number, count: number): number {
    const { control } = this;
    for (;;) {
      const next = Atomics.load(control, word.next);
      if (hasReached(next, (start + count) | 0)) return -1;
      if (Atomics.compareExchange(control, word.next, next, (next + 1) | 0) === next)
        return (next - start) | 0;
    }
  }

  private program(at: Pointer, length: number, version: number): Program {
    const known = this.programs.get(at);
    if (known?.version === version) return known;
    const tasks = decoded(new Float64Array(this.memory.buffer, at, length), this.kernels, this.thread);
    const isAwaited = new Set([tasks.length, ...tasks.map(({ after }) => after)]);
    const program = { version, tasks, isAwaited };
    this.programs.set(at, program);
    return program;
  }
}
