import { useCallback } from 'react';
import { Canvas } from '../Canvas.tsx';
import type { PictureShape } from '../network/network.ts';
import './networkInput.css';

interface Props {
  /** height · width · channels values; −1 is black, 1 is white, values beyond clip. */
  values: ArrayLike<number> | null;
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
  const paint = useCallback(
    ({ data }: ImageData) => {
      for (let i = 0; i < width * height; i++) {
        for (let c = 0; c < 3; c++)
          data[4 * i + c] = values ? values[i * depth + (depth < 3 ? 0 : c)] * 127.5 + 127.5 : 0;
        data[4 * i + 3] = values ? 255 : 0;
      }
    },
    [values, width, height, depth],
  );
  return (
    <Canvas
      width={width}
      height={height}
      paint={paint}
      description={description}
      className="small-picture"
      symbol={symbol}
    />
  );
}
