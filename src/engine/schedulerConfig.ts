import { makeSchedule, scheduleFromBetas, zeroTerminalSnr, type Schedule } from '../math/schedules.ts';
import { ModelError } from './modelError.ts';

/** What the network's output estimates. */
export type PredictionType = 'epsilon' | 'sample' | 'v_prediction';

/** What the engine takes from a scheduler_config.json: how the network was trained. */
export interface TrainedSchedule {
  schedule: Schedule;
  predictionType: PredictionType;
}

type Json = Record<string, unknown>;

const predictionTypes: readonly unknown[] = ['epsilon', 'sample', 'v_prediction'] satisfies PredictionType[];

/** diffusers' schedulers of DDPM's noise: they differ in how they step, not in what the network was trained on. */
const knownSchedulers =
  /^(DDPM|DDIM|PNDM|DPMSolver|DEIS|UniPC|SASolver|Euler|Heun|LMS|KDPM2|RePaint|LCM|TCD)(?!Wuerstchen)\w*Scheduler$/;
/** Those that state other betas than DDPM's where their file leaves them out. */
const otherDefaults = /^(Heun|KDPM2|DPMSolverSDE|LCM|TCD)/;
/** Longer than any; keeps a broken config from asking for the impossible. */
const longestSchedule = 100_000;

/**
 * Reads the betas of a diffusers scheduler (DDPMScheduler and its kin), in float64, and the prediction type. Spacing,
 * clipping and variance are the sampler's choice, not the network's, and are not read.
 * @throws ModelError 'unsupported' or 'malformed'
 */
export function parseSchedulerConfig(json: unknown, file = 'scheduler_config.json'): TrainedSchedule {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new ModelError('malformed', { file, reason: 'JSON' });
  const config = json as Json;
  const className = config._class_name ?? 'DDPMScheduler';
  if (!knownSchedulers.test(String(className))) refuse('_class_name', className);
  const predictionType = config.prediction_type ?? 'epsilon';
  if (!predictionTypes.includes(predictionType)) refuse('prediction_type', predictionType);
  const endsInNoise = config.rescale_betas_zero_snr === true;
  // x̂_0 = (x_t - √(1-ᾱ) ε̂)/√ᾱ has no value at ᾱ_T = 0.
  if (endsInNoise && predictionType === 'epsilon')
    refuse('rescale_betas_zero_snr', 'true (prediction_type = epsilon)');
  // Such a network is told ln σ, not t.
  if ((config.timestep_type ?? 'discrete') !== 'discrete') refuse('timestep_type', config.timestep_type);
  try {
    const schedule = readSchedule(config, file);
    return {
      schedule: endsInNoise ? zeroTerminalSnr(schedule) : schedule,
      predictionType: predictionType as PredictionType,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const reason = config.trained_betas == null ? 'betas' : 'trained_betas';
    throw new ModelError('malformed', { file, reason, detail: error.message });
  }
}

/** What is assumed of a network that comes without a scheduler_config.json: diffusers' DDPMScheduler as it is. */
export const assumedSchedule = (): TrainedSchedule => parseSchedulerConfig({});

function refuse(option: string, value: unknown): never {
  throw new ModelError('unsupported', { option, value: String(value) });
}

function readSchedule(config: Json, file: string): Schedule {
  const fail = (reason: string): never => {
    throw new ModelError('malformed', { file, reason });
  };
  const number = (option: string, fallback: number): number => {
    const value = config[option] ?? fallback;
    return typeof value === 'number' ? value : fail(option);
  };
  const T = number('num_train_timesteps', 1000);
  if (T > longestSchedule) fail('num_train_timesteps');
  const trained = config.trained_betas ?? null;
  if (trained !== null) {
    if (!Array.isArray(trained) || trained.length > longestSchedule) return fail('trained_betas');
    if (!trained.every((beta) => typeof beta === 'number')) fail('trained_betas');
    if (config.num_train_timesteps != null && trained.length !== T) fail('trained_betas');
    return scheduleFromBetas(trained, 'trained');
  }
  const hasOtherDefaults = otherDefaults.test(String(config._class_name));
  if (hasOtherDefaults && config.beta_schedule == null) fail('beta_schedule');
  const kind = config.beta_schedule ?? 'linear';
  if (kind === 'squaredcos_cap_v2') return makeSchedule({ id: 'cosine', T });
  if (kind === 'exp') return exponential(T);
  const statesBetas = typeof config.beta_start === 'number' && typeof config.beta_end === 'number';
  if (!statesBetas && hasOtherDefaults) fail('beta_start');
  const [betaStart, betaEnd] = [number('beta_start', 1e-4), number('beta_end', 0.02)];
  switch (kind) {
    case 'linear':
      return makeSchedule({ id: 'linear', T, betaStart, betaEnd });
    case 'sigmoid':
      return makeSchedule({ id: 'sigmoid', T, betaStart, betaEnd });
    case 'scaled_linear':
      return scaledLinear(T, betaStart, betaEnd);
    default:
      return refuse('beta_schedule', kind);
  }
}

/** √β straight from √betaStart to √betaEnd (latent diffusion's schedule). */
function scaledLinear(T: number, betaStart: number, betaEnd: number): Schedule {
  const straight = makeSchedule({
    id: 'linear',
    T,
    betaStart: Math.sqrt(betaStart),
    betaEnd: Math.sqrt(betaEnd),
  });
  return scheduleFromBetas(
    straight.beta.subarray(1).map((root) => root ** 2),
    'scaled-linear',
  );
}

/** ᾱ_t = e^(−12t/T), so every β is the same (diffusers' `betas_for_alpha_bar`, "exp"). */
function exponential(T: number): Schedule {
  if (!Number.isInteger(T) || T < 1) throw new RangeError(`T must be a whole number ≥ 1, not ${T}`);
  return scheduleFromBetas(new Float64Array(T).fill(Math.min(-Math.expm1(-12 / T), 0.999)), 'exp');
}
