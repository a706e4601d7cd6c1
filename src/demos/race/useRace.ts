import { useCallback, useMemo } from 'react';
import { useEngine } from '../../figures/network/useEngine.ts';
import { trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import type { Engine, SampleRequest } from '../../engine/index.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { decidingPart, requestsOf, shownAt, type Deciding, type LaneId, type State } from './model.ts';
import { T } from './state.ts';
import { useRecording } from './useRecording.ts';

const SIZE = 28 * 28;

/** x_T is there before the network is: it is the seed's noise. */
const startOf = (seed: number, { steps }: SampleRequest): Trajectory => ({
  frames: [{ t: T, xt: gaussianField(seed, 0, SIZE, new Float32Array(SIZE)), xHat0: null, eps: null }],
  done: 0,
  total: steps.length,
  networkCalls: 0,
  milliseconds: 0,
});

/** The race of this state: live as far as it is, recorded beyond that where a recording has the same settings. */
export function useRace(state: State) {
  const engine = useEngine();
  const recording = useRecording();
  const key = JSON.stringify(decidingPart(state));
  const deciding = useMemo(() => JSON.parse(key) as Deciding, [key]);
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const requests = useMemo(() => requestsOf(schedule, deciding), [schedule, deciding]);
  const start = useCallback(
    ({ ...opened }: Engine) => trajectories(opened, requestsOf(opened.model.schedule, deciding)),
    [deciding],
  );
  const work = useWork(engine.engine, start);
  const isRecorded = recording !== null && JSON.stringify(recording.header.state) === key;
  const begun = useMemo(
    () => Object.fromEntries(Object.entries(requests).map(([id, r]) => [id, startOf(deciding.seed, r)])),
    [requests, deciding],
  ) as Record<LaneId, Trajectory>;
  const laneOf = (id: LaneId) => {
    const live = work.latest?.[id] ?? null;
    const recorded = isRecorded ? recording.race[id] : begun[id];
    const at = (t: number) => {
      const shown = shownAt(t, requests[id], live, isRecorded ? recorded : null);
      // Nothing but x_T is known before the network is there.
      return shown ?? (t === T ? { frame: begun[id].frames[0], isRecorded: false } : null);
    };
    const counted = live && live.done > 0 ? live : isRecorded ? recorded : null;
    return { at, counted, total: requests[id].steps.length };
  };
  return { engine, work, laneOf, recording: isRecorded ? recording : null };
}
