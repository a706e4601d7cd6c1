/** One density heat map; forward paths, and from their ends the reverse SDE's and the probability-flow ODE's. */
import { useCallback, useMemo } from 'react';
import { densityFieldOf } from '../../figures/density/densityField.ts';
import { DensityMap, type MapFrame } from '../../figures/density/DensityMap.tsx';
import { linesOf } from '../../figures/density/ensemble.ts';
import { Paths, type Path } from '../../figures/density/Paths.tsx';
import { useSliced } from '../../figures/density/useSliced.ts';
import { Button, Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { Comparison } from './Comparison.tsx';
import { HEIGHT, hueOf, symbolOf, TOP } from './looks.ts';
import { Marginals } from './Marginals.tsx';
import { cdfAt, comparedAt, COUNT, grid, runsOf, ways, type Runs } from './model.ts';
import { table } from './state.ts';
import './reverse-paths.css';

const SHOWN = 6;

export default function ReversePathsDemo() {
  const [state, set] = useDemoState('reverse-paths', table);
  const { steps, seed, score, noise } = state;
  const t = state.t / 1000;
  const { text, label } = useLabels('demos/reverse-paths');
  const { result: field } = useSliced(useCallback(() => densityFieldOf(grid, cdfAt), []));
  const { result: runs, isCurrent } = useSliced(
    useCallback(() => runsOf({ steps, seed, score, noise }), [steps, seed, score, noise]),
  );
  const lines = useMemo(
    () => runs && Object.fromEntries(ways.map((way) => [way, linesOf(runs[way], SHOWN)])),
    [runs],
  );
  const drawn = ways.filter((way) => state[way]);
  return (
    <>
      <FigureStatus live={isCurrent}>
        {isCurrent ? text('status', { count: COUNT, steps }) : text('computing')}
      </FigureStatus>
      <div className="density-row reverse-paths-row">
        <div>
          <p className="plot-title">{label('mapTitle')}</p>
          <DensityMap
            grid={grid}
            field={field}
            height={HEIGHT}
            top={TOP}
            timeLabel={text('axisTime')}
            placeLabel={text('axisPlace')}
            timeTicks={[0, 0.25, 0.5, 0.75, 1]}
            placeTicks={[-2, -1, 0, 1, 2]}
            description={text('map', { t })}
          >
            {(frame) => (
              <>
                {lines &&
                  drawn.map((way) => (
                    <Paths
                      key={way}
                      paths={lines[way]}
                      frame={frame}
                      hue={hueOf[way]}
                      symbol={symbolOf[way]}
                      faint={way === 'forward'}
                    />
                  ))}
                <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
                {lines &&
                  drawn.map((way) => <Dots key={way} paths={lines[way]} way={way} t={t} frame={frame} />)}
              </>
            )}
          </DensityMap>
        </div>
        <Marginals runs={runs} t={t} />
      </div>
      <p className="density-key">{label('mapKey')}</p>
      <Comparison runs={runs} t={t} />
      <StepBar
        name={text('time')}
        value={state.t}
        min={0}
        max={1000}
        step={10}
        direction={-1}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: (value / 1000).toFixed(3) })}
      />
      <div className="options">
        <Switch isOn={score} onChange={(on) => set({ score: on })}>
          {text('useScore')}
        </Switch>
        <Switch isOn={noise} onChange={(on) => set({ noise: on })}>
          {text('useNoise')}
        </Switch>
        <Slider
          name={text('steps')}
          label={text('stepsLabel')}
          value={steps}
          min={table.steps.min}
          max={table.steps.max}
          step={10}
          hue="sched"
          format={(value) => text('stepsValue', { steps: value })}
          onChange={(next) => set({ steps: next })}
        />
      </div>
      <div className="options">
        <span>{text('show')}</span>
        {ways.map((way) => (
          <Switch key={way} isOn={state[way]} onChange={(on) => set({ [way]: on })}>
            <span className={`hue-${hueOf[way]}`}>{text(`ways.${way}`)}</span>
          </Switch>
        ))}
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['t', 'exact', ...ways].map((key) => text(`columns.${key}`))}
        rows={() => (runs ? rowsOf(runs) : [])}
      />
    </>
  );
}

const rowsOf = (runs: Runs) =>
  Array.from({ length: 11 }, (_, i) => i / 10).map((t) => [
    t.toFixed(1),
    comparedAt(runs.forward, t).exactVariance.toFixed(3),
    ...ways.map((way) => comparedAt(runs[way], t).variance.toPrecision(4)),
  ]);

/** Where each drawn path is at time t. */
function Dots({
  paths,
  way,
  t,
  frame,
}: {
  paths: readonly Path[];
  way: keyof Runs;
  t: number;
  frame: MapFrame;
}) {
  const [low, high] = frame.y.domain();
  return (
    <g className={`hue-${hueOf[way]}`} fill="currentColor">
      {paths.map((path, i) => {
        const last = path.t.length - 1;
        const k = Math.round((last * (t - path.t[0])) / (path.t[last] - path.t[0]));
        const isInside = path.x[k] > low && path.x[k] < high;
        return isInside && <circle key={i} cx={frame.x(path.t[k])} cy={frame.y(path.x[k])} r={3} />;
      })}
    </g>
  );
}
