import { useCallback, useMemo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { Canvas } from '../Canvas.tsx';
import type { PictureShape } from '../network/network.ts';
import { resized, type Picture } from '../picture/picture.ts';

const SIDE = 280;

/** The middle of the photo, of the proportions of a network's pictures: all that can reach it. */
export function PhotoSquare({ picture, shape }: { picture: Picture; shape: PictureShape }) {
  const { text } = useLabels('figures/networkInput');
  const scale = SIDE / Math.max(shape.width, shape.height);
  const [width, height] = [Math.round(shape.width * scale), Math.round(shape.height * scale)];
  const middle = useMemo(() => resized(picture, width, height), [picture, width, height]);
  const paint = useCallback((image: ImageData) => image.data.set(middle.rgba), [middle]);
  return (
    <Canvas width={width} height={height} paint={paint} description={text('photo')} className="pad-canvas" />
  );
}
