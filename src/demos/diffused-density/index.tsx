/** q(x_t) on the line: the exact density of every step, and chains drawn by ancestral sampling over it. */
import { useCallback, useMemo } from 'react';
import { densityFieldOf } from '../../figures/density/densityField.ts';
import { DensityMap } from '../../figures/density/DensityMap.tsx';
import { Marginal } from '../../figures/density/Marginal.tsx';
import { Paths } from '../../figures/density/Paths.tsx';
import { useSliced } from '../../figures/density/useSliced.ts';
import { histogramOf, kolmogorovBound, kolmogorovDistance, momentsOf } from '../../math/empirical.ts';
import { makeSchedule, type Schedule } from '../../math/schedules.ts';
import { Button, Choice } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { CurveLabel } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { dataIds, dataOf, type DataId } from './data.ts';
import { BINS, cdfAt, endsAt, exactBins, grid, linesOf, places, sampleChains, type Chains } from './model.ts';
import { BATCH, MAX_BATCHES, T, table } from './state.ts';

const SHOWN = 14;
const HEIGHT = 330;
const TOP = 0.85;

export default function DiffusedDensityDemo() {
  const [state, set] = useDemoState('diffused-density', table);
  const { t, seed, batches } = state;
  const id: DataId = state.data;
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const { text, label } = useLabels('demos/diffused-density');
  const { result: field } = useSliced(
    useCallback(() => densityFieldOf(grid, cdfAt(id, schedule)), [id, schedule]),
  );
  const { result: chains, isCurrent } = useSliced(
    useCallback(
      () => sampleChains(id, schedule, { seed, count: batches * BATCH }),
      [id, schedule, seed, batches],
    ),
  );
  const lines = useMemo(() => (chains ? linesOf(chains, SHOWN) : []), [chains]);
  const count = chains?.count ?? 0;
  return (
    <>
      <FigureStatus live={isCurrent}>{isCurrent ? text('status', { count }) : text('drawing')}</FigureStatus>
      <div className="density-row">
        <div>
          <p className="plot-title">{label('mapTitle', { shown: SHOWN })}</p>
          <DensityMap
            grid={grid}
            field={field}
            height={HEIGHT}
            top={TOP}
            timeLabel={text('time')}
            placeLabel={text('place')}
            timeTicks={[0, 250, 500, 750, 1000]}
            placeTicks={[-3, -2, -1, 0, 1, 2, 3]}
            description={text('map', { T, t, shown: SHOWN, data: text(`dataNames.${id}`) })}
          >
            {(frame) => (
              <>
                <Paths paths={lines} frame={frame} hue="x0" symbol="xt" faint />
                <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
              </>
            )}
          </DensityMap>
        </div>
        <div>
          <p className="plot-title">{label('marginalTitle', { count })}</p>
          <Ends chains={chains} id={id} schedule={schedule} t={t} />
        </div>
      </div>
      <p className="density-key">{label('mapKey', { T })}</p>
      <Numbers chains={chains} id={id} schedule={schedule} t={t} />
      <StepBar
        name={text('step')}
        value={t}
        min={0}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: value })}
      />
      <div className="options">
        <Choice
          name={text('data')}
          value={id}
          options={dataIds.map((option) => ({ id: option, label: text(`dataNames.${option}`) }))}
          onChange={(data) => set({ data })}
        />
        <Button kind="main" isDisabled={batches >= MAX_BATCHES} onPress={() => set({ batches: batches + 1 })}>
          {text('more', { count: BATCH })}
        </Button>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['t', 'varianceExact', 'varianceChains', 'distance'].map((key) => text(`columns.${key}`))}
        rows={() => (chains ? tableOf(chains, id, schedule) : [])}
      />
    </>
  );
}

interface AtProps {
  chains: Chains | null;
  id: DataId;
  schedule: Schedule;
  t: number;
}

/** What the chains and the exact law say at step t. */
function comparedAt(chains: Chains, id: DataId, schedule: Schedule, t: number) {
  const ends = endsAt(chains, t);
  return {
    exact: 1 + schedule.alphaBar[t] * (dataOf[id].variance - 1),
    variance: momentsOf(ends).variance,
    distance: kolmogorovDistance(ends, cdfAt(id, schedule)(t)),
  };
}

const tableOf = (chains: Chains, id: DataId, schedule: Schedule) =>
  Array.from({ length: 11 }, (_, i) => 100 * i).map((t) => {
    const { exact, variance, distance } = comparedAt(chains, id, schedule, t);
    return [t, exact.toFixed(3), variance.toFixed(3), distance.toFixed(3)];
  });

function Ends({ chains, id, schedule, t }: AtProps) {
  const { text } = useLabels('demos/diffused-density');
  const [from, to] = places;
  const density = chains ? histogramOf(endsAt(chains, t), { from, to, bins: BINS }) : new Float64Array(BINS);
  const exact = exactBins(cdfAt(id, schedule)(t));
  return (
    <Marginal
      places={places}
      height={HEIGHT}
      top={TOP}
      bars={{ density, hue: 'x0', symbol: 'xt' }}
      outline={{ density: exact, hue: 'xt', symbol: 'dens' }}
      description={text('marginal', { count: chains?.count ?? 0, t })}
    >
      {(frame) => (
        <>
          <CurveLabel x={frame.width} y={12} hue="xt" anchor="end">
            {text('exact')}
          </CurveLabel>
          <CurveLabel x={frame.width} y={30} hue="x0" anchor="end">
            {text('chains')}
          </CurveLabel>
        </>
      )}
    </Marginal>
  );
}

function Numbers({ chains, id, schedule, t }: AtProps) {
  const { text, label } = useLabels('demos/diffused-density');
  const at = useMemo(() => chains && comparedAt(chains, id, schedule, t), [chains, id, schedule, t]);
  const format = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3));
  return (
    <dl className="readouts">
      <Readout name={label('varianceExact')} value={format(at?.exact)} symbol="xt" hue="xt" />
      <Readout name={label('varianceChains')} value={format(at?.variance)} symbol="xt" hue="x0" />
      <Readout name={text('distance')} value={format(at?.distance)} />
      <Readout name={text('bound')} value={format(chains ? kolmogorovBound(chains.count) : undefined)} />
    </dl>
  );
}
