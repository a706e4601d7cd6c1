import type { Slot, SlotId } from '../plan/plan.ts';
import type { Constants } from './constants.ts';
import type { Kernels, Pointer } from './kernels.ts';
import type { Team } from './threads/team.ts';

/** What a step needs to be prepared. */
export interface Place {
  /** To be called in tasks of the team only. */
  kernels: Kernels;
  team: Team;
  constants: Constants;
  shape(slot: SlotId): Slot['shape'];
}

export interface PreparedStep {
  /**
   * Computes the step, or says in tasks how to: `at` tells where a slot is, `scratch` where the scratch begins that all
   * threads see. Steps have a barrier between them.
   */
  run(at: (slot: SlotId) => Pointer, scratch: Pointer): void;
  /** Bytes of that scratch, which it may overwrite while it runs. */
  scratch: number;
  /** Bytes of scratch that each thread needs for itself. */
  own: number;
}
