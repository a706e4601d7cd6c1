/** Where the reader says what the network is given, of what it can take; and sees what it sees. */
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { PictureInput } from '../picture/PictureInput.tsx';
import { usePicture } from '../picture/pictureStore.ts';
import { BookPages } from './BookPages.tsx';
import { DrawingPad } from './DrawingPad.tsx';
import {
  setNetworkInput,
  sourceFor,
  sourcesFor,
  useNetworkInput,
  useNetworkInputState,
} from './networkInputStore.ts';
import { PhotoSquare } from './PhotoSquare.tsx';
import { useInputShape } from './inputShape.ts';
import { isGrey } from './isGrey.ts';
import { SmallPicture } from './SmallPicture.tsx';
import { useKnownData } from './useKnownData.ts';
import './networkInput.css';

export function NetworkInput() {
  const { text, label } = useLabels('figures/networkInput');
  const shape = useInputShape();
  const source = sourceFor(shape, useNetworkInputState());
  const x0 = useNetworkInput();
  const photo = usePicture();
  const knows = useKnownData();
  const kind = isGrey(shape) ? 'grey' : 'colour';
  return (
    <div className="network-input">
      <Choice
        name={text('source')}
        value={source}
        options={sourcesFor(shape).map((id) => ({ id, label: text(`sources.${id}`) }))}
        onChange={(id) => setNetworkInput({ source: id })}
      />
      <div className="network-input-source">
        {source === 'drawing' && <DrawingPad />}
        {source === 'photo' && (
          <PictureInput>{photo && <PhotoSquare picture={photo} shape={shape} />}</PictureInput>
        )}
        {source === 'book' && <BookPages />}
      </div>
      <div className="network-input-seen">
        <p className="plot-title">{label('seen', { ...shape })}</p>
        <SmallPicture
          values={x0}
          shape={shape}
          description={text(`seenLong.${kind}`, { ...shape })}
          symbol="xo"
        />
        <p className="network-input-note">
          {text(`notes.${source === 'photo' ? `${kind}Photo` : source}`)} {knows}
        </p>
      </div>
    </div>
  );
}
