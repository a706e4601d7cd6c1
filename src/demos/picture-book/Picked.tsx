/** The picture that was picked, large, and what it would be with one thing changed. Its room is kept until it is there. */
import { useCallback, type ReactNode } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import { useLabels } from '../../ui/Label.tsx';
import { BookCanvas } from './BookCanvas.tsx';
import { drawnVariants, type PlacedPicture, type State } from './model.ts';

export function Picked({ picture, set }: { picture: PlacedPicture | null; set: State['set'] }) {
  const { text } = useLabels('demos/picture-book');
  return (
    <div className="picture-book-picked">
      <span className="picture-book-cell">
        {picture && <BookCanvas pixels={picture.pixels} description={text('description', { ...picture })} />}
      </span>
      <p className="picture-book-name">
        {picture && (
          <>
            <b>{text('named', { ...picture })}</b>
            <span>{text(`where.${set}`, { ...picture })}</span>
          </>
        )}
      </p>
      {picture ? <DrawnVariants {...picture} /> : <BothVariants scenes={[]} colours={[]} />}
    </div>
  );
}

function DrawnVariants({ seed, index }: Pick<PlacedPicture, 'seed' | 'index'>) {
  const make = useCallback(() => drawnVariants({ seed, index }), [seed, index]);
  const { result } = useSliced(make);
  return <BothVariants scenes={result?.scenes ?? []} colours={result?.colours ?? []} />;
}

function BothVariants({ scenes, colours }: Record<'scenes' | 'colours', readonly PlacedPicture[]>) {
  const { text } = useLabels('demos/picture-book');
  return (
    <>
      <Variants title={text('otherScenes')} pictures={scenes} count={5} />
      <Variants title={text('otherColours')} pictures={colours} count={8} />
    </>
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
              <BookCanvas pixels={picture.pixels} description={text('description', { ...picture })} />
            )}
          </span>
        ))}
      </div>
    </>
  );
}
