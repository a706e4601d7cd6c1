/** One sampler of the race: its name and counts, its frame at the scrubber's t, and its film strip. */
import { memo } from 'react';
import type { ShownFrame } from '../../engine/index.ts';
import type { PictureShape } from '../../figures/network/network.ts';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import type { Trajectory } from '../../figures/sampling/trajectory.ts';
import type { Hue } from '../../derivations/notation.ts';
import { useLabels } from '../../ui/Label.tsx';
import { believedIn, LANES, type LaneId, type Shown } from './model.ts';
import { TIMES } from './state.ts';

export type Band = 'xt' | 'xHat0' | 'eps';

const SYMBOLS: Record<Band, string> = { xt: 'xt', xHat0: 'xoh', eps: 'epsh' };
export const HUES: Record<LaneId, Hue> = { ddpm: 'eps', middle: 'xt', ddim: 'x0' };

/** The frames that a narrow figure shows. */
const SPARSE = TIMES.filter((_, i) => i % 2 === 0);

const nearestOf = (times: readonly number[], t: number) =>
  times.reduce((best, time) => (Math.abs(time - t) < Math.abs(best - t) ? time : best));

interface Props {
  id: LaneId;
  shape: PictureShape;
  /** The step's noise, as a label. */
  noise: React.ReactNode;
  t: number;
  bands: readonly Band[];
  shownAt: (t: number) => Shown | null;
  trajectory: Trajectory<ShownFrame> | null;
  total: number;
  onPick: (t: number) => void;
}

export function Lane({ id, shape, noise, t, bands, shownAt, trajectory, total, onPick }: Props) {
  const { text, label } = useLabels('demos/race');
  const name = text(`lanes.${id}`);
  const now = shownAt(t);
  const nearest = nearestOf(TIMES, t);
  const nearestShown = nearestOf(SPARSE, t);
  return (
    <div className="race-lane">
      <div className="race-facts">
        <p className={`race-name hue-${HUES[id]}`}>{name}</p>
        <p>{noise}</p>
        <p>{callsInWords(text, trajectory, total)}</p>
      </div>
      <div className="race-now" data-bands={bands.length}>
        {bands.map((band) => (
          <div key={band}>
            <BandPicture id={id} shape={shape} band={band} frame={now?.frame ?? null} t={t} />
            <span className="race-band">{label(`bands.${band}`)}</span>
          </div>
        ))}
        <span className="race-now-t">{text('now', { t: now?.frame.t ?? t })}</span>
      </div>
      <div className="race-strip">
        {TIMES.map((time) => (
          <StripFrame
            key={time}
            id={id}
            shape={shape}
            bands={bands}
            time={time}
            frame={shownAt(time)?.frame ?? null}
            isNearest={time === nearest}
            isNearestShown={time === nearestShown}
            onPick={onPick}
          />
        ))}
      </div>
    </div>
  );
}

type StripFrameProps = Pick<Props, 'id' | 'shape' | 'bands' | 'onPick'> & {
  time: number;
  frame: ShownFrame | null;
  isNearest: boolean;
  /** The same where a narrow figure shows every second frame. */
  isNearestShown: boolean;
};

/**
 * One place of the film strip. The lanes' strips lead to the same times, so the keyboard stops at the first lane's only. It
 * is drawn anew when its frame is another, not at every step of the run or the scrubber.
 */
const StripFrame = memo(function StripFrame({
  id,
  shape,
  bands,
  time,
  frame,
  isNearest,
  isNearestShown,
  onPick,
}: StripFrameProps) {
  const { text } = useLabels('demos/race');
  return (
    <button
      type="button"
      className="race-frame"
      data-nearest={isNearest || undefined}
      data-nearest-shown={isNearestShown || undefined}
      aria-label={text('goTo', { t: time })}
      aria-pressed={isNearest}
      tabIndex={id === LANES[0] ? undefined : -1}
      onClick={() => onPick(time)}
    >
      {bands.map((band) => (
        <BandPicture key={band} id={id} shape={shape} band={band} frame={frame} t={time} />
      ))}
      <span>{time}</span>
    </button>
  );
});

const valuesOf = (frame: ShownFrame, band: Band) => (band === 'xHat0' ? believedIn(frame) : frame[band]);

interface BandPictureProps {
  id: LaneId;
  shape: PictureShape;
  band: Band;
  frame: ShownFrame | null;
  t: number;
}

function BandPicture({ id, shape, band, frame, t }: BandPictureProps) {
  const { text } = useLabels('demos/race');
  return (
    <SmallPicture
      values={frame && valuesOf(frame, band)}
      shape={shape}
      symbol={SYMBOLS[band]}
      description={text('picture', {
        lane: text(`lanes.${id}`),
        t: frame?.t ?? t,
        band: text(`bandNames.${band}`),
      })}
    />
  );
}

function callsInWords(
  text: ReturnType<typeof useLabels>['text'],
  trajectory: Trajectory<ShownFrame> | null,
  total: number,
): string {
  if (!trajectory) return text('calls', { calls: total });
  const { networkCalls, done, milliseconds } = trajectory;
  const calls =
    done < total
      ? text('callsOf', {
          calls: networkCalls,
          total: Math.round((networkCalls / Math.max(1, done)) * total),
        })
      : text('calls', { calls: networkCalls });
  return `${calls} · ${text('seconds', { seconds: (milliseconds / 1000).toFixed(1) })}`;
}
