/** A run of the default race, made from the default network's weights by `node scripts/record.mjs`. */
import type { Frame } from '../../engine/index.ts';
import { nearestFrame, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { LANES, type Deciding, type LaneId } from './model.ts';

/** What stands in race.json; race.bin holds the frames, lane by lane: x_t and x̂_0 of each t, but not ε̂. */
export interface RecordingHeader {
  /** SHA-256 of the weights. */
  sha256: string;
  model: string;
  backend: string;
  /** β of the schedule by name, and T. */
  schedule: { id: string; T: number };
  state: Deciding;
  /** (height, width, channels) */
  imageShape: readonly [number, number, number];
  lanes: Record<LaneId, { times: readonly number[]; networkCalls: number; milliseconds: number }>;
}

export type Race = Readonly<Record<LaneId, Trajectory>>;

/** −1 … 1 as a byte; what is shown is clipped to that range anyway. */
export const byteOf = (value: number): number => Math.max(0, Math.min(255, Math.round((value + 1) * 127.5)));
const valueOf = (byte: number): number => byte / 127.5 - 1;

const BANDS = ['xt', 'xHat0'] as const;

/** Every frame of the lanes as bytes. A frame without x̂_0 (the last) has zeros there. */
export function recordedBytes(frames: Record<LaneId, readonly Frame[]>, size: number): Uint8Array {
  const all = LANES.flatMap((id) => frames[id]);
  const bytes = new Uint8Array(all.length * BANDS.length * size);
  all.forEach((frame, i) =>
    BANDS.forEach((band, b) => {
      const values = frame[band];
      const at = (i * BANDS.length + b) * size;
      if (values) for (let k = 0; k < size; k++) bytes[at + k] = byteOf(values[k]);
    }),
  );
  return bytes;
}

/** The race of a recording. Throws a RangeError when the bytes are not as many as the header says. */
export function recordedRace(header: RecordingHeader, bytes: Uint8Array): Race {
  const size = header.imageShape[0] * header.imageShape[1] * header.imageShape[2];
  const count = LANES.reduce((sum, id) => sum + header.lanes[id].times.length, 0);
  if (bytes.length !== count * BANDS.length * size)
    throw new RangeError(`the recording has ${bytes.length} bytes, not ${count * BANDS.length * size}`);
  let at = 0;
  const take = () => Float32Array.from(bytes.subarray(at, (at += size)), valueOf);
  const frameAt = (t: number): Frame => {
    const [xt, xHat0] = [take(), take()];
    return { t, xt, xHat0: t === 0 ? null : xHat0, eps: null };
  };
  const lane = (id: LaneId): Trajectory => {
    const { times, networkCalls, milliseconds } = header.lanes[id];
    const frames = times.map(frameAt);
    return {
      frames,
      result: frames[frames.length - 1].xt,
      done: networkCalls,
      total: networkCalls,
      networkCalls,
      milliseconds,
    };
  };
  return { ddpm: lane('ddpm'), middle: lane('middle'), ddim: lane('ddim') };
}

/**
 * Of many frames at most about `most`, evenly, the first and the last among them, and those that are nearest to `times`.
 */
export function thinned<F extends { t: number }>(
  frames: readonly F[],
  most: number,
  times: readonly number[] = [],
): F[] {
  const stride = Math.max(1, Math.ceil((frames.length - 1) / (most - 1)));
  const wanted = new Set(times.map((t) => nearestFrame(frames, t)));
  return frames.filter((frame, i) => i % stride === 0 || i === frames.length - 1 || wanted.has(frame));
}
