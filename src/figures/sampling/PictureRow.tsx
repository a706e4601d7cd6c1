/** Small pictures in a row, each with words under it. */
import type { ReactNode } from 'react';
import { SmallPicture } from '../networkInput/SmallPicture.tsx';
import './sampling.css';

export interface RowPicture {
  key: string | number;
  values: ArrayLike<number> | null;
  /** For those who do not see it. */
  description: string;
  caption?: ReactNode;
}

interface Props {
  title?: ReactNode;
  pictures: readonly RowPicture[];
  symbol?: string;
  side?: number;
}

export function PictureRow({ title, pictures, symbol, side = 28 }: Props) {
  return (
    <div className="picture-row">
      {title && <p className="plot-title">{title}</p>}
      <div className="picture-row-pictures" style={{ '--count': pictures.length } as React.CSSProperties}>
        {pictures.map(({ key, values, description, caption }) => (
          <div key={key}>
            <SmallPicture values={values} side={side} description={description} symbol={symbol} />
            {caption !== undefined && <span className="picture-row-caption">{caption}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
