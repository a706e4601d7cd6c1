/** Records the race as it stands by default; scripts/record.mjs runs this in a browser and writes what it returns. */
import type { Frame } from '../../engine/index.ts';
import { openEngine } from '../../engine/index.ts';
import { trajectories } from '../../figures/sampling/trajectory.ts';
import { readState } from '../../ui/demoState.ts';
import { decidingPart, LANES, requestsOf, type LaneId } from './model.ts';
import { recordedBytes, thinned, type RecordingHeader } from './recording.ts';
import { table } from './state.ts';

/** Frames that are kept of each lane: enough to scrub through, few enough to load at once. */
const KEPT = 51;

export async function recordRace(model: string): Promise<{ header: RecordingHeader; bytes: Uint8Array }> {
  const engine = await openEngine({ model, backend: 'wasm' });
  const { schedule, imageShape, sha256, id } = engine.model;
  const state = decidingPart(readState('race', table, '').values);
  const frames: Partial<Record<LaneId, Frame[]>> = {};
  const lanes: Partial<RecordingHeader['lanes']> = {};
  for await (const race of trajectories(engine, requestsOf(schedule, state)))
    for (const lane of LANES) {
      frames[lane] = thinned(race[lane].frames, KEPT);
      const { networkCalls, milliseconds } = race[lane];
      lanes[lane] = {
        times: frames[lane].map(({ t }) => t),
        networkCalls,
        milliseconds: Math.round(milliseconds),
      };
    }
  const backend = engine.backend.id;
  engine.close();
  const header: RecordingHeader = {
    sha256,
    model: id,
    backend,
    schedule: { id: schedule.id, T: schedule.T },
    state,
    imageShape,
    lanes: lanes as RecordingHeader['lanes'],
  };
  return {
    header,
    bytes: recordedBytes(frames as Record<LaneId, Frame[]>, imageShape[0] * imageShape[1] * imageShape[2]),
  };
}
