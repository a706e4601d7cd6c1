import type { Slot, SlotId } from '../plan/plan.ts';
import type { Constants } from './constants.ts';
import type { Kernels, Pointer } from './kernels.ts';

/** What a step needs to be prepared. */
export interface Place {
  kernels: Kernels;
  constants: Constants;
  shape(slot: SlotId): Slot['shape'];
}

export interface PreparedStep {
  /** Computes the step: `at` tells where a slot is, `scratch` where its scratch begins. */
  run(at: (slot: SlotId) => Pointer, scratch: Pointer): void;
  /** Bytes that it may overwrite while it runs. */
  scratch: number;
}
