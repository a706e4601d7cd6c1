/** The frames of the way up and of the way down, and what came back beside what went in. */
import type { Pictures } from '../../engine/index.ts';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { nearestFrame } from '../../figures/sampling/trajectory.ts';
import { Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { momentsOf, type RoundTrip } from './model.ts';

/** Where pictures stand on the way up, of T. */
const SHARES = [0, 0.2, 0.4, 0.7, 1];
/** Of the difference's brightness: it is small, and black on a projector without. */
const GAIN = 5;

/** To two decimals, what rounds to −0 as 0. */
const withoutMinusZero = (x: number) => Math.round(100 * x) / 100 || 0;

interface Props {
  /** Steps of the network's schedule. */
  T: number;
  x0: Float32Array | null;
  trip: RoundTrip | null;
}

export function Path({ T, x0, trip }: Props) {
  const { text, label } = useLabels('demos/encode-decode');
  const up = trip?.up ?? null;
  const down = trip?.down ?? null;
  const xT = up?.result ?? null;
  const back = down?.result ?? null;
  const moments = xT && momentsOf(xT);
  // A way is shown as far as it is: the frame must be about where it should.
  const at = (frames: readonly { t: number; xt: Pictures }[], t: number, reach: number) => {
    const frame = nearestFrame(frames, t);
    return frame && Math.abs(frame.t - t) <= reach ? frame : null;
  };
  const reach = T / (2 * (trip?.steps ?? 1)) + 1;
  const times = SHARES.map((share) => Math.round(share * T));
  const row = (way: 'up' | 'down', times: readonly number[]) =>
    times.map((t, i) => {
      const frames = (way === 'up' ? up : down)?.frames ?? [];
      const frame = way === 'up' && t === 0 && x0 ? { t: 0, xt: x0 } : at(frames, t, reach);
      return {
        key: i,
        values: frame?.xt ?? null,
        description: text(`pictures.${way}`, { t: frame?.t ?? t }),
        caption: text('at', { t: frame?.t ?? t }),
      };
    });
  return (
    <div className="encode-decode-path">
      <PictureRow title={label('up')} symbol="xt" pictures={row('up', times)} />
      <PictureRow title={label('down')} symbol="xt" pictures={row('down', [...times].reverse())} />
      <PictureRow
        title={label('difference', { gain: GAIN })}
        pictures={[
          {
            key: 'difference',
            values: back && x0 && x0.map((x, i) => 2 * GAIN * Math.abs(x - back[i]) - 1),
            description: text('differencePicture', { gain: GAIN }),
            caption: trip?.error != null ? text('error', { error: trip.error.toFixed(3) }) : '–',
          },
        ]}
      />
      <dl className="readouts">
        <Readout
          name={label('mean')}
          value={moments ? withoutMinusZero(moments.mean).toFixed(2).replace('-', '−') : '–'}
          symbol="xT"
          hue="xt"
        />
        <Readout
          name={label('variance')}
          value={moments ? moments.variance.toFixed(2) : '–'}
          symbol="xT"
          hue="xt"
        />
      </dl>
    </div>
  );
}
