/** The race: three samplers, one network, one x_T, one stream of noise. */
import type { Pictures, SampleRequest, ShownFrame } from '../../engine/index.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { nearestFrame, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { ddimStep, ddpmStep, type StepCoefficients } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import type { Values } from '../../ui/demoState.ts';
import type { table } from './state.ts';

export type State = Values<typeof table>;

export const LANES = ['ddpm', 'middle', 'ddim'] as const;
export type LaneId = (typeof LANES)[number];

/** What of the state decides the pictures, beside the class; the rest is only about what is shown. */
const DECIDING = [
  'seed',
  'guidance',
  'ddpmSteps',
  'variance',
  'middleSteps',
  'eta',
  'sigmaHat',
  'ddimSteps',
  'clip',
  'recompute',
  'spacing',
] as const satisfies readonly (keyof State)[];

/** `label` is the class's number in the network that is asked, null for any. */
export type Deciding = Pick<State, (typeof DECIDING)[number]> & { label: number | null };

/** The state without what is only about showing, in a fixed order. */
export const decidingPart = (state: State, label: number | null): Deciding => ({
  ...(Object.fromEntries(DECIDING.map((name) => [name, state[name]])) as Pick<
    State,
    (typeof DECIDING)[number]
  >),
  label,
});

const stepOfLane: Record<
  LaneId,
  (state: Deciding) => (schedule: Schedule, t: number, s: number) => StepCoefficients
> = {
  ddpm:
    ({ variance }) =>
    (schedule, t, s) =>
      ddpmStep(schedule, t, s, variance),
  middle:
    ({ eta, sigmaHat }) =>
    (schedule, t, s) =>
      ddimStep(schedule, t, s, sigmaHat ? 'sigma-hat' : eta),
  ddim: () => (schedule, t, s) => ddimStep(schedule, t, s, 0),
};

export const stepsOfLane = (state: Deciding): Record<LaneId, number> => ({
  ddpm: state.ddpmSteps,
  middle: state.middleSteps,
  ddim: state.ddimSteps,
});

/**
 * What each lane asks of the network. All start from the seed's x_T, and a step that leaves t draws the same noise in
 * every lane, since noise is keyed by (seed, t, pixel).
 */
export function requestsOf(schedule: Schedule, state: Deciding): Record<LaneId, SampleRequest> {
  const counts = stepsOfLane(state);
  const request = (id: LaneId): SampleRequest => {
    const stepAt = stepOfLane[id](state);
    return {
      steps: samplingSteps(schedule, counts[id], (t, s) => stepAt(schedule, t, s), state.spacing),
      seed: state.seed,
      labels: [state.label],
      // Without a class there is nothing to be guided to, and a second call would tell the same.
      guidance: state.label === null ? 1 : state.guidance,
      clip: state.clip ? 1 : undefined,
      recomputeEps: state.clip && state.recompute,
    };
  };
  return { ddpm: request('ddpm'), middle: request('middle'), ddim: request('ddim') };
}

export interface Shown {
  frame: ShownFrame;
  isRecorded: boolean;
}

/**
 * What a lane shows at t: the frame of its own run that is nearest to t, if it has come so far; until then the recorded
 * one; else nothing. `request` says which times the run will visit.
 */
export function shownAt(
  t: number,
  { steps }: SampleRequest,
  live: Trajectory<ShownFrame> | null,
  recorded: Trajectory | null,
): Shown | null {
  const due = nearestFrame([...steps, { t: 0 }], t)!.t;
  const frame = live?.frames.find((candidate) => candidate.t === due);
  if (frame) return { frame, isRecorded: false };
  const old = recorded && nearestFrame(recorded.frames, t);
  return old && { frame: old, isRecorded: true };
}

/** x̂_0 of a frame. In the last one it is x_0 itself: the network is not asked any more. */
export const believedIn = ({ xHat0, xt, t }: ShownFrame): Pictures | null => xHat0 ?? (t === 0 ? xt : null);
