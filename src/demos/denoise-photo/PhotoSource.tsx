import type { PictureShape } from '../../figures/network/network.ts';
import { BookPages } from '../../figures/networkInput/BookPages.tsx';
import { PhotoSquare } from '../../figures/networkInput/PhotoSquare.tsx';
import { PictureInput } from '../../figures/picture/PictureInput.tsx';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { SOURCES } from './state.ts';

type Source = (typeof SOURCES)[number];

interface Props {
  source: Source;
  /** Of what the network is given. */
  shape: PictureShape;
  onChange: (source: Source) => void;
}

/** A photo, or for comparison a page of the picture book. */
export function PhotoSource({ source, shape, onChange }: Props) {
  const { text } = useLabels('demos/denoise-photo');
  const photo = usePicture();
  return (
    <div className="denoise-source">
      <Choice
        name={text('source')}
        value={source}
        options={SOURCES.map((id) => ({ id, label: text(`sources.${id}`) }))}
        onChange={onChange}
      />
      {source === 'photo' ? (
        <PictureInput>{photo && <PhotoSquare picture={photo} shape={shape} />}</PictureInput>
      ) : (
        <BookPages />
      )}
    </div>
  );
}
