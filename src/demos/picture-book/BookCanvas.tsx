import { memo, useCallback } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { paintBook } from './model.ts';

/** A picture of the book, each of its pixels a crisp square. */
export const BookCanvas = memo(function BookCanvas({
  pixels,
  description,
}: {
  pixels: Uint8ClampedArray;
  description: string;
}) {
  const side = Math.sqrt(pixels.length / 3);
  const paint = useCallback((image: ImageData) => paintBook(image.data, pixels), [pixels]);
  return (
    <Canvas
      className="picture-book-canvas"
      width={side}
      height={side}
      paint={paint}
      description={description}
    />
  );
});
