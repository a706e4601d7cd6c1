import type { ReactNode } from 'react';
import type { PictureShape } from '../../figures/network/network.ts';
import { SmallPicture } from '../../figures/networkInput/SmallPicture.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { psnr } from './model.ts';

interface Props {
  title: ReactNode;
  hue: string;
  symbol: string;
  values: Float32Array | null;
  shape: PictureShape;
  description: string;
  /** What the distance is told from; left out for the clean picture itself. */
  clean?: Float32Array | null;
}

/** A picture with its name above and its distance from the clean one below. */
export function Tile({ title, hue, symbol, values, shape, description, clean }: Props) {
  const { text } = useLabels('demos/denoise-photo');
  const note =
    clean === undefined ? text('range') : values && clean ? decibels(text, psnr(values, clean)) : '…';
  return (
    <figure className="denoise-tile">
      <figcaption className={`hue-${hue}`}>{title}</figcaption>
      <SmallPicture values={values} shape={shape} description={description} symbol={symbol} />
      <p>{note}</p>
    </figure>
  );
}

export const decibels = (text: ReturnType<typeof useLabels>['text'], value: number): string =>
  text('psnr', { value: Number.isFinite(value) ? value.toFixed(1).replace('-', '−') : '∞' });
