/** Pages of the picture book to choose from, drawn as they are chosen: the object, its colour, where it is. */
import { useCallback, type ReactNode } from 'react';
import { Button, Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { useSliced } from '../density/useSliced.ts';
import { colours, objects, scenes, type ObjectName, type SceneName } from '../pictureBook/attributes.ts';
import { namedColours } from '../pictureBook/colour.ts';
import { bookInput, type BookPage } from './bookInput.ts';
import { setNetworkInput, useNetworkInputState } from './networkInputStore.ts';
import { SmallPicture } from './SmallPicture.tsx';

const SHAPE = { height: 32, width: 32, channels: 3, size: 32 * 32 * 3 };
/** Pages to leaf through. */
const PAGES = 10_000;

interface Thumbnails {
  objects: Partial<Record<ObjectName, Float32Array>>;
  scenes: Partial<Record<SceneName, Float32Array>>;
}

/** The chosen page with every other object, and in every other scene; a picture a slice. */
function* drawnThumbnails(chosen: Required<BookPage>): Generator<void, Thumbnails> {
  const drawn: Thumbnails = { objects: {}, scenes: {} };
  for (const object of objects) {
    drawn.objects[object] = bookInput({ ...chosen, object }, SHAPE, 'test');
    yield;
  }
  for (const scene of scenes) {
    drawn.scenes[scene] = bookInput({ ...chosen, scene }, SHAPE, 'test');
    yield;
  }
  return drawn;
}

export function BookPages() {
  const { text } = useLabels('figures/networkInput');
  const { object, colour, scene, page } = useNetworkInputState();
  const draw = useCallback(
    () => drawnThumbnails({ page, object, colour, scene }),
    [page, object, colour, scene],
  );
  const { result } = useSliced(draw);
  const thumbnail = (values: Float32Array | undefined): ReactNode => (
    <SmallPicture values={values ?? null} shape={SHAPE} description="" />
  );
  return (
    <div className="book-pages">
      <Choice
        name={text('book.object')}
        value={object}
        options={objects.map((id) => ({
          id,
          label: thumbnail(result?.objects[id]),
          name: text(`book.objects.${id}`),
        }))}
        onChange={(next) => setNetworkInput({ object: next })}
      />
      <Choice
        name={text('book.colour')}
        value={colour}
        options={colours.map((id) => ({
          id,
          label: <i className="book-colour" style={{ background: `rgb(${namedColours[id].join()})` }} />,
          name: text(`book.colours.${id}`),
        }))}
        onChange={(next) => setNetworkInput({ colour: next })}
      />
      <div className="book-row">
        <Choice
          name={text('book.scene')}
          value={scene}
          options={scenes.map((id) => ({
            id,
            label: thumbnail(result?.scenes[id]),
            name: text(`book.scenes.${id}`),
          }))}
          onChange={(next) => setNetworkInput({ scene: next })}
        />
        <Button onPress={() => setNetworkInput({ page: (page + 1) % PAGES })}>{text('book.another')}</Button>
      </div>
    </div>
  );
}
