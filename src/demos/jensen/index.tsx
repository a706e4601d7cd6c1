/** A chord under log x: the mean of the logs lies below the log of the mean; with ratios, the gap is a divergence. */
import { Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { ChordPlot } from './ChordPlot.tsx';
import { divergenceOf, jensenOf, ratiosOf } from './model.ts';
import { table } from './state.ts';
import './jensen.css';

const within = ({ min, max }: { min: number; max: number }, value: number) =>
  Math.round(Math.min(max, Math.max(min, value)) * 100) / 100;

export default function JensenDemo() {
  const [state, set] = useDemoState('jensen', table);
  const { text, label } = useLabels('demos/jensen');
  const { p, q, ratios } = state;
  const values = ratios ? ratiosOf(p, q) : { a: state.a, b: state.b, p };
  const { mean, chord, curve } = jensenOf(values);
  const setA = (a: number) => set(ratios ? { q: within(table.q, a * p) } : { a: within(table.a, a) });
  const setB = (b: number) =>
    set(ratios ? { q: within(table.q, 1 - b * (1 - p)) } : { b: within(table.b, b) });
  const slider = (key: 'a' | 'b' | 'p' | 'q', hue: 'xt' | 'x0' | 'mu') => (
    <Slider
      key={key}
      name={text(`names.${key}`)}
      label={<MathSymbol id={`j${key}`} />}
      value={state[key]}
      min={table[key].min}
      max={table[key].max}
      step={0.01}
      hue={hue}
      format={(v) => formatNumber(v, 2)}
      onChange={(value) => set({ [key]: within(table[key], value) })}
    />
  );
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <ChordPlot values={values} onA={setA} onB={setB} />
      <dl className="readouts">
        <Readout name={label('curve')} value={formatNumber(curve, 4)} symbol="jm" hue="xt" />
        <Readout name={label('chord')} value={formatNumber(chord, 4)} hue="mu" />
        <Readout name={label('gap')} value={formatNumber(curve - chord, 4)} />
        {ratios && (
          <Readout name={label('divergence')} value={formatNumber(divergenceOf(p, q), 4)} hue="mu" />
        )}
      </dl>
      <div className="jensen-sliders">
        {slider('p', 'x0')}
        {ratios ? slider('q', 'mu') : [slider('a', 'xt'), slider('b', 'xt')]}
      </div>
      <div className="options">
        <Switch isOn={ratios} onChange={(on) => set({ ratios: on })}>
          {label('ratios')}
        </Switch>
      </div>
      <DataTable
        columns={[text('columns.p'), text('columns.mean'), text('columns.chord'), text('columns.curve')]}
        rows={() =>
          Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10).map((at) => {
            const there = jensenOf(ratios ? ratiosOf(at, q) : { ...values, p: at });
            return [
              at.toFixed(2),
              formatNumber(there.mean),
              formatNumber(there.chord),
              formatNumber(there.curve),
            ];
          })
        }
      />
      <p className="visually-hidden">{text('meanIs', { mean: formatNumber(mean, 3) })}</p>
    </>
  );
}
