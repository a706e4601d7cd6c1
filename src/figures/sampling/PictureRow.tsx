/** Pictures of the page's network in a row, each with words under it. */
import { useMemo, type ReactNode } from 'react';
import type { SheetPictures } from '../../engine/index.ts';
import { shapeOf } from '../network/network.ts';
import { useNetwork } from '../network/useNetwork.ts';
import { SmallPicture } from '../networkInput/SmallPicture.tsx';
import './sampling.css';

export interface RowPicture {
  key: string | number;
  values: ArrayLike<number> | SheetPictures | null;
  /** For those who do not see it. */
  description: string;
  caption?: ReactNode;
}

interface Props {
  title?: ReactNode;
  pictures: readonly RowPicture[];
  symbol?: string;
}

export function PictureRow({ title, pictures, symbol }: Props) {
  const network = useNetwork();
  const shape = useMemo(() => shapeOf(network), [network]);
  return (
    <div className="picture-row">
      {title && <p className="plot-title">{title}</p>}
      <div className="picture-row-pictures" style={{ '--count': pictures.length } as React.CSSProperties}>
        {pictures.map(({ key, values, description, caption }) => (
          <div key={key}>
            <SmallPicture values={values} shape={shape} description={description} symbol={symbol} />
            {caption !== undefined && <span className="picture-row-caption">{caption}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
