import type { Heap } from '../heap.ts';
import type { Kernels, Pointer } from '../kernels.ts';
import type { PreparedStep } from '../preparedStep.ts';
import type { Crew } from './crew.ts';
import { encoded, readyTask } from './program.ts';
import type { Task, TaskRecorder } from './taskRecorder.ts';

/** A plan's steps as a program in the shared memory, written anew whenever the running area has moved. */
export class CrewProgram {
  private readonly recorder: TaskRecorder;
  private readonly heap: Heap;
  private readonly kernels: Kernels;
  private readonly own: { at: number; stride: number };
  private readonly steps: readonly PreparedStep[];
  private readonly ask: (step: PreparedStep) => void;
  readonly at: Pointer;
  readonly length: number;
  tasks = 0;
  version = 0;
  /** Where the running area was when the program was written. */
  private area = -1;

  /**
   * @param own where the threads' own scratch begins, in bytes after the running area
   * @param ask runs a step's code, which the recorder takes down
   */
  constructor(
    recorder: TaskRecorder,
    heap: Heap,
    kernels: Kernels,
    own: { at: number; stride: number },
    steps: readonly PreparedStep[],
    ask: (step: PreparedStep) => void,
  ) {
    this.recorder = recorder;
    this.heap = heap;
    this.kernels = kernels;
    this.own = own;
    this.steps = steps;
    this.ask = ask;
    // How long it is does not depend on where things are.
    this.length = this.numbers().length;
    this.at = heap.keep(2 * this.length);
  }

  run(crew: Crew): void {
    const { heap } = this;
    if (this.area !== heap.area) {
      const numbers = this.numbers();
      heap.doubles(this.at, this.length).set(numbers);
      this.tasks = numbers[0];
      this.version++;
      this.area = heap.area;
    }
    crew.run(this, heap.size);
  }

  /** Does one step by this thread alone. */
  runHere(step: PreparedStep): void {
    for (const task of this.recorded([step]))
      readyTask(task, this.kernels, this.heap.area + this.own.at).run();
  }

  private numbers(): Float64Array<ArrayBuffer> {
    const { at, stride } = this.own;
    return encoded(this.recorded(this.steps), { base: this.heap.area + at, stride });
  }

  private recorded(steps: readonly PreparedStep[]): Task[] {
    for (const step of steps) {
      this.ask(step);
      this.recorder.barrier();
    }
    return this.recorder.taken();
  }
}
