/** Points to drag and a curve to fit: the least squared error is reached at the mean of each column. */
import { Button, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { conditionalMeans, excess, placesOf, squaredError } from './model.ts';
import { PointsPlot } from './PointsPlot.tsx';
import { BINS, table } from './state.ts';
import './least-squares.css';

const rounded = (value: number, min: number, max: number) =>
  Math.round(Math.min(max, Math.max(min, value)) * 100) / 100;

export default function LeastSquaresDemo() {
  const [{ points, levels, means: showsMeans }, set] = useDemoState('least-squares', table);
  const { text, label } = useLabels('demos/least-squares');
  const places = placesOf(points);
  const means = conditionalMeans(places, BINS);
  const least = squaredError(
    places,
    means.map((mean) => mean ?? 0),
  );
  const onLevel = (bin: number, value: number) =>
    set({ levels: levels.map((level, k) => (k === bin ? rounded(value, -1, 1) : level)) });
  const onPoint = (index: number, x: number, y: number) =>
    set({
      points: points.map((value, i) =>
        i === 2 * index ? rounded(x, 0, BINS - 0.01) : i === 2 * index + 1 ? rounded(y, -1, 1) : value,
      ),
    });
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <PointsPlot
        places={places}
        levels={levels}
        means={showsMeans ? means : null}
        onLevel={onLevel}
        onPoint={onPoint}
      />
      <dl className="readouts">
        <Readout name={label('error')} value={formatNumber(squaredError(places, levels), 4)} hue="mu" />
        <Readout name={label('least')} value={formatNumber(least, 4)} hue="x0" />
        <Readout name={label('excess')} value={formatNumber(excess(places, levels), 4)} />
      </dl>
      <div className="least-squares-sliders">
        {levels.map((level, bin) => (
          <Slider
            key={bin}
            name={text('level', { bin: bin + 1 })}
            value={level}
            min={-1}
            max={1}
            step={0.01}
            hue="mu"
            format={(v) => formatNumber(v, 2)}
            onChange={(value) => onLevel(bin, value)}
          />
        ))}
      </div>
      <div className="options">
        <Button onPress={() => set({ levels: means.map((mean, bin) => mean ?? levels[bin]), means: true })}>
          {text('toMeans')}
        </Button>
        <Button
          onPress={() => set({ points: table.points.default, levels: table.levels.default, means: false })}
        >
          {text('reset')}
        </Button>
      </div>
      <DataTable
        columns={[text('columns.bin'), text('columns.yours'), text('columns.mean')]}
        rows={() =>
          levels.map((level, bin) => {
            const mean = means[bin];
            return [bin + 1, formatNumber(level, 3), mean === null ? '–' : formatNumber(mean, 3)];
          })
        }
      />
    </>
  );
}
