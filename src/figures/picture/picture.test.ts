import { describe, expect, it } from 'vitest';
import { landscape } from './landscape.ts';
import { resized, toModelRange, type Picture } from './picture.ts';
import { isAnimated } from './readPicture.ts';

const flat = (width: number, height: number, rgb: readonly number[]): Picture => ({
  width,
  height,
  rgba: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : rgb[i % 4])),
  isOwn: true,
});

describe('pictures', () => {
  it('scale 0 and 255 to −1 and 1', () => {
    expect([...toModelRange(flat(1, 1, [0, 127.5, 255]))]).toEqual([-1, expect.closeTo(0.0039, 3), 1]);
  });

  it.each([
    [7, 300, 28],
    [500, 3, 28],
    [5, 5, 28],
    [511, 512, 112],
  ])('%i × %i of one colour stays that colour at %i', (width, height, side) => {
    const { rgba } = resized(flat(width, height, [10, 20, 30]), side, side);
    expect(new Set(rgba)).toEqual(new Set([10, 20, 30, 255]));
  });

  it('keeps the mean of a picture whose sides divide evenly', () => {
    const picture = landscape(64);
    const mean = ({ rgba }: Pick<Picture, 'rgba'>) => rgba.reduce((sum, v) => sum + v, 0) / rgba.length;
    expect(mean(resized(picture, 16, 16))).toBeCloseTo(mean(picture), 0);
  });
});

describe('animation', () => {
  const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
  it('is seen in GIF, PNG and WebP', () => {
    expect(isAnimated(bytes('GIF89a........!\xff\x0bNETSCAPE2.0'))).toBe(true);
    expect(isAnimated(bytes('\x89PNG\r\n\x1a\n........acTL'))).toBe(true);
    expect(isAnimated(bytes('RIFF....WEBPVP8X....ANIM'))).toBe(true);
    expect(isAnimated(bytes('GIF89a, one frame'))).toBe(false);
  });
});
