import type { Pointer } from './kernels.ts';
import type { Gains } from './normalisation.ts';
import type { Place } from './preparedStep.ts';
import { shares } from './threads/team.ts';

/** One picture, and a second one behind its channels (0 for none), each pixel `zoom` × `zoom` times. */
export interface GatherSource {
  x: Pointer;
  channels: number;
  second: Pointer;
  secondChannels: number;
  height: number;
  width: number;
  zoom: number;
}

/** Where it is laid out, in `height` rows of `width` pixels with a border of zeros. */
export interface GatherTarget {
  out: Pointer;
  top: number;
  left: number;
  height: number;
  width: number;
}

/** Fewer numbers than this are not worth a task. */
const leastNumbers = 4096;

/**
 * Asks for the picture's layout (kernels/gather.ts), normalised on the way where there are gains.
 * @param parts at most so many tasks, of some rows each; 0: as a part of the caller's own
 */
export function gatheredInParts(
  parts: number,
  source: GatherSource,
  target: GatherTarget,
  gains: Gains | null,
  silu: boolean,
  { kernels, team }: Pick<Place, 'kernels' | 'team'>,
): void {
  const { channels, secondChannels, height, width, zoom } = source;
  const all = channels + secondChannels;
  const ask = (first: number, count: number): void => {
    const isFirst = first === 0;
    const above = isFirst ? target.top : 0;
    const below = first + count === height ? target.height - target.top - zoom * height : 0;
    const skipped = isFirst ? 0 : target.top + zoom * first;
    kernels.gather(
      source.x + 4 * first * width * channels,
      channels,
      source.second === 0 ? 0 : source.second + 4 * first * width * secondChannels,
      secondChannels,
      count,
      width,
      zoom,
      above,
      target.left,
      above + zoom * count + below,
      target.width,
      gains?.gain ?? 0,
      gains?.offset ?? 0,
      silu ? 1 : 0,
      target.out + 4 * skipped * target.width * all,
    );
  };
  if (parts === 0) return ask(0, height);
  const worthwhile = Math.max(1, Math.floor((target.height * target.width * all) / leastNumbers));
  for (const { first, count } of shares(height, Math.min(parts, worthwhile))) {
    team.task(() => ask(first, count));
  }
}
