/** Where the reader says what the network is given: draws a digit, or takes the photo; and sees what it sees. */
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { PictureInput } from '../picture/PictureInput.tsx';
import { usePicture } from '../picture/pictureStore.ts';
import { DrawingPad } from './DrawingPad.tsx';
import { setNetworkInput, useNetworkInput, useNetworkInputState } from './networkInputStore.ts';
import { PhotoSquare } from './PhotoSquare.tsx';
import { SmallPicture } from './SmallPicture.tsx';
import './networkInput.css';

const SOURCES = ['drawing', 'photo'] as const;

export function NetworkInput({ side = 28 }: { side?: number }) {
  const { text, label } = useLabels('figures/networkInput');
  const { source } = useNetworkInputState();
  const x0 = useNetworkInput(side);
  const photo = usePicture();
  return (
    <div className="network-input">
      <Choice
        name={text('source')}
        value={source}
        options={SOURCES.map((id) => ({ id, label: text(`sources.${id}`) }))}
        onChange={(id) => setNetworkInput({ source: id })}
      />
      <div className="network-input-source">
        {source === 'drawing' ? (
          <DrawingPad />
        ) : (
          <PictureInput>{photo && <PhotoSquare picture={photo} />}</PictureInput>
        )}
      </div>
      <div className="network-input-seen">
        <p className="plot-title">{label('seen', { side })}</p>
        <SmallPicture values={x0} side={side} description={text('seenLong', { side })} symbol="xo" />
        <p className="network-input-note">{text(`notes.${source}`)}</p>
      </div>
    </div>
  );
}
