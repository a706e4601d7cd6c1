/** Records the race as it stands by default; scripts/record.mjs runs this in a browser and writes what it returns. */
import type { Frame } from '../../engine/index.ts';
import { openEngine } from '../../engine/index.ts';
import { defaultNetwork, shippedNetworks } from '../../figures/network/network.ts';
import { shownClass } from '../../figures/sampling/classLabel.ts';
import { trajectories } from '../../figures/sampling/trajectory.ts';
import { readState } from '../../ui/demoState.ts';
import { decidingPart, LANES, requestsOf, type LaneId } from './model.ts';
import { recordedBytes, thinned, type RecordingHeader } from './recording.ts';
import { table, TIMES } from './state.ts';

/** Frames that are kept of each lane: enough to scrub through, few enough to load at once. */
const KEPT = 27;

/** Runs the race on a shipped network; null: on the site's default. */
export async function recordRace(
  asked: string | null,
): Promise<{ header: RecordingHeader; bytes: Uint8Array }> {
  const shipped = shippedNetworks();
  const network = asked === null ? defaultNetwork(shipped) : shipped.find(({ id }) => id === asked);
  if (!network)
    throw new RangeError(`public/models has ${shipped.map(({ id }) => id).join(', ')}, not ${asked}`);
  const engine = await openEngine({ model: network.model, backend: 'wasm' });
  const { schedule, imageShape, sha256, id, classNames, hasNullClass } = engine.model;
  const defaults = readState('race', table, '').values;
  const label = shownClass(defaults.label, { names: classNames, hasAny: hasNullClass });
  const state = decidingPart(defaults, label);
  const frames: Partial<Record<LaneId, Frame[]>> = {};
  const lanes: Partial<RecordingHeader['lanes']> = {};
  for await (const race of trajectories(engine, requestsOf(schedule, state)))
    for (const lane of LANES) {
      frames[lane] = thinned(race[lane].frames, KEPT, TIMES);
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
