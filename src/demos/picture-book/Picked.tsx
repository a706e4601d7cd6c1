/** The picture that was picked, large, and what it would be with one thing changed. */
import { useCallback, type ReactNode } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import { useLabels } from '../../ui/Label.tsx';
import { BookCanvas } from './BookCanvas.tsx';
import { drawnVariants, type PlacedPicture, type State } from './model.ts';

export function Picked({ picture, set }: { picture: PlacedPicture; set: State['set'] }) {
  const { text } = useLabels('demos/picture-book');
  const { seed, index, object, colour, scene } = picture;
  const make = useCallback(() => drawnVariants({ seed, index }), [seed, index]);
  const { result: variants } = useSliced(make);
  return (
    <div className="picture-book-picked">
      <BookCanvas pixels={picture.pixels} description={text('description', { colour, object, scene })} />
      <p className="picture-book-name">
        <b>{text('named', { colour, object, scene })}</b>
        <span>{text(`where.${set}`, { index, seed })}</span>
      </p>
      <Variants title={text('otherScenes')} pictures={variants?.scenes ?? []} count={5} />
      <Variants title={text('otherColours')} pictures={variants?.colours ?? []} count={8} />
    </div>
  );
}

interface VariantsProps {
  title: ReactNode;
  pictures: readonly PlacedPicture[];
  count: number;
}

function Variants({ title, pictures, count }: VariantsProps) {
  const { text } = useLabels('demos/picture-book');
  return (
    <>
      <p className="plot-title">{title}</p>
      <div className="picture-book-variants">
        {Array.from({ length: count }, (_, i) => pictures[i]).map((picture, i) => (
          <span key={i} className="picture-book-cell">
            {picture && (
              <BookCanvas
                pixels={picture.pixels}
                description={text('description', {
                  colour: picture.colour,
                  object: picture.object,
                  scene: picture.scene,
                })}
              />
            )}
          </span>
        ))}
      </div>
    </>
  );
}
