/** A chain of two steps, where −log p and its bound are both computed: the gap is the divergence of the posteriors. */
import { StackedBars } from '../../figures/stackedBars/StackedBars.tsx';
import { Button, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { boundOf, negativeLogLikelihood, posteriorDivergence, termsOf } from './model.ts';
import { BothSidesPlot, PathPlot } from './Plots.tsx';
import { table } from './state.ts';
import './two-step-chain.css';

const SLIDERS = [
  { key: 'weight', symbol: 'wth', hue: 'mu' },
  { key: 'sigma', symbol: 'sigm', hue: 'mu' },
  { key: 'x0', symbol: 'xo', hue: 'x0' },
  { key: 'beta', symbol: 'bc', hue: 'sched' },
] as const;

export default function TwoStepChainDemo() {
  const [chain, set] = useDemoState('two-step-chain', table);
  const { text, label } = useLabels('demos/two-step-chain');
  const truth = negativeLogLikelihood(chain);
  const terms = termsOf(chain);
  const bound = boundOf(chain);
  const gap = posteriorDivergence(chain);
  // Where a density is above 1, its −log is negative and cannot be a length; the bars then start at the terms.
  const shown = Math.max(0, truth);
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <div className="two-step-chain">
        <div>
          <p className="plot-title">{label('sidesTitle')}</p>
          <BothSidesPlot chain={chain} />
        </div>
        <div>
          <p className="plot-title">{label('pathsTitle')}</p>
          <PathPlot chain={chain} />
        </div>
      </div>
      <StackedBars
        full={Math.max(2.5, bound)}
        description={text('bars', { bound: bound.toFixed(3), truth: truth.toFixed(3), gap: gap.toFixed(3) })}
        rows={[
          {
            id: 'bound',
            name: text('boundRow'),
            sum: bound.toFixed(3),
            parts: [
              { id: 'decoder', label: text('decoder'), value: terms.decoder, hue: 'x0' },
              { id: 'step', label: text('step'), value: terms.step, hue: 'mu' },
              { id: 'prior', label: text('prior'), value: terms.prior, hue: 'xt' },
            ],
          },
          {
            id: 'truth',
            name: text('truthRow'),
            sum: '',
            parts: [
              { id: 'truth', label: text('truth'), value: shown, hue: 'x0', opacity: 0.45 },
              { id: 'gap', label: text('gapPart'), value: gap, hue: 'mu', opacity: 0.35, symbol: 'wth' },
            ],
          },
        ]}
      />
      <dl className="readouts">
        <Readout name={label('boundName')} value={formatNumber(bound, 3)} hue="mu" />
        <Readout name={label('truthName')} value={formatNumber(truth, 3)} hue="x0" />
        <Readout name={label('difference')} value={formatNumber(bound - truth, 5)} />
        <Readout name={label('divergence')} value={formatNumber(gap, 5)} hue="mu" />
      </dl>
      <div className="two-step-chain-sliders">
        {SLIDERS.map(({ key, symbol, hue }) => (
          <Slider
            key={key}
            name={text(`names.${key}`)}
            label={<MathSymbol id={symbol} />}
            value={chain[key]}
            min={table[key].min}
            max={table[key].max}
            step={0.01}
            hue={hue}
            format={(v) => formatNumber(v, 2)}
            onChange={(value) => set({ [key]: Math.round(value * 100) / 100 })}
          />
        ))}
      </div>
      <div className="options">
        <Button onPress={() => set({ weight: Math.sqrt(1 - chain.beta), sigma: Math.sqrt(chain.beta) })}>
          {label('close')}
        </Button>
      </div>
      <DataTable
        columns={[text('columns.w'), text('columns.truth'), text('columns.bound'), text('columns.gap')]}
        rows={() =>
          Array.from({ length: 15 }, (_, i) => {
            const there = { ...chain, weight: i / 10 };
            return [
              there.weight.toFixed(1),
              formatNumber(negativeLogLikelihood(there), 4),
              formatNumber(boundOf(there), 4),
              formatNumber(posteriorDivergence(there), 4),
            ];
          })
        }
      />
    </>
  );
}
