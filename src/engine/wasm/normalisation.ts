import type { GroupNormStep, SlotId } from '../plan/plan.ts';
import { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import type { Place, PreparedStep } from './preparedStep.ts';

/** Gain and offset a channel of one picture; `second` 0 for none, `scratch` where the step's scratch begins. */
export type Gains = (x: Pointer, second: Pointer, scratch: Pointer) => [gain: Pointer, offset: Pointer];

export function normGains(
  { x, second, weights }: Pick<GroupNormStep, 'x' | 'second' | 'weights'>,
  { kernels, constants, shape }: Place,
  layout: Layout,
): Gains {
  const [, height, width, channels] = shape(x);
  const secondChannels = second === null ? 0 : shape(second)[3];
  const [sums, gain, offset] = [0, 1, 2].map(() => layout.floats(channels + secondChannels));
  const scale = constants.vector(weights.scale);
  const shift = constants.vector(weights.shift);
  return (from, secondFrom, scratch) => {
    kernels.normGains(
      from,
      channels,
      secondFrom,
      secondChannels,
      height * width,
      weights.groups,
      weights.epsilon,
      scale,
      shift,
      scratch + sums,
      scratch + gain,
      scratch + offset,
    );
    return [scratch + gain, scratch + offset];
  };
}

/** A normalisation whose result more than one step reads. */
export function normalisation(step: GroupNormStep, place: Place): PreparedStep {
  const { kernels, shape } = place;
  const scratch = new Layout();
  const gains = normGains(step, place, scratch);
  const [batch, height, width, channels] = shape(step.x);
  const secondChannels = step.second === null ? 0 : shape(step.second)[3];
  const run = (at: (slot: SlotId) => Pointer, free: Pointer): void => {
    for (let picture = 0; picture < batch; picture++) {
      const pixels = picture * height * width * 4;
      const x = at(step.x) + pixels * channels;
      const second = step.second === null ? 0 : at(step.second) + pixels * secondChannels;
      const out = at(step.output) + pixels * (channels + secondChannels);
      const [gain, offset] = gains(x, second, free);
      kernels.gather(
        x,
        channels,
        second,
        secondChannels,
        height,
        width,
        1,
        0,
        0,
        height,
        width,
        gain,
        offset,
        step.silu ? 1 : 0,
        out,
      );
    }
  };
  return { run, scratch: scratch.size };
}
