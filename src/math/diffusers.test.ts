/** Golden values of diffusers' DDPMScheduler and DDIMScheduler, written by models/diffusion_lines/golden_schedulers.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vFromX0Eps } from './convert.ts';
import { jumpKernel } from './forward.ts';
import { applyStep, ddimStep, ddpmStep, predictionFromEps } from './samplers.ts';
import { makeSchedule, type Schedule, type ScheduleId } from './schedules.ts';
import { subsequence, type Spacing } from './timesteps.ts';

type DiffusersSchedule = 'linear' | 'squaredcos_cap_v2' | 'sigmoid';

interface GoldenTable {
  schedule: DiffusersSchedule;
  timesteps: number[];
  betas: number[];
  alphas_cumprod: number[];
  betas_float32: number[];
  alphas_cumprod_float32: number[];
  add_noise: number[];
  velocity: number[];
}

interface GoldenSteps {
  scheduler: 'DDPMScheduler' | 'DDIMScheduler';
  schedule: DiffusersSchedule;
  spacing: Spacing;
  steps: number;
  clip_sample: boolean;
  variance_type?: 'fixed_small' | 'fixed_large';
  eta?: number;
  use_clipped_model_output?: boolean;
  set_alpha_to_one?: boolean;
  timesteps: number[];
  previous: number[];
  float64: number[][];
  float32: number[][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/schedulers.json', import.meta.url), 'utf8'),
) as {
  T: number;
  modelOutput: number[];
  sample: number[];
  noise: number[];
  tables: GoldenTable[];
  spacings: { spacing: Spacing; steps: number; timesteps: number[] }[];
  steps: GoldenSteps[];
};

const idOf: Record<DiffusersSchedule, ScheduleId> = {
  linear: 'linear',
  squaredcos_cap_v2: 'cosine',
  sigmoid: 'sigmoid',
};
const schedules = Object.fromEntries(
  golden.tables.map(({ schedule }) => [schedule, makeSchedule({ id: idOf[schedule], T: golden.T })]),
) as Record<DiffusersSchedule, Schedule>;

const relative = (value: number, reference: number) => Math.abs(value / reference - 1);
/** The largest difference of two rows, over the reference's largest number. */
const apart = (row: number[], reference: number[]) =>
  Math.max(...row.map((x, i) => Math.abs(x - reference[i]))) / Math.max(...reference.map(Math.abs));

/** Our x_s for the golden inputs, at diffusers' timestep and previous timestep: the paper's t is one more. */
function stepLike(config: GoldenSteps, timestep: number, previous: number): number[] {
  const schedule = schedules[config.schedule];
  const t = timestep + 1;
  // `set_alpha_to_one=False` gives the last step ᾱ_1 where ᾱ_0 = 1 belongs: it stops at s = 1
  const s = Math.max(previous + 1, config.set_alpha_to_one === false ? 1 : 0);
  const step =
    config.scheduler === 'DDPMScheduler'
      ? ddpmStep(schedule, t, s, config.variance_type === 'fixed_large' ? 'beta' : 'beta-tilde')
      : ddimStep(schedule, t, s, config.eta!);
  const range = config.clip_sample ? 1 : Infinity;
  return golden.sample.map((xt, i) => {
    const prediction = predictionFromEps(
      step.alphaBar,
      xt,
      golden.modelOutput[i],
      range,
      config.use_clipped_model_output,
    );
    return applyStep(step, prediction, xt, golden.noise[i]);
  });
}

describe('diffusers', () => {
  it.each(golden.tables)('has our $schedule table', (table) => {
    const { beta, alphaBar } = schedules[table.schedule];
    table.timesteps.forEach((timestep, i) => {
      const t = timestep + 1;
      expect(relative(beta[t], table.betas[i])).toBeLessThan(1e-12);
      expect(relative(alphaBar[t], table.alphas_cumprod[i])).toBeLessThan(1e-12);
      expect(relative(beta[t], table.betas_float32[i])).toBeLessThan(5e-4);
      expect(relative(alphaBar[t], table.alphas_cumprod_float32[i])).toBeLessThan(5e-4);
    });
  });

  it.each(golden.tables)('noises and converts to v as we do under $schedule', (table) => {
    const schedule = schedules[table.schedule];
    const [x0, eps] = [golden.sample[0], golden.noise[0]];
    table.timesteps.forEach((timestep, i) => {
      const { mean, variance } = jumpKernel(schedule, timestep + 1);
      expect(relative(mean * x0 + Math.sqrt(variance) * eps, table.add_noise[i])).toBeLessThan(1e-12);
      expect(relative(vFromX0Eps(mean ** 2, x0, eps), table.velocity[i])).toBeLessThan(1e-12);
    });
  });

  it.each(golden.spacings)('spaces $steps steps "$spacing" as we do', ({ spacing, steps, timesteps }) => {
    expect(subsequence(golden.T, steps, spacing)).toEqual(timesteps.map((timestep) => timestep + 1));
  });

  const groups = new Map<string, GoldenSteps[]>();
  for (const config of golden.steps) {
    const name = `${config.scheduler}, ${config.schedule}`;
    groups.set(name, [...(groups.get(name) ?? []), config]);
  }

  it.each([...groups])('steps as we do: %s', (_, configs) => {
    let worst64 = 0;
    let worst32 = 0;
    for (const config of configs) {
      config.timesteps.forEach((timestep, i) => {
        const ours = stepLike(config, timestep, config.previous[i]);
        worst64 = Math.max(worst64, apart(ours, config.float64[i]));
        worst32 = Math.max(worst32, apart(ours, config.float32[i]));
      });
    }
    expect(worst64).toBeLessThan(1e-12);
    expect(worst32).toBeLessThan(5e-4);
    expect(worst32).toBeGreaterThan(1e-9); // float32 really was float32
  });

  it('covers what it says: both schedulers, both variances, clipping, η, and the last step', () => {
    const has = (test: (config: GoldenSteps) => boolean) => expect(golden.steps.some(test)).toBe(true);
    for (const variance of ['fixed_small', 'fixed_large']) has((c) => c.variance_type === variance);
    for (const eta of [0, 0.35, 1]) has((c) => c.eta === eta);
    has((c) => c.set_alpha_to_one === false);
    has((c) => c.clip_sample && c.use_clipped_model_output === true);
    has((c) => c.previous.at(-1)! < 0);
  });

  it('is not matched by a wrong convention', () => {
    const config = golden.steps.find((c) => c.scheduler === 'DDPMScheduler' && c.steps === 50)!;
    const shifted = stepLike(config, config.timesteps[1] + 1, config.previous[1]);
    expect(apart(shifted, config.float64[1])).toBeGreaterThan(1e-4);
  });
});
