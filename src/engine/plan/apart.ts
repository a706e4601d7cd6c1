import { sizeOf, type Plan } from './plan.ts';

/** The same plan with a buffer for every slot, so that nothing is overwritten: for tests and for looking inside. */
export const apart = (plan: Plan): Plan => ({
  ...plan,
  buffers: plan.slots.map(sizeOf),
  slots: plan.slots.map((slot, buffer) => ({ ...slot, buffer })),
});
