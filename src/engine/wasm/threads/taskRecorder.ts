import type { Kernels, Pointer } from '../kernels.ts';
import type { Team } from './team.ts';

/** The kernels in the order of their numbers in a program. */
export const kernelNames = [
  'exponentials',
  'silus',
  'sums',
  'windowRows',
  'gemm',
  'gather',
  'windowsTransformed',
  'winogradProducts',
  'tilesToPixels',
  'normGains',
  'attention',
] as const satisfies readonly (keyof Kernels)[];

/** An address from here on is counted from the beginning of the thread's own scratch. Memories end at 2^32. */
export const ownMark = 2 ** 33;

export interface Call {
  /** Its number in kernelNames. */
  kernel: number;
  args: readonly number[];
}

export interface Task {
  /** It begins when so many tasks, those before the last barrier, have ended. */
  after: number;
  calls: Call[];
}

/** Takes down what is asked of the kernels, task by task, instead of doing it. */
export class TaskRecorder implements Team {
  readonly size: number;
  readonly kernels: Kernels;
  private tasks: Task[] = [];
  private after = 0;
  private calls: Call[] | null = null;

  constructor(size: number) {
    this.size = size;
    const taken =
      (kernel: number) =>
      (...args: number[]) => {
        if (this.calls === null) throw new Error(`${kernelNames[kernel]} is asked for outside a task`);
        this.calls.push({ kernel, args });
      };
    this.kernels = Object.fromEntries(kernelNames.map((name, i) => [name, taken(i)])) as unknown as Kernels;
  }

  task(body: (own: Pointer) => void): void {
    this.calls = [];
    body(ownMark);
    if (this.calls.length > 0) this.tasks.push({ after: this.after, calls: this.calls });
    this.calls = null;
  }

  barrier(): void {
    this.after = this.tasks.length;
  }

  /** What was taken down since the last time. */
  taken(): Task[] {
    const { tasks } = this;
    this.tasks = [];
    this.after = 0;
    return tasks;
  }
}
