/** One picture under five schedules: equal steps, or equal log-SNR, where all rows become one. */
import { useMemo } from 'react';
import { PictureInput } from '../../figures/picture/PictureInput.tsx';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { familyIds, scheduleOf } from '../../figures/schedules/families.ts';
import { noisedPicture } from '../../figures/schedules/noisedPixels.ts';
import { Button, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { useWidth } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { logSnrAt, stepOf } from './model.ts';
import { Row } from './Row.tsx';
import { T, table } from './state.ts';
import './schedule-strips.css';

const SIDE = 96;
const schedules = familyIds.map((family) => ({ family, schedule: scheduleOf(family, T) }));

const formatLogSnr = (share: number) => logSnrAt(share).toFixed(2).replace('-', '−');

export default function ScheduleStripsDemo() {
  const [{ at, sameSnr, seed }, set] = useDemoState('schedule-strips', table);
  const picture = usePicture();
  const [ref, width] = useWidth<HTMLDivElement>(1040);
  const of = useMemo(() => picture && noisedPicture(picture, SIDE, seed), [picture, seed]);
  const { text, label } = useLabels('demos/schedule-strips');
  const shared = useLabels('figures/schedules');
  const count = width < 600 ? 4 : 9;
  const shares = Array.from({ length: count }, (_, i) => (i + 0.5) / count);
  const heading = (share: number) => (sameSnr ? formatLogSnr(share) : Math.round(share * T));
  return (
    <>
      <PictureInput>
        <div ref={ref} className={sameSnr ? 'strips strips-same-snr' : 'strips'}>
          <div className="strips-row strips-heads">
            <span className="strips-name">{text(sameSnr ? 'columns.logSnr' : 'columns.step')}</span>
            <div className="strips-frames" style={{ gridTemplateColumns: `repeat(${count}, 1fr)` }}>
              {shares.map((share) => (
                <span key={share}>{heading(share)}</span>
              ))}
            </div>
            <span className="strips-here">{text('here')}</span>
          </div>
          {schedules.map(({ family, schedule }) => (
            <Row
              key={family}
              of={of}
              family={family}
              schedule={schedule}
              shares={shares}
              cursor={at / T}
              sameSnr={sameSnr}
              onPick={(share) => set({ at: Math.round(share * T) })}
            />
          ))}
        </div>
        <p className="strips-note">{label(sameSnr ? 'note.snr' : 'note.step')}</p>
      </PictureInput>
      <StepBar
        name={text('at')}
        value={at}
        min={0}
        max={T}
        onChange={(value) => set({ at: value })}
        format={(value) =>
          sameSnr ? text('logSnr', { value: formatLogSnr(value / T) }) : text('step', { t: value })
        }
      />
      <div className="options">
        <Switch isOn={sameSnr} onChange={(on) => set({ sameSnr: on })}>
          {label('sameSnr')}
        </Switch>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={[text('columns.logSnr'), ...familyIds.map((id) => shared.text(`families.${id}`))]}
        rows={() =>
          Array.from({ length: 15 }, (_, i) => i / 14).map((share) => [
            formatLogSnr(share),
            ...schedules.map(({ schedule }) => {
              const t = stepOf(schedule, share, true);
              return t === null ? text('none') : text('step', { t });
            }),
          ])
        }
      />
    </>
  );
}
