/** One sampler of the race: its name and counts, its frame at the scrubber's t, and its film strip. */
import { useMemo } from 'react';
import type { ShownFrame } from '../../engine/index.ts';
import type { PictureShape } from '../../figures/network/network.ts';
import { FilmStrip } from '../../figures/networkInput/FilmStrip.tsx';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import type { Trajectory } from '../../figures/sampling/trajectory.ts';
import type { Hue } from '../../derivations/notation.ts';
import { useLabels } from '../../ui/Label.tsx';
import { believedIn, LANES, type LaneId, type Shown } from './model.ts';

export type Band = 'xt' | 'xHat0' | 'eps';

const SYMBOLS: Record<Band, string> = { xt: 'xt', xHat0: 'xoh', eps: 'epsh' };
export const HUES: Record<LaneId, Hue> = { ddpm: 'eps', middle: 'xt', ddim: 'x0' };

const nearestOf = (times: readonly number[], t: number) =>
  times.reduce((best, time) => (Math.abs(time - t) < Math.abs(best - t) ? time : best));

interface Props {
  id: LaneId;
  shape: PictureShape;
  /** The step's noise, as a label. */
  noise: React.ReactNode;
  t: number;
  bands: readonly Band[];
  /** The film strip's. */
  times: readonly number[];
  shownAt: (t: number) => Shown | null;
  trajectory: Trajectory<ShownFrame> | null;
  total: number;
  onPick: (t: number) => void;
  /** The lane's settings. */
  children: React.ReactNode;
}

export function Lane(props: Props) {
  const { id, shape, noise, t, bands, times, shownAt, trajectory, total, onPick, children } = props;
  const { text, label } = useLabels('demos/race');
  const name = text(`lanes.${id}`);
  const now = shownAt(t);
  const nearest = nearestOf(times, t);
  const symbols = useMemo(() => bands.map((band) => SYMBOLS[band]), [bands]);
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
      <FilmStrip
        columns={times.map((time) => ({
          key: time,
          name: text('goTo', { t: time }),
          caption: time,
          isOn: time === nearest,
          pictures: bands.map((band) => valuesOf(shownAt(time)?.frame ?? null, band)),
        }))}
        shape={shape}
        symbols={symbols}
        isTabStop={id === LANES[0]}
        onPick={onPick}
      />
      {children}
    </div>
  );
}

const valuesOf = (frame: ShownFrame | null, band: Band) =>
  frame && (band === 'xHat0' ? believedIn(frame) : frame[band]);

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
      values={valuesOf(frame, band)}
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
