import { memo } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useLabels } from '../../ui/Label.tsx';
import { BookCanvas } from './BookCanvas.tsx';
import type { PlacedPicture } from './model.ts';
import { PAGE } from './state.ts';

interface Props {
  pictures: readonly PlacedPicture[] | null;
  pick: number;
  onPick: (pick: number) => void;
}

/** The contact sheet: one stop of the Tab key, the arrow keys choose. Its room stays whatever is on it. */
export const Sheet = memo(function Sheet({ pictures, pick, onPick }: Props) {
  const { text } = useLabels('demos/picture-book');
  return (
    <RadioGroup
      className="picture-book-sheet"
      aria-label={text('sheet')}
      value={String(pictures?.[pick] ? pick : 0)}
      onChange={(next) => onPick(Number(next))}
    >
      {pictures?.length === 0 && <p>{text('none')}</p>}
      {Array.from({ length: PAGE }, (_, i) => pictures?.[i]).map((picture, i) =>
        picture ? (
          <Radio
            key={i}
            className="picture-book-cell"
            value={String(i)}
            aria-label={text('show', {
              colour: picture.colour,
              object: picture.object,
              scene: picture.scene,
            })}
          >
            <BookCanvas
              pixels={picture.pixels}
              description={text('description', {
                colour: picture.colour,
                object: picture.object,
                scene: picture.scene,
              })}
            />
          </Radio>
        ) : (
          <span key={i} className="picture-book-cell" />
        ),
      )}
    </RadioGroup>
  );
});
