import type { ReactNode } from 'react';
import type { PictureShape } from '../../figures/network/network.ts';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { Weighed } from './model.ts';

interface TileProps {
  title: ReactNode;
  values: ArrayLike<number> | null;
  shape: PictureShape;
  description: string;
  hue: string;
  symbol: string;
  /** A number under the picture. */
  note: string;
}

export function Tile({ title, values, shape, description, hue, symbol, note }: TileProps) {
  return (
    <figure className="tile">
      <figcaption className={`hue-${hue}`}>{title}</figcaption>
      <SmallPicture values={values} shape={shape} description={description} symbol={symbol} />
      <p>{note}</p>
    </figure>
  );
}

/** The pictures of the set that the ideal denoiser averages, with their weights. */
export function TopWeights({
  set,
  top,
  shape,
}: {
  set: readonly Float32Array[];
  top: readonly Weighed[];
  shape: PictureShape;
}) {
  const { text } = useLabels('demos/tweedie-picture');
  const percent = (weight: number) => (weight < 5e-4 ? '< 0.1 %' : `${(100 * weight).toFixed(1)} %`);
  return (
    <ol className="top-weights">
      {top.map(({ index, weight }, k) => (
        <li key={k} style={{ opacity: weight < 1e-3 ? 0.35 : 1 }}>
          <SmallPicture
            values={set[index]}
            shape={shape}
            description={text('member', { percent: percent(weight) })}
          />
          <span>{percent(weight)}</span>
        </li>
      ))}
    </ol>
  );
}
