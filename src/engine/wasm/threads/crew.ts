import type { OpenKernels, Pointer } from '../kernels.ts';
import { CrewMember, controlWords, pageBytes, word } from './crewMember.ts';

/** What a thread is told once: the code, the memory, which thread it is, and where the control block is. */
export interface Orders {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  thread: number;
  controlAt: Pointer;
}

/** Starts a thread that serves (threads/serve.ts), and returns what ends it. */
export type Spawn = (orders: Orders) => () => void;

/** Bytes of the control block. */
export const controlBytes = 4 * controlWords;

/**
 * The threads of one network. They share a memory and take the tasks of a run in their order as they come to it, so nobody
 * waits for a thread that is late, or that never started: this one does the work alone then. What a task computes does not
 * depend on who does it, so the same seed gives the same bits with any number of threads.
 */
export class Crew {
  readonly size: number;
  private readonly self: CrewMember;
  private readonly ends: (() => void)[];

  constructor({ kernels, memory, module }: OpenKernels, controlAt: Pointer, size: number, spawn: Spawn) {
    this.size = size;
    this.self = new CrewMember(memory, kernels, 0, controlAt);
    this.ends = Array.from({ length: size - 1 }, (_, i) =>
      spawn({ module, memory, thread: i + 1, controlAt }),
    );
  }

  /** Runs the program at an address; all of its tasks have ended when it returns. */
  run(program: { at: Pointer; length: number; tasks: number; version: number }, memoryBytes: number): void {
    const { control } = this.self;
    if (Atomics.load(control, word.failed) !== 0) throw new Error('a thread of the kernels has failed');
    const start = Atomics.load(control, word.done);
    // An odd count: a thread that comes late to the run before must not read half of this one.
    Atomics.add(control, word.run, 1);
    Atomics.store(control, word.program, program.at);
    Atomics.store(control, word.length, program.length);
    Atomics.store(control, word.version, program.version);
    Atomics.store(control, word.pages, memoryBytes / pageBytes);
    Atomics.store(control, word.start, start);
    Atomics.add(control, word.run, 1);
    Atomics.notify(control, word.run);
    try {
      this.self.takePart();
      this.self.waitFor((start + program.tasks) | 0);
    } catch (error) {
      this.self.fail();
      throw error;
    }
  }

  close(): void {
    for (const end of this.ends.splice(0)) end();
  }
}
