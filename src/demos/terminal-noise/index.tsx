/** x_T is not pure noise: the average of many x_T of one picture, for every schedule. */
import { useMemo } from 'react';
import { toModelRange } from '../../figures/picture/picture.ts';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { familyIds, scheduleOf, type FamilyId } from '../../figures/schedules/families.ts';
import { formatQuantity } from '../../figures/schedules/formatQuantity.ts';
import { NoisedFrame } from '../../figures/schedules/NoisedFrame.tsx';
import { noisedPicture, type NoisedPicture } from '../../figures/schedules/noisedPixels.ts';
import { snr } from '../../math/schedules.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { averageOfDraws, brightened, correlationWith, drawsToEqual, evidenceInOne } from './model.ts';
import { MOST_DRAWS, stepCounts, table } from './state.ts';
import './terminal-noise.css';

const SIDE = 192;

/** 1, 250, 25 000, 4.0e8. */
const formatCount = (n: number) =>
  n < 1e6 ? Math.round(n).toLocaleString('en').replaceAll(',', ' ') : formatQuantity(n);

const formatCorrelation = (r: number) => r.toFixed(3).replace('-0.000', '0.000').replace('-', '−');

const twoDigits = (n: number) => Math.max(1, Number(n.toPrecision(2)));

export default function TerminalNoiseDemo() {
  const [{ draws, steps, seed }, set] = useDemoState('terminal-noise', table);
  const picture = usePicture();
  const of = useMemo(() => picture && noisedPicture(picture, SIDE, seed), [picture, seed]);
  const whole = useMemo(() => picture && toModelRange(picture), [picture]);
  const { text, label } = useLabels('demos/terminal-noise');
  const shared = useLabels('figures/schedules');
  const T = Number(steps);
  const n = twoDigits(10 ** draws);
  const ends = useMemo(
    () => familyIds.map((family) => ({ family, alphaBarT: scheduleOf(family, T).alphaBar[T] })),
    [T],
  );
  return (
    <>
      <div className="terminal">
        {ends.map(({ family, alphaBarT }) => (
          <End key={family} family={family} alphaBarT={alphaBarT} n={n} of={of} whole={whole} />
        ))}
      </div>
      <div className="bar">
        <Slider
          name={text('draws')}
          label={text('drawsLabel')}
          value={draws}
          min={0}
          max={MOST_DRAWS}
          step={0.05}
          format={() => text(n === 1 ? 'one' : 'count', { n: formatCount(n) })}
          onChange={(power) => set({ draws: power })}
        />
      </div>
      <div className="options">
        <span>{label('stepsLabel')}</span>
        <Choice
          name={text('steps')}
          value={steps}
          options={stepCounts.map((id) => ({ id, label: id }))}
          onChange={(id) => set({ steps: id })}
        />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['family', 'left', 'snr', 'equal', 'correlation', 'evidence'].map((key) =>
          text(`columns.${key}`),
        )}
        rows={() =>
          ends.map(({ family, alphaBarT }) => [
            shared.text(`families.${family}`),
            formatQuantity(Math.sqrt(alphaBarT)),
            formatQuantity(snr(alphaBarT)),
            formatQuantity(drawsToEqual(alphaBarT)),
            of ? formatQuantity(correlationWith(of.x0, of.noise, averageOfDraws(alphaBarT, n))) : '–',
            whole ? formatQuantity(evidenceInOne(alphaBarT, whole)) : '–',
          ])
        }
      />
    </>
  );
}

interface EndProps {
  family: FamilyId;
  alphaBarT: number;
  n: number;
  of: NoisedPicture | null;
  whole: Float32Array | null;
}

function End({ family, alphaBarT, n, of, whole }: EndProps) {
  const { text, label } = useLabels('demos/terminal-noise');
  const shared = useLabels('figures/schedules');
  const shown = brightened(averageOfDraws(alphaBarT, n));
  const evidence = useMemo(() => whole && evidenceInOne(alphaBarT, whole), [whole, alphaBarT]);
  return (
    <div>
      <p className="plot-title hue-sched">{shared.text(`families.${family}`)}</p>
      <div className="terminal-picture">
        {of && (
          <NoisedFrame
            of={of}
            {...shown}
            description={text('picture', { n, family: shared.text(`families.${family}`) })}
          />
        )}
      </div>
      <dl className="terminal-numbers">
        <dt>{label('left')}</dt>
        <dd>{formatQuantity(Math.sqrt(alphaBarT))}</dd>
        <dt>{text('equal')}</dt>
        <dd>{formatCount(Math.max(1, drawsToEqual(alphaBarT)))}</dd>
        <dt>{text('correlation')}</dt>
        <dd>{of ? formatCorrelation(correlationWith(of.x0, of.noise, shown)) : '–'}</dd>
        <dt>{label('evidence')}</dt>
        <dd>{evidence === null ? '–' : text('sigmas', { value: formatQuantity(evidence) })}</dd>
      </dl>
    </div>
  );
}
