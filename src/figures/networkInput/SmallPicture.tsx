import { useCallback } from 'react';
import { Canvas } from '../Canvas.tsx';
import './networkInput.css';

interface Props {
  /** side · side values, or side · side · channels for colour; −1 is black, 1 is white, values beyond clip. */
  values: ArrayLike<number> | null;
  side: number;
  channels?: 1 | 3;
  description: string;
  symbol?: string;
}

/** A picture of few pixels, each shown as a square. */
export function SmallPicture({ values, side, channels = 1, description, symbol }: Props) {
  const paint = useCallback(
    ({ data }: ImageData) => {
      for (let i = 0; i < side * side; i++) {
        for (let c = 0; c < 3; c++)
          data[4 * i + c] = values ? values[i * channels + (channels === 1 ? 0 : c)] * 127.5 + 127.5 : 0;
        data[4 * i + 3] = values ? 255 : 0;
      }
    },
    [values, side, channels],
  );
  return (
    <Canvas
      width={side}
      height={side}
      paint={paint}
      description={description}
      className="small-picture"
      symbol={symbol}
    />
  );
}
