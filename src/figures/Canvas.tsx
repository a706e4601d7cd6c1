import { useEffect, useRef } from 'react';

interface Props {
  width: number;
  height: number;
  /** Fills the bitmap; called when it changes. */
  paint: (image: ImageData) => void;
  /** In its place: draws a picture that is a bitmap already. Must be as stable as `paint`. */
  draw?: (context: CanvasRenderingContext2D) => void;
  /** What is to be seen; empty where what stands around it says so. */
  description: string;
  className?: string;
  symbol?: string;
}

/** A bitmap as a canvas. `paint` must be stable while its picture is (useCallback). */
export function Canvas({ width, height, paint, draw, description, className, symbol }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const image = useRef<ImageData | null>(null);
  useEffect(() => {
    const context = ref.current!.getContext('2d')!;
    if (draw) return draw(context);
    if (image.current?.width !== width || image.current.height !== height)
      image.current = context.createImageData(width, height);
    paint(image.current);
    context.putImageData(image.current, 0, 0);
  }, [width, height, paint, draw]);
  return (
    <canvas
      ref={ref}
      width={width}
      height={height}
      {...(description ? { role: 'img', 'aria-label': description } : { 'aria-hidden': true })}
      className={className}
      data-symbol={symbol}
    />
  );
}
