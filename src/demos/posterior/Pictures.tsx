import { useCallback, useMemo, type ReactNode } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { useSliced } from '../../figures/density/useSliced.ts';
import { resized, toModelRange } from '../../figures/picture/picture.ts';
import { PictureInput } from '../../figures/picture/PictureInput.tsx';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { gaussianAt } from '../../math/rng.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { mixesAt, paintMix, type Mix } from './model.ts';

const SIDE = 192;
const SIZE = SIDE * SIDE * 3;

interface Noises {
  eps: Float32Array;
  z: Float32Array;
}

/** The noise in x_t (step 0 of the seed) and the fresh noise of the draw (step 1), a row at a time. */
function* noisesOf(seed: number): Generator<void, Noises> {
  const [eps, z] = [new Float32Array(SIZE), new Float32Array(SIZE)];
  for (let i = 0; i < SIZE; i++) {
    eps[i] = gaussianAt(seed, 0, i);
    z[i] = gaussianAt(seed, 1, i);
    if (i % 2048 === 0) yield;
  }
  return { eps, z };
}

/** The same step on the reader's picture: every pixel value has its own x_0 and x_t, and they share the weights. */
export function Pictures({ schedule, t, seed }: { schedule: Schedule; t: number; seed: number }) {
  const { text, label } = useLabels('demos/posterior');
  const picture = usePicture();
  const x0 = useMemo(() => picture && toModelRange(resized(picture, SIDE, SIDE)), [picture]);
  const { result: noises } = useSliced(useCallback(() => noisesOf(seed), [seed]));
  const { xt, mean, sample, taken, gain } = useMemo(() => mixesAt(schedule, t), [schedule, t]);
  const times = gain < 10 ? gain.toPrecision(2) : String(Math.round(gain));
  const frames: { id: string; mix: Mix; symbol?: string; name: ReactNode }[] = [
    { id: 'x0', mix: { x0: 1, eps: 0, z: 0 }, symbol: 'xo', name: label('frames.x0') },
    { id: 'xt', mix: xt, symbol: 'xt', name: label('frames.xt') },
    { id: 'mean', mix: mean, symbol: 'mut', name: label('frames.mean') },
    { id: 'sample', mix: sample, symbol: 'xp', name: label('frames.sample') },
    { id: 'taken', mix: taken, symbol: 'eps', name: label('frames.taken', { gain: times }) },
  ];
  return (
    <PictureInput>
      <div className="posterior-pictures">
        {frames.map(({ id, mix, symbol, name }) => (
          <div key={id}>
            {x0 && noises ? (
              <Mixed
                x0={x0}
                noises={noises}
                mix={mix}
                symbol={symbol}
                description={text(`pictures.${id}`, { t })}
              />
            ) : (
              <div className="posterior-wait" />
            )}
            <p>{name}</p>
          </div>
        ))}
      </div>
    </PictureInput>
  );
}

interface MixedProps {
  x0: Float32Array;
  noises: Noises;
  mix: Mix;
  symbol?: string;
  description: string;
}

function Mixed({ x0, noises, mix, symbol, description }: MixedProps) {
  const { x0: a, eps: b, z: c } = mix;
  const paint = useCallback(
    (image: ImageData) => paintMix(image.data, { x0: a, eps: b, z: c }, x0, noises.eps, noises.z),
    [x0, noises, a, b, c],
  );
  return <Canvas width={SIDE} height={SIDE} paint={paint} description={description} symbol={symbol} />;
}
