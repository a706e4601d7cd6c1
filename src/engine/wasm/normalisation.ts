import type { GroupNormStep, SlotId } from '../plan/plan.ts';
import { gatheredInParts } from './gathered.ts';
import { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { shares } from './threads/team.ts';

/** Gain and offset a channel of one picture. */
export interface Gains {
  gain: Pointer;
  offset: Pointer;
}

/** Fewer numbers than this are not worth a task. */
const leastNumbers = 8192;

/**
 * Asks for the gains of one picture.
 * @param parts at most so many tasks; 0: as a part of the caller's own
 * @param second 0 for none
 * @param row of the table that modulates, from its first column on; 0 for none
 * @param scratch where the scratch of `layout` begins
 */
export type NormGains = (parts: number, x: Pointer, second: Pointer, row: Pointer, scratch: Pointer) => Gains;

/** The row that modulates a picture; 0 for none. */
export const modulatingRow = (
  modulation: GroupNormStep['modulation'],
  picture: number,
  at: (slot: SlotId) => Pointer,
  shape: Place['shape'],
): Pointer =>
  modulation === null
    ? 0
    : at(modulation.table) + 4 * (picture * shape(modulation.table)[3] + modulation.column);

export function normGains(
  { x, second, weights }: Pick<GroupNormStep, 'x' | 'second' | 'weights'>,
  { kernels, team, constants, shape }: Place,
  layout: Layout,
): NormGains {
  const [, height, width, channels] = shape(x);
  const secondChannels = second === null ? 0 : shape(second)[3];
  const all = channels + secondChannels;
  const [sums, gain, offset] = [0, 1, 2].map(() => layout.floats(all));
  const scale = constants.vector(weights.scale);
  const shift = constants.vector(weights.shift);
  const { groups, epsilon } = weights;
  const worthwhile = Math.max(1, Math.floor((height * width * all) / leastNumbers));
  return (parts, from, secondFrom, row, scratch) => {
    const gains = { gain: scratch + gain, offset: scratch + offset };
    const ask = (first: number, end: number): void =>
      kernels.normGains(
        from,
        channels,
        secondFrom,
        secondChannels,
        height * width,
        groups,
        epsilon,
        scale,
        shift,
        row,
        scratch + sums,
        gains.gain,
        gains.offset,
        first,
        end,
      );
    if (parts === 0) ask(0, groups);
    for (const { first, count } of parts === 0 ? [] : shares(groups, Math.min(parts, worthwhile))) {
      team.task(() => ask(first, first + count));
    }
    return gains;
  };
}

/** A normalisation whose result more than one step reads. */
export function normalisation(step: GroupNormStep, place: Place): PreparedStep {
  const { team, shape } = place;
  const layout = new Layout();
  const gains = normGains(step, place, layout);
  const [batch, height, width, channels] = shape(step.x);
  const secondChannels = step.second === null ? 0 : shape(step.second)[3];
  const isWhole = batch >= team.size;
  return {
    run(at, scratch) {
      for (let picture = 0; picture < batch; picture++) {
        const pixels = picture * height * width * 4;
        const x = at(step.x) + pixels * channels;
        const second = step.second === null ? 0 : at(step.second) + pixels * secondChannels;
        const row = modulatingRow(step.modulation, picture, at, shape);
        const source = { x, channels, second, secondChannels, height, width, zoom: 1 };
        const out = at(step.output) + pixels * (channels + secondChannels);
        const target = { out, top: 0, left: 0, height, width };
        const gather = (parts: number, given: Gains) =>
          gatheredInParts(parts, source, target, given, step.silu, place);
        if (isWhole) {
          team.task((own) => gather(0, gains(0, x, second, row, own)));
        } else {
          const given = gains(team.size, x, second, row, scratch);
          team.barrier();
          gather(team.size, given);
          team.barrier();
        }
      }
    },
    scratch: isWhole ? 0 : layout.size,
    own: isWhole ? layout.size : 0,
  };
}
