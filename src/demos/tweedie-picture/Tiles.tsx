import type { ReactNode } from 'react';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { Weighed } from './model.ts';
import { SIDE } from './state.ts';

interface TileProps {
  title: ReactNode;
  values: ArrayLike<number> | null;
  description: string;
  hue: string;
  symbol: string;
  /** A number under the picture. */
  note: string;
}

export function Tile({ title, values, description, hue, symbol, note }: TileProps) {
  return (
    <figure className="tile">
      <figcaption className={`hue-${hue}`}>{title}</figcaption>
      <SmallPicture values={values} side={SIDE} description={description} symbol={symbol} />
      <p>{note}</p>
    </figure>
  );
}

/** The pictures of the set that the ideal denoiser averages, with their weights. */
export function TopWeights({ set, top }: { set: readonly Float32Array[]; top: readonly Weighed[] }) {
  const { text } = useLabels('demos/tweedie-picture');
  const percent = (weight: number) => (weight < 5e-4 ? '< 0.1 %' : `${(100 * weight).toFixed(1)} %`);
  return (
    <ol className="top-weights">
      {top.map(({ index, weight }, k) => (
        <li key={k} style={{ opacity: weight < 1e-3 ? 0.35 : 1 }}>
          <SmallPicture
            values={set[index]}
            side={SIDE}
            description={text('member', { percent: percent(weight) })}
          />
          <span>{percent(weight)}</span>
        </li>
      ))}
    </ol>
  );
}
