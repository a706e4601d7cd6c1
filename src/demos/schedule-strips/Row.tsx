/** The film strip of one schedule, with the frame at the cursor at its end. */
import type { FamilyId } from '../../figures/schedules/families.ts';
import { NoisedFrame } from '../../figures/schedules/NoisedFrame.tsx';
import type { NoisedPicture } from '../../figures/schedules/noisedPixels.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { stepOf } from './model.ts';

interface Props {
  of: NoisedPicture | null;
  family: FamilyId;
  schedule: Schedule;
  /** Where the frames and the cursor are along the row, 0 … 1. */
  shares: readonly number[];
  cursor: number;
  sameSnr: boolean;
  onPick: (share: number) => void;
}

export function Row({ of, family, schedule, shares, cursor, sameSnr, onPick }: Props) {
  const shared = useLabels('figures/schedules');
  const common = { of, family, schedule, sameSnr };
  return (
    <div className="strips-row">
      <span className="strips-name">{shared.text(`families.${family}`)}</span>
      <div className="strips-frames" style={{ gridTemplateColumns: `repeat(${shares.length}, 1fr)` }}>
        {shares.map((share) => (
          <button key={share} type="button" onClick={() => onPick(share)}>
            <Frame {...common} share={share} />
          </button>
        ))}
        <i className="strips-cursor" style={{ insetInlineStart: `${cursor * 100}%` }} aria-hidden="true" />
      </div>
      <div className="strips-here">
        <Frame {...common} share={cursor} />
      </div>
    </div>
  );
}

type FrameProps = Pick<Props, 'of' | 'family' | 'schedule' | 'sameSnr'> & { share: number };

function Frame({ of, family, schedule, sameSnr, share }: FrameProps) {
  const { text } = useLabels('demos/schedule-strips');
  const shared = useLabels('figures/schedules');
  const t = stepOf(schedule, share, sameSnr);
  const name = shared.text(`families.${family}`);
  if (t === null)
    return (
      <>
        <span className="strips-none" role="img" aria-label={shared.text('outside', { family: name })}>
          {text('none')}
        </span>
        <span className="strips-number">–</span>
      </>
    );
  const alphaBar = schedule.alphaBar[t];
  return (
    <>
      <span className="strips-picture">
        {of && (
          <NoisedFrame
            of={of}
            signal={Math.sqrt(alphaBar)}
            deviation={Math.sqrt(1 - alphaBar)}
            description={shared.text('frame', { t, family: name })}
          />
        )}
      </span>
      <span className="strips-number">
        {Math.sqrt(alphaBar).toFixed(3)}
        {sameSnr && <small>{text('short', { t })}</small>}
      </span>
    </>
  );
}
