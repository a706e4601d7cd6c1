import { ModelError, type BackendInfo, type Engine } from '../../engine/index.ts';
import { ddimStep } from '../../math/samplers.ts';
import { stepsOf, subsequence } from '../../math/timesteps.ts';

/** What a network makes of the first noise that it gets: proof that it runs. */
export interface Trial {
  backend: BackendInfo;
  /** x̂_0 so far, at the end x_0; (height, width, channels). */
  picture: Float32Array;
  done: number;
  total: number;
  /** One picture through the network once. */
  milliseconds: number;
}

const steps = 10;
const seed = 1;

/**
 * A first run: ten steps of DDIM from the noise of a fixed seed, the first class where there are classes.
 * @throws ModelError 'not-finite' when what comes out is no picture
 */
export async function* tried(engine: Engine): AsyncGenerator<Trial, void, undefined> {
  const { schedule, classNames } = engine.model;
  const times = subsequence(schedule.T, Math.min(steps, schedule.T), 'trailing');
  const request = {
    steps: [...stepsOf(times)].map(([t, s]) => ddimStep(schedule, t, s, 0)),
    seed,
    clip: 1,
    labels: classNames.length > 0 ? [0] : undefined,
  };
  for await (const { frames, done, total, milliseconds, networkCalls } of engine.sample(request)) {
    const last = frames[frames.length - 1];
    const picture = last.xHat0 ?? last.xt;
    if (!picture.every(Number.isFinite)) throw new ModelError('not-finite', { tensor: 'conv_out' });
    const calls = Math.max(1, Math.min(networkCalls, frames.length));
    yield { backend: engine.backend, picture, done, total, milliseconds: milliseconds / calls };
  }
}
