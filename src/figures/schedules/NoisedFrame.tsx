import { useCallback } from 'react';
import { Canvas } from '../Canvas.tsx';
import { paintNoised, type NoisedPicture } from './noisedPixels.ts';

interface Props {
  of: NoisedPicture;
  signal: number;
  deviation: number;
  description: string;
}

/** One frame of a film strip: signal·x_0 + deviation·ε. */
export function NoisedFrame({ of, signal, deviation, description }: Props) {
  const paint = useCallback(
    (image: ImageData) => paintNoised(image.data, of, signal, deviation),
    [of, signal, deviation],
  );
  return <Canvas width={of.side} height={of.side} paint={paint} description={description} symbol="xt" />;
}
