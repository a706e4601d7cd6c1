import { useCallback, useMemo } from 'react';
import { shapeOf } from '../../figures/network/network.ts';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useNetwork } from '../../figures/network/useNetwork.ts';
import { useT } from '../../figures/network/useT.ts';
import { trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import type { Engine, SampleRequest, ShownFrame } from '../../engine/index.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { decidingPart, requestsOf, shownAt, type Deciding, type LaneId, type State } from './model.ts';
import { table } from './state.ts';
import { useRecording } from './useRecording.ts';

/** x_T is there before the network is: it is the seed's noise. */
const startOf = (seed: number, size: number, { steps }: SampleRequest): Trajectory => ({
  frames: [
    { t: steps[0].t, xt: gaussianField(seed, 0, size, new Float32Array(size)), xHat0: null, eps: null },
  ],
  result: null,
  done: 0,
  total: steps.length,
  networkCalls: 0,
  milliseconds: 0,
});

/** The race of this state: live as far as it is, recorded beyond that where a recording has the same settings. */
export function useRace(state: State) {
  const engine = useEngine();
  const network = useNetwork();
  const classes = useClasses(engine);
  const label = useClass(state.label, classes, table.label.default);
  const recording = useRecording(network.id, engine.model?.sha256 ?? null);
  const shape = useMemo(() => shapeOf(network), [network]);
  // A network that cannot be asked for no class has nothing to be guided away from.
  const guidance = classes.hasAny ? state.guidance : 1;
  const key = JSON.stringify(decidingPart({ ...state, guidance }, label));
  const deciding = useMemo(() => JSON.parse(key) as Deciding, [key]);
  const T = useT(engine);
  const trained = engine.model?.schedule;
  // Until the network's own schedule is known, only the times of its steps are read.
  const schedule = useMemo(() => trained ?? makeSchedule({ id: 'linear', T }), [trained, T]);
  const requests = useMemo(() => requestsOf(schedule, deciding), [schedule, deciding]);
  const start = useCallback(
    ({ show, model }: Engine) => trajectories({ sample: show }, requestsOf(model.schedule, deciding)),
    [deciding],
  );
  const work = useWork(engine.engine, start);
  const isRecorded = recording !== null && JSON.stringify(recording.header.state) === key;
  const begun = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(requests).map(([id, r]) => [id, startOf(deciding.seed, shape.size, r)]),
      ),
    [requests, deciding, shape],
  ) as Record<LaneId, Trajectory>;
  const laneOf = (id: LaneId) => {
    const live: Trajectory<ShownFrame> | null = work.latest?.[id] ?? null;
    const recorded = isRecorded ? recording.race[id] : begun[id];
    const at = (t: number) => {
      const shown = shownAt(t, requests[id], live, isRecorded ? recorded : null);
      // Nothing but x_T is known before the network is there.
      return shown ?? (t === T ? { frame: begun[id].frames[0], isRecorded: false } : null);
    };
    const counted = live && live.done > 0 ? live : isRecorded ? recorded : null;
    return { at, counted, total: requests[id].steps.length };
  };
  return { engine, T, work, laneOf, recording: isRecorded ? recording : null, shape, classes, label };
}
