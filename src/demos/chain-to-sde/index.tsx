/** A chain of T steps beside the SDE that it goes to: DDPM's and the VP SDE, NCSN's and the VE SDE. */
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { betaAt, gapOf, gapsOf, sigmaAt, type Family } from './model.ts';
import { GapPlot, KernelPlot, WalkPlot } from './Plots.tsx';
import { families, stepCounts, table } from './state.ts';
import './chain-to-sde.css';

export default function ChainToSdeDemo() {
  const [state, set] = useDemoState('chain-to-sde', table);
  const family: Family = state.family;
  const T = stepCounts[state.size];
  const { text, label } = useLabels('demos/chain-to-sde');
  const isVp = family === 'vp';
  return (
    <>
      <div className="chain-to-sde">
        <div>
          <p className="plot-title">
            <span>{text('pathTitle', { T })}</span>
          </p>
          <WalkPlot family={family} T={T} seed={state.seed} />
          <dl className="readouts">
            <Readout name={text('gapNow')} value={formatNumber(gapOf(family, T))} hue="x0" symbol="xt" />
            {isVp ? (
              <Readout name={label('betaLast')} value={formatNumber(betaAt(1) / T)} hue="sched" symbol="bt" />
            ) : (
              <Readout
                name={label('sigmaRatio')}
                value={formatNumber(sigmaAt(1) / sigmaAt(1 - 1 / T))}
                hue="sched"
              />
            )}
          </dl>
        </div>
        <div>
          <p className="plot-title">{label(isVp ? 'keptTitle' : 'keptTitleVe')}</p>
          <KernelPlot family={family} T={T} />
          <p className="plot-title">{label('gapTitle')}</p>
          <GapPlot family={family} T={T} />
        </div>
      </div>
      <div className="options">
        <Slider
          name={text('steps')}
          label="T"
          value={state.size}
          min={0}
          max={stepCounts.length - 1}
          hue="x0"
          format={(size) => text('stepsValue', { T: stepCounts[size] })}
          onChange={(size) => set({ size })}
        />
        <Choice
          name={text('family')}
          value={family}
          options={families.map((id) => ({ id, label: text(`families.${id}`) }))}
          onChange={(next) => set({ family: next })}
        />
        <Button onPress={() => set({ seed: (state.seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={[text('columns.T'), text('columns.gap')]}
        rows={() => gapsOf(family).map(({ T: steps, gap }) => [steps, gap.toPrecision(3)])}
      />
    </>
  );
}
