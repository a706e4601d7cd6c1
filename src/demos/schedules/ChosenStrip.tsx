/** The reader's picture under the plot, each frame below the steps it stands for. */
import { useMemo } from 'react';
import type { FamilyId } from '../../figures/schedules/families.ts';
import { NoisedFrame } from '../../figures/schedules/NoisedFrame.tsx';
import { noisedPicture } from '../../figures/schedules/noisedPixels.ts';
import type { Picture } from '../../figures/picture/picture.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { useWidth } from '../../ui/Plot.tsx';
import { plotMargin } from './layout.ts';

const SIDE = 80;

interface Props {
  picture: Picture;
  family: FamilyId;
  schedule: Schedule;
  seed: number;
  onPick: (t: number) => void;
}

export function ChosenStrip({ picture, family, schedule, seed, onPick }: Props) {
  const shared = useLabels('figures/schedules');
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const of = useMemo(() => noisedPicture(picture, SIDE, seed), [picture, seed]);
  const { T, alphaBar } = schedule;
  const count = width < 480 ? 5 : 9;
  const times = Array.from({ length: count }, (_, i) => Math.round(((i + 0.5) / count) * T));
  return (
    <div
      ref={ref}
      className="schedules-strip"
      style={{
        marginInline: `${plotMargin.left}px ${plotMargin.right}px`,
        gridTemplateColumns: `repeat(${count}, 1fr)`,
      }}
    >
      {times.map((t) => (
        <button key={t} type="button" onClick={() => onPick(t)}>
          <NoisedFrame
            of={of}
            signal={Math.sqrt(alphaBar[t])}
            deviation={Math.sqrt(1 - alphaBar[t])}
            description={shared.text('frame', { t, family: shared.text(`families.${family}`) })}
          />
          <span>{t}</span>
        </button>
      ))}
    </div>
  );
}
