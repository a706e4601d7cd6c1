/** The density of many paths against the Fokker–Planck equation, solved on a grid. */
import { useCallback, useMemo } from 'react';
import type { FieldGrid } from '../../figures/density/densityField.ts';
import { DensityMap } from '../../figures/density/DensityMap.tsx';
import { linesOf } from '../../figures/density/ensemble.ts';
import { Marginal } from '../../figures/density/Marginal.tsx';
import { Paths } from '../../figures/density/Paths.tsx';
import { useSliced } from '../../figures/density/useSliced.ts';
import { kolmogorovBound } from '../../math/empirical.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { CurveLabel } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { BINS, comparedAt, pathsOf, PDE_STEPS, places, solutionOf, solverGrid } from './model.ts';
import { BATCH, fields, table, type FieldId } from './state.ts';

const SHOWN = 12;
const HEIGHT = 320;
const TOP = 1.1;
const frameGrid: FieldGrid = { times: [0, 1], places, columns: 2, rows: 2 };

export default function FokkerPlanckDemo() {
  const [state, set] = useDemoState('fokker-planck', table);
  const { g, seed, batches } = state;
  const field: FieldId = state.field;
  const t = state.t / 1000;
  const count = batches * BATCH;
  const { text, label } = useLabels('demos/fokker-planck');
  const { result: solution, isCurrent: isSolved } = useSliced(
    useCallback(() => solutionOf(field, g), [field, g]),
  );
  const { result: paths, isCurrent } = useSliced(
    useCallback(() => pathsOf(field, g, { seed, count }), [field, g, seed, count]),
  );
  const lines = useMemo(() => (paths ? linesOf(paths, SHOWN) : []), [paths]);
  const at = useMemo(() => (paths && solution ? comparedAt(paths, solution, t) : null), [paths, solution, t]);
  const isReady = isSolved && isCurrent;
  const format = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3));
  return (
    <>
      <FigureStatus live={isReady}>
        {isReady ? text('status', { count, steps: PDE_STEPS }) : text('computing')}
      </FigureStatus>
      <div className="density-row">
        <div>
          <p className="plot-title">{label('mapTitle', { shown: SHOWN })}</p>
          <DensityMap
            grid={frameGrid}
            field={solution?.field ?? null}
            height={HEIGHT}
            top={TOP}
            timeLabel={text('axisTime')}
            placeLabel={text('axisPlace')}
            timeTicks={[0, 0.25, 0.5, 0.75, 1]}
            placeTicks={[-2, -1, 0, 1, 2]}
            description={text('map', { shown: SHOWN, t })}
          >
            {(frame) => (
              <>
                <Paths paths={lines} frame={frame} hue="eps" symbol="pos" faint />
                <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
              </>
            )}
          </DensityMap>
        </div>
        <div>
          <p className="plot-title">
            <span>{text('marginalTitle', { count, t: t.toFixed(2) })}</span>
          </p>
          <Marginal
            places={places}
            height={HEIGHT}
            top={TOP}
            bars={{ density: at?.bars ?? new Float64Array(BINS), hue: 'eps', symbol: 'pos' }}
            outline={at ? { density: at.solved, hue: 'xt', symbol: 'dens' } : undefined}
            description={text('marginal', { count, t })}
          >
            {(frame) => (
              <>
                <CurveLabel x={frame.width} y={12} hue="xt" anchor="end">
                  {text('solved')}
                </CurveLabel>
                <CurveLabel x={frame.width} y={30} hue="eps" anchor="end">
                  {text('paths')}
                </CurveLabel>
              </>
            )}
          </Marginal>
        </div>
      </div>
      <p className="density-key">{text('mapKey', { cells: solverGrid.cells })}</p>
      <dl className="readouts">
        <Readout name={text('variancePde')} value={format(at?.pde.variance)} hue="xt" symbol="dens" />
        <Readout name={text('variancePaths')} value={format(at?.paths.variance)} hue="eps" symbol="pos" />
        <Readout name={text('distance')} value={format(at?.distance)} />
        <Readout name={text('bound')} value={format(kolmogorovBound(count))} />
      </dl>
      <StepBar
        name={text('time')}
        value={state.t}
        min={0}
        max={1000}
        step={10}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: (value / 1000).toFixed(3) })}
      />
      <div className="options">
        <Choice
          name={text('field')}
          value={field}
          options={fields.map((id) => ({ id, label: label(`fields.${id}`) }))}
          onChange={(next) => set({ field: next })}
        />
        <Slider
          name={text('noise')}
          label="g"
          value={g}
          min={table.g.min}
          max={table.g.max}
          step={0.1}
          hue="eps"
          format={(value) => value.toFixed(1)}
          onChange={(next) => set({ g: next })}
        />
        <Button isDisabled={batches >= table.batches.max} onPress={() => set({ batches: batches + 1 })}>
          {text('more', { count: BATCH })}
        </Button>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['t', 'mass', 'pde', 'paths', 'distance'].map((key) => text(`columns.${key}`))}
        rows={() =>
          paths && solution
            ? Array.from({ length: 11 }, (_, i) => i / 10).map((time) => {
                const row = comparedAt(paths, solution, time);
                const numbers = [row.pde.mass, row.pde.variance, row.paths.variance, row.distance];
                return [time.toFixed(1), ...numbers.map((value) => value.toFixed(4))];
              })
            : []
        }
      />
    </>
  );
}
