/** A chain whose memory can be switched on: the product of single steps is the joint density, until it is not. */
import { useMemo } from 'react';
import { Button, Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { Diagram } from './Diagram.tsx';
import { correlationGivenMiddle, drawChains, lossOfFactorising, measure, type Chain } from './model.ts';
import { NextPlot, ScatterPlot } from './Plots.tsx';
import { table } from './state.ts';
import './memory-chain.css';

const X0 = 0.5;
const CHAINS = 800;

const hundredths = (value: number) => value.toFixed(2).replace('-', '−');
/** Rounding of 1e−16 is nought. */
const show = (value: number) => (Math.abs(value) < 1e-12 ? '0' : formatNumber(value, 3));

export default function MemoryChainDemo() {
  const [{ memory, strength, beta, seed }, set] = useDemoState('memory-chain', table);
  const { text, label } = useLabels('demos/memory-chain');
  const chain: Chain = useMemo(
    () => ({ beta, memory: memory ? strength : 0, x0: X0 }),
    [beta, memory, strength],
  );
  const measured = useMemo(() => measure(drawChains(chain, seed, CHAINS)), [chain, seed]);
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <Diagram memory={memory} />
      <div className="memory-chain">
        <div>
          <p className="plot-title">{label('nextTitle')}</p>
          <NextPlot chain={chain} />
        </div>
        <div>
          <p className="plot-title">{label('scatterTitle')}</p>
          <ScatterPlot chain={chain} measured={measured} />
        </div>
      </div>
      <dl className="readouts">
        <Readout name={label('exact')} value={show(correlationGivenMiddle(chain))} hue="mu" />
        <Readout
          name={label('measured')}
          value={text('interval', {
            low: hundredths(measured.low),
            high: hundredths(measured.high),
          })}
          hue="xt"
        />
        <Readout name={label('loss')} value={text('nats', { value: show(lossOfFactorising(chain)) })} />
      </dl>
      <div className="options">
        <Switch isOn={memory} onChange={(on) => set({ memory: on })}>
          {text('switch')}
        </Switch>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <div className="memory-chain-sliders">
        <Slider
          name={text('beta')}
          label={<MathSymbol id="bc" />}
          value={beta}
          min={0.05}
          max={0.8}
          step={0.01}
          hue="sched"
          format={(v) => v.toFixed(2)}
          onChange={(value) => set({ beta: value })}
        />
        <Slider
          name={text('strength')}
          label={text('strengthLabel')}
          value={strength}
          min={0.05}
          max={0.8}
          step={0.01}
          hue="mu"
          isDisabled={!memory}
          format={(v) => v.toFixed(2)}
          onChange={(value) => set({ strength: value })}
        />
      </div>
      <DataTable
        columns={[text('columns.memory'), text('columns.correlation'), text('columns.loss')]}
        rows={() =>
          [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((value) => {
            const other = { ...chain, memory: value };
            return [value.toFixed(1), show(correlationGivenMiddle(other)), show(lossOfFactorising(other))];
          })
        }
      />
    </>
  );
}
