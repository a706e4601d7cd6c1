import { useCallback, useMemo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { Canvas } from '../Canvas.tsx';
import { resized, type Picture } from '../picture/picture.ts';

const SIDE = 280;

/** The middle square of the photo: all that can reach the network. */
export function PhotoSquare({ picture }: { picture: Picture }) {
  const { text } = useLabels('figures/networkInput');
  const square = useMemo(() => resized(picture, SIDE, SIDE), [picture]);
  const paint = useCallback((image: ImageData) => image.data.set(square.rgba), [square]);
  return (
    <Canvas width={SIDE} height={SIDE} paint={paint} description={text('photo')} className="pad-canvas" />
  );
}
