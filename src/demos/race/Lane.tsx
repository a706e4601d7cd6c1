/** One sampler of the race: its name and counts, its frame at the scrubber's t, and its film strip. */
import type { ShownFrame } from '../../engine/index.ts';
import type { PictureShape } from '../../figures/network/network.ts';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import type { Trajectory } from '../../figures/sampling/trajectory.ts';
import type { Hue } from '../../derivations/notation.ts';
import { useLabels } from '../../ui/Label.tsx';
import { believedIn, type LaneId, type Shown } from './model.ts';
import { TIMES } from './state.ts';

export type Band = 'xt' | 'xHat0' | 'eps';

const SYMBOLS: Record<Band, string> = { xt: 'xt', xHat0: 'xoh', eps: 'epsh' };
export const HUES: Record<LaneId, Hue> = { ddpm: 'eps', middle: 'xt', ddim: 'x0' };

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
  const nearest = TIMES.reduce((best, time) => (Math.abs(time - t) < Math.abs(best - t) ? time : best));
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
            <BandPicture id={id} shape={shape} band={band} shown={now} t={t} />
            <span className="race-band">{label(`bands.${band}`)}</span>
          </div>
        ))}
        <span className="race-now-t">{text('now', { t: now?.frame.t ?? t })}</span>
      </div>
      <div className="race-strip">
        {TIMES.map((time) => (
          <button
            key={time}
            type="button"
            className={time === nearest ? 'race-frame on' : 'race-frame'}
            aria-label={text('goTo', { t: time })}
            aria-pressed={time === nearest}
            onClick={() => onPick(time)}
          >
            {bands.map((band) => (
              <BandPicture key={band} id={id} shape={shape} band={band} shown={shownAt(time)} t={time} />
            ))}
            <span>{time}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

const valuesOf = (frame: ShownFrame, band: Band) => (band === 'xHat0' ? believedIn(frame) : frame[band]);

interface BandPictureProps {
  id: LaneId;
  shape: PictureShape;
  band: Band;
  shown: Shown | null;
  t: number;
}

function BandPicture({ id, shape, band, shown, t }: BandPictureProps) {
  const { text } = useLabels('demos/race');
  return (
    <SmallPicture
      values={shown && valuesOf(shown.frame, band)}
      shape={shape}
      symbol={SYMBOLS[band]}
      description={text('picture', {
        lane: text(`lanes.${id}`),
        t: shown?.frame.t ?? t,
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
