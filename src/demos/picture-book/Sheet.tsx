import { memo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { BookCanvas } from './BookCanvas.tsx';
import type { PlacedPicture } from './model.ts';
import { PAGE } from './state.ts';

interface Props {
  pictures: readonly PlacedPicture[] | null;
  pick: number;
  onPick: (pick: number) => void;
}

/** The contact sheet. Its room stays whatever is on it. */
export const Sheet = memo(function Sheet({ pictures, pick, onPick }: Props) {
  const { text } = useLabels('demos/picture-book');
  return (
    <div className="picture-book-sheet" role="group" aria-label={text('sheet')}>
      {pictures?.length === 0 && <p>{text('none')}</p>}
      {Array.from({ length: PAGE }, (_, i) => pictures?.[i]).map((picture, i) =>
        picture ? (
          <button
            key={i}
            type="button"
            className="picture-book-cell"
            aria-pressed={i === pick}
            aria-label={text('show', {
              colour: picture.colour,
              object: picture.object,
              scene: picture.scene,
            })}
            onClick={() => onPick(i)}
          >
            <BookCanvas
              pixels={picture.pixels}
              description={text('description', {
                colour: picture.colour,
                object: picture.object,
                scene: picture.scene,
              })}
            />
          </button>
        ) : (
          <span key={i} className="picture-book-cell" />
        ),
      )}
    </div>
  );
});
