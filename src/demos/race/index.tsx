/** The race: DDPM, DDIM and what lies between, from one x_T, by one network, with one stream of noise. */
import { useCallback, useMemo } from 'react';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { NetworkNote } from '../../figures/sampling/NetworkNote.tsx';
import { rootMeanSquare } from '../../figures/sampling/trajectory.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { useWidth } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { Lane, type Band } from './Lane.tsx';
import { LaneSettings } from './LaneSettings.tsx';
import { LANES, type LaneId, type Shown, type State } from './model.ts';
import { Options } from './Options.tsx';
import { table, timesOf } from './state.ts';
import { useRace } from './useRace.ts';
import './race.css';

/** Up to here (px, as in race.css) a strip shows every second frame: large enough to be recognised from afar. */
const NARROW = 960;

type Lanes = ReturnType<ReturnType<typeof useRace>['laneOf']>;

export default function RaceDemo() {
  const [state, set] = useDemoState('race', table);
  const { text } = useLabels('demos/race');
  const { engine, T, work, laneOf, recording, shape, classes, label } = useRace(state);
  const lanes = Object.fromEntries(LANES.map((id) => [id, laneOf(id)])) as Record<LaneId, Lanes>;
  const { t: askedT, ...settings } = state;
  const t = Math.min(askedT, T);
  const { showXHat0, showEps } = settings;
  const bands = useMemo<Band[]>(
    () => ['xt', ...(showXHat0 ? ['xHat0' as const] : []), ...(showEps ? ['eps' as const] : [])],
    [showXHat0, showEps],
  );
  const [ref, width] = useWidth<HTMLDivElement>(1180);
  const times = useMemo(() => timesOf(T, width <= NARROW), [T, width]);
  const goTo = useCallback((time: number) => set({ t: time }), [set]);
  const live = work.latest;
  const sum = (of: (id: LaneId) => number) => LANES.reduce((total, id) => total + of(id), 0);
  const counts = live && {
    networkCalls: sum((id) => live[id].networkCalls),
    milliseconds: sum((id) => live[id].milliseconds),
  };
  const backend = recording && text(`backends.${recording.header.backend}`);
  const source =
    work.phase === 'done'
      ? text('live')
      : recording
        ? text(counts ? 'partly' : 'recorded', { backend })
        : text(counts ? 'live' : 'nothing');
  return (
    <>
      <NetworkStatus engine={engine} />
      <p className="race-source">
        {recording && work.phase !== 'done' && <b>{text('recordedShort')}</b>} {source}
      </p>
      <div ref={ref}>
        {LANES.map((id) => (
          <Lane
            key={id}
            id={id}
            shape={shape}
            noise={<LaneNoise id={id} state={state} />}
            t={t}
            bands={bands}
            times={times}
            shownAt={lanes[id].at}
            trajectory={lanes[id].counted}
            total={lanes[id].total}
            onPick={goTo}
          >
            <LaneSettings id={id} T={T} {...settings} set={set} />
          </Lane>
        ))}
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={0}
        max={T}
        direction={-1}
        speed={0.16 * T}
        onChange={goTo}
        format={(time) => text('value', { t: time })}
      />
      <WorkBar
        work={work}
        done={live ? sum((id) => live[id].done) : 0}
        total={sum((id) => lanes[id].total)}
        counts={counts}
      />
      <Options {...settings} set={set} classes={classes} asked={label} />
      <OneCall counted={LANES.map((id) => lanes[id].counted)} />
      <NetworkNote>{text('parts')}</NetworkNote>
      <DataTable
        columns={['lane', 'steps', 'calls', 'ms', 'perCall', 'apart'].map((name) => text(`columns.${name}`))}
        rows={() => LANES.map((id) => rowOf(text(`lanes.${id}`), lanes[id], lanes.ddim))}
      />
    </>
  );
}

function LaneNoise({ id, state }: { id: LaneId; state: State }) {
  const { label } = useLabels('demos/race');
  if (id === 'ddpm') return label(`ddpmFacts.${state.variance}`);
  if (id === 'middle' && state.sigmaHat) return label('facts.sigmaHat');
  return (
    <>
      {label('etaIs')} {id === 'ddim' ? 0 : state.eta}
    </>
  );
}

/** What one picture would take if one call were enough. */
function OneCall({ counted }: { counted: readonly Lanes['counted'][] }) {
  const { text } = useLabels('demos/race');
  const known = counted.filter((lane) => lane !== null);
  const calls = known.reduce((total, lane) => total + lane.networkCalls, 0);
  const ms = known.reduce((total, lane) => total + lane.milliseconds, 0);
  return (
    <div className="race-one-call">
      <dl className="readouts">
        <Readout
          name={text('oneCall')}
          value={calls === 0 ? '–' : text('ms', { ms: (ms / calls).toFixed(ms / calls < 10 ? 1 : 0) })}
        />
      </dl>
      <p className="sampling-note">{text('oneCallNote')}</p>
    </div>
  );
}

/** A run's last frame comes in numbers. */
const endOf = (shown: Shown | null) => (shown?.frame.xt instanceof Float32Array ? shown.frame.xt : null);

function rowOf(name: string, { counted, total, at }: Lanes, ddim: Lanes): (string | number)[] {
  const [mine, theirs] = [endOf(at(0)), endOf(ddim.at(0))];
  const apart = mine && theirs ? rootMeanSquare(mine, theirs).toFixed(3) : '–';
  if (!counted) return [name, total, '–', '–', '–', apart];
  const { networkCalls, milliseconds } = counted;
  return [
    name,
    total,
    networkCalls,
    Math.round(milliseconds),
    (milliseconds / networkCalls).toFixed(1),
    apart,
  ];
}
