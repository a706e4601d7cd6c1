/** Two Gaussians that can be dragged: what adding, multiplying and comparing them gives. */
import type { SymbolId } from '../../derivations/notation.ts';
import { Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import {
  divergence,
  divergenceByQuadrature,
  measuredDeviation,
  productByQuadrature,
  productOf,
  sumOf,
  type Gaussian,
} from './model.ts';
import { PairPlot } from './PairPlot.tsx';
import { table, views, type View } from './state.ts';
import './two-gaussians.css';

type Name = 'm1' | 's1' | 'm2' | 's2';

const sliders: readonly { name: Name; symbol: SymbolId; hue: 'x0' | 'eps' }[] = [
  { name: 'm1', symbol: 'ma', hue: 'x0' },
  { name: 's1', symbol: 'sa', hue: 'x0' },
  { name: 'm2', symbol: 'mb', hue: 'eps' },
  { name: 's2', symbol: 'sb', hue: 'eps' },
];

const fitted = (name: Name, value: number) => {
  const { min, max } = table[name];
  return Math.round(Math.min(max, Math.max(min, value)) * 100) / 100;
};

export default function TwoGaussiansDemo() {
  const [state, set] = useDemoState('two-gaussians', table);
  const { text } = useLabels('demos/two-gaussians');
  const view = state.view as View;
  const first: Gaussian = { mean: state.m1, deviation: state.s1 };
  const second: Gaussian = { mean: state.m2, deviation: state.s2 };
  const put = (name: Name, value: number) => set({ [name]: fitted(name, value) });
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <Choice
        name={text('viewName')}
        value={view}
        options={views.map((id) => ({ id, label: text(`views.${id}`) }))}
        onChange={(next) => set({ view: next })}
      />
      <p className="plot-title two-gaussians-title">
        <span>{text(`titles.${view}`)}</span>
      </p>
      <PairPlot
        view={view}
        first={first}
        second={second}
        onMean={(which, value) => put(`m${which}`, value)}
        onDeviation={(which, value) => put(`s${which}`, value)}
      />
      <Numbers view={view} first={first} second={second} />
      <div className="two-gaussians-sliders">
        {sliders.map(({ name, symbol, hue }) => (
          <Slider
            key={name}
            name={text(name)}
            label={<MathSymbol id={symbol} />}
            value={state[name]}
            min={table[name].min}
            max={table[name].max}
            step={0.01}
            hue={hue}
            format={(v) => v.toFixed(2).replace('-', '−')}
            onChange={(value) => put(name, value)}
          />
        ))}
      </div>
      <DataTable
        columns={[text('columns.what'), text('columns.value')]}
        rows={() => {
          const [sum, product] = [sumOf(first, second), productOf(first, second)];
          const values = {
            sumMean: sum.mean,
            sumDeviation: sum.deviation,
            productMean: product.mean,
            productDeviation: product.deviation,
            kl12: divergence(first, second),
            kl21: divergence(second, first),
          };
          return Object.entries(values).map(([key, value]) => [text(`rows.${key}`), formatNumber(value)]);
        }}
      />
    </>
  );
}

interface NumbersProps {
  view: View;
  first: Gaussian;
  second: Gaussian;
}

function Numbers({ view, first, second }: NumbersProps) {
  const { label } = useLabels('demos/two-gaussians');
  const show = (value: number) => formatNumber(value, 3);
  if (view === 'sum')
    return (
      <dl className="readouts two-gaussians-numbers">
        <Readout name={label('deviation')} value={show(sumOf(first, second).deviation)} hue="xt" />
        <Readout name={label('measured')} value={show(measuredDeviation(first, second))} />
        <Readout name={label('trap')} value={show(first.deviation + second.deviation)} />
      </dl>
    );
  if (view === 'product') {
    const product = productOf(first, second);
    const integrated = productByQuadrature(first, second);
    return (
      <dl className="readouts two-gaussians-numbers">
        <Readout name={label('productMean')} value={show(product.mean)} hue="mu" />
        <Readout name={label('quadrature')} value={show(integrated.mean)} />
        <Readout name={label('productDeviation')} value={show(product.deviation)} symbol="vprod" hue="mu" />
        <Readout name={label('quadrature')} value={show(integrated.deviation)} />
        <Readout
          name={label('share')}
          value={show(product.deviation ** 2 / first.deviation ** 2)}
          symbol="ma"
          hue="x0"
        />
      </dl>
    );
  }
  return (
    <dl className="readouts two-gaussians-numbers">
      <Readout name={label('kl12')} value={show(divergence(first, second))} hue="x0" />
      <Readout name={label('byIntegral')} value={show(divergenceByQuadrature(first, second))} />
      <Readout name={label('kl21')} value={show(divergence(second, first))} hue="eps" />
      <Readout name={label('byIntegral')} value={show(divergenceByQuadrature(second, first))} />
    </dl>
  );
}
