import { useCallback } from 'react';
import { Canvas } from '../Canvas.tsx';
import type { PictureShape } from '../network/network.ts';
import { drawPicture, fillPixels, type PictureValues } from './drawPicture.ts';
import './networkInput.css';

interface Props {
  values: PictureValues | null;
  /** Left out: a square of `side` pixels. */
  shape?: PictureShape;
  side?: number;
  channels?: number;
  description: string;
  symbol?: string;
}

/** A picture of few pixels, each shown as a square. */
export function SmallPicture({ values, shape, side = 28, channels = 1, description, symbol }: Props) {
  const width = shape?.width ?? side;
  const height = shape?.height ?? side;
  const depth = shape?.channels ?? channels;
  // A frame's place on its sheet is a new object each time it is looked up.
  const { sheet = null, first = 0 } = values && 'sheet' in values ? values : {};
  const numbers = values && 'sheet' in values ? null : values;
  const paint = useCallback(
    ({ data }: ImageData) => fillPixels(data, numbers, { width, height, channels: depth }),
    [numbers, width, height, depth],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D) =>
      drawPicture(context, { sheet: sheet!, first }, { width, height, channels: depth }),
    [sheet, first, width, height, depth],
  );
  return (
    <Canvas
      width={width}
      height={height}
      paint={paint}
      draw={sheet ? draw : undefined}
      description={description}
      className="small-picture"
      symbol={symbol}
    />
  );
}
