import { memo, useCallback, useMemo } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { resized, toModelRange, type Picture } from '../../figures/picture/picture.ts';
import { gaussianField } from '../../math/rng.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { jumpTo, paintJump, type Jump } from './model.ts';

const SIDE = 112;
const TIMES = [0, 50, 125, 200, 300, 400, 550, 750, 1000];

interface Props {
  picture: Picture;
  schedule: Schedule;
  seed: number;
  shrink: boolean;
  /** The frame to mark: one of `TIMES`. */
  nearest: number;
  onPick: (t: number) => void;
}

/** The strip's frame nearest to t. */
export const nearestFrame = (t: number) =>
  TIMES.reduce((best, time) => (Math.abs(time - t) < Math.abs(best - t) ? time : best));

/** The picture at nine steps, time from left to right; each frame is a button that goes there. */
export const Strip = memo(function Strip({ picture, schedule, seed, shrink, nearest, onPick }: Props) {
  const x0 = useMemo(() => toModelRange(resized(picture, SIDE, SIDE)), [picture]);
  const noise = useMemo(() => gaussianField(seed, 0, x0.length, new Float32Array(x0.length)), [seed, x0]);
  return (
    <div className="strip">
      {TIMES.map((time) => (
        <Thumb
          key={time}
          x0={x0}
          noise={noise}
          jump={jumpTo(schedule, time, shrink)}
          t={time}
          isOn={time === nearest}
          onPick={onPick}
        />
      ))}
    </div>
  );
});

interface ThumbProps {
  x0: Float32Array;
  noise: Float32Array;
  jump: Jump;
  t: number;
  isOn: boolean;
  onPick: (t: number) => void;
}

function Thumb({ x0, noise, jump: { scale, deviation }, t, isOn, onPick }: ThumbProps) {
  const { text } = useLabels('demos/noise');
  const paint = useCallback(
    (image: ImageData) => paintJump(image.data, x0, noise, { scale, deviation }),
    [x0, noise, scale, deviation],
  );
  return (
    <button
      type="button"
      className={isOn ? 'strip-frame on' : 'strip-frame'}
      onClick={() => onPick(t)}
      aria-pressed={isOn}
    >
      <Canvas width={SIDE} height={SIDE} paint={paint} description={text('strip', { t })} />
      <span>{t}</span>
    </button>
  );
}
