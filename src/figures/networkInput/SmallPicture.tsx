import { useCallback } from 'react';
import { cornerOf } from '../../engine/pictures.ts';
import type { SheetPictures } from '../../engine/index.ts';
import { Canvas } from '../Canvas.tsx';
import type { PictureShape } from '../network/network.ts';
import './networkInput.css';

interface Props {
  /** height · width · channels values (−1 is black, 1 is white, values beyond clip), or a place on a sheet. */
  values: ArrayLike<number> | SheetPictures | null;
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
    ({ data }: ImageData) => {
      for (let i = 0; i < width * height; i++) {
        for (let c = 0; c < 3; c++)
          data[4 * i + c] = numbers ? numbers[i * depth + (depth < 3 ? 0 : c)] * 127.5 + 127.5 : 0;
        data[4 * i + 3] = numbers ? 255 : 0;
      }
    },
    [numbers, width, height, depth],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const [x, y] = cornerOf({ sheet: sheet!, first }, { width, height });
      context.drawImage(sheet!, x, y, width, height, 0, 0, width, height);
    },
    [sheet, first, width, height],
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
