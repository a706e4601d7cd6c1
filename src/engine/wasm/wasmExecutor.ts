import { sizeOf, type Plan, type SlotId } from '../plan/plan.ts';
import { attention } from './attention.ts';
import { Constants } from './constants.ts';
import { convolution } from './convolution.ts';
import { fusedPlan, type FusedStep } from './fusedSteps.ts';
import { Heap, Layout } from './heap.ts';
import type { OpenKernels, Pointer } from './kernels.ts';
import { normalisation } from './normalisation.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { controlBytes, Crew, type Spawn } from './threads/crew.ts';
import { CrewProgram } from './threads/crewProgram.ts';
import { TaskRecorder } from './threads/taskRecorder.ts';
import { OneThread } from './threads/team.ts';

/** Sees a step's output right after the step. */
export type StepObserver = (step: FusedStep, output: Float32Array) => void;

/** A plan that is ready to run. */
export interface PreparedPlan {
  /**
   * @param inputs one array for each of plan.inputs
   * @returns a copy of the output
   */
  run(inputs: readonly ArrayLike<number>[], observe?: StepObserver): Float32Array<ArrayBuffer>;
}

/** How many threads, this one included, and how to start the others; the kernels' memory must be a shared one. */
export interface Threads {
  count: number;
  spawn: Spawn;
}

/** Carries out plans of one network in WebAssembly. One memory holds the weights, packed once, and the running plan. */
export class WasmExecutor {
  private readonly opened: OpenKernels;
  private readonly heap: Heap;
  private readonly constants: Constants;
  private readonly crew: Crew | null;

  /**
   * @param arena the network's weights, Unet2d.arena
   * @param threads null for one
   */
  constructor(opened: OpenKernels, arena: Float32Array, threads: Threads | null = null) {
    this.opened = opened;
    this.heap = new Heap(opened.memory);
    this.constants = new Constants(this.heap, opened.kernels, arena);
    this.crew =
      threads === null || threads.count < 2
        ? null
        : new Crew(opened, this.heap.keep(controlBytes / 4), threads.count, threads.spawn);
  }

  /** Bytes of the kernels' memory. */
  get bytes(): number {
    return this.heap.size;
  }

  /** To be called when plans that together use every weight are prepared; further plans may be of other batches only. */
  releaseArena(): void {
    this.constants.releaseArena();
  }

  prepare(plan: Plan): PreparedPlan {
    const { steps, buffers, bufferOf } = fusedPlan(plan);
    const { heap, crew, opened, constants } = this;
    const layout = new Layout();
    const bufferAt = buffers.map((size) => layout.floats(size));
    const shape: Place['shape'] = (slot) => plan.slots[slot].shape;
    const at = (slot: SlotId): Pointer => heap.area + bufferAt[bufferOf[slot]];
    const values = (slot: SlotId) => heap.floats(at(slot), sizeOf(plan.slots[slot]));

    const recorder = crew && new TaskRecorder(crew.size);
    const one = new OneThread();
    const { kernels, team } = recorder
      ? { kernels: recorder.kernels, team: recorder }
      : { kernels: opened.kernels, team: one };
    const prepared = steps.map((step) => preparedStep(step, { kernels, team, constants, shape }));
    const scratchAt = layout.size;
    const ownAt = scratchAt + Math.max(0, ...prepared.map(({ scratch }) => scratch));
    const stride = Math.max(0, ...prepared.map(({ own }) => own));
    const ask = (step: PreparedStep): void => step.run(at, heap.area + scratchAt);
    const reserve = (): void => heap.reserve(ownAt + team.size * stride);

    const program =
      recorder && new CrewProgram(recorder, heap, opened.kernels, { at: ownAt, stride }, prepared, ask);
    reserve();
    return {
      run(inputs, observe) {
        plan.inputs.forEach((slot, i) => values(slot).set(inputs[i]));
        one.own = heap.area + ownAt;
        if (program !== null && observe === undefined) program.run(crew!);
        else {
          prepared.forEach((step, i) => {
            if (program === null) ask(step);
            else program.runHere(step);
            observe?.(steps[i], values(steps[i].output));
          });
        }
        return values(plan.output).slice();
      },
    };
  }

  /** Ends the threads. */
  close(): void {
    this.crew?.close();
  }
}

function preparedStep(step: FusedStep, place: Place): PreparedStep {
  switch (step.kind) {
    case 'conv':
      return convolution(step, place);
    case 'groupNorm':
      return normalisation(step, place);
    case 'attention':
      return attention(step, place);
  }
}
