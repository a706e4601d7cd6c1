/** Small pictures in columns on one canvas, with a button over each column. */
import { memo, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { PictureShape } from '../network/network.ts';
import { drawPicture, type PictureValues } from './drawPicture.ts';
import { stripLayout } from './stripLayout.ts';
import './filmStrip.css';

/** One place in time: what the button is called and says, and its pictures from top to bottom. */
export interface StripColumn {
  key: number;
  name: string;
  caption: ReactNode;
  isOn: boolean;
  pictures: readonly (PictureValues | null)[];
}

interface Props {
  columns: readonly StripColumn[];
  shape: PictureShape;
  /** The symbol of each row. */
  symbols: readonly string[];
  /** Whether the Tab key stops here: of strips that lead to the same places, one is enough. */
  isTabStop?: boolean;
  /** Must be stable. */
  onPick: (key: number) => void;
}

const isSame = (a: PictureValues | null | undefined, b: PictureValues | null): boolean =>
  a && b && 'sheet' in a && 'sheet' in b ? a.sheet === b.sheet && a.first === b.first : a === b;

/**
 * Every canvas is a layer of the browser's compositor, and a strip of them costs more with every frame than its pictures
 * do. So there is one canvas, in the pictures' own pixels, and boxes of the same proportions lie over its pictures: they
 * are what is pointed at, marked and lit up.
 */
export function FilmStrip({ columns, shape, symbols, isTabStop = true, onPick }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<{ for: string; pictures: (PictureValues | null)[] }>({ for: '', pictures: [] });
  const layout = stripLayout(columns.length, symbols.length, shape);
  // Before the browser paints, since a canvas of another size is empty.
  useLayoutEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const size = `${columns.length} ${symbols.length} ${shape.width} ${shape.height} ${shape.channels}`;
    if (drawn.current.for !== size) drawn.current = { for: size, pictures: [] };
    const before = drawn.current.pictures;
    columns.forEach(({ pictures }, column) =>
      pictures.forEach((values, row) => {
        const at = column * symbols.length + row;
        if (isSame(before[at], values)) return;
        drawPicture(context, values, shape, layout.cornerOf(column, row));
        before[at] = values;
      }),
    );
  });
  return (
    <div className="film-strip" style={layout.style}>
      {columns.map(({ key, name, caption, isOn }) => (
        <Place key={key} at={key} {...{ name, caption, isOn, symbols, isTabStop, onPick }} />
      ))}
      <canvas ref={canvas} width={layout.width} height={layout.height} aria-hidden="true" />
    </div>
  );
}

type PlaceProps = Omit<StripColumn, 'key' | 'pictures'> &
  Required<Pick<Props, 'symbols' | 'isTabStop' | 'onPick'>> & { at: number };

const Place = memo(function Place({ at, name, caption, isOn, symbols, isTabStop, onPick }: PlaceProps) {
  return (
    <button
      type="button"
      className="film-place"
      aria-label={name}
      aria-pressed={isOn}
      tabIndex={isTabStop ? undefined : -1}
      onClick={() => onPick(at)}
    >
      {symbols.map((symbol) => (
        <i key={symbol} data-symbol={symbol} />
      ))}
      <span>{caption}</span>
    </button>
  );
});
