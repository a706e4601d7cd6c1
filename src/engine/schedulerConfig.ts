import { makeSchedule, scheduleFromBetas, type Schedule } from '../math/schedules.ts';
import { ModelError } from './modelError.ts';

/** What the network's output estimates. */
export type PredictionType = 'epsilon' | 'sample' | 'v_prediction';

/** What the engine takes from a scheduler_config.json: how the network was trained. */
export interface TrainedSchedule {
  schedule: Schedule;
  predictionType: PredictionType;
}

const predictionTypes: readonly unknown[] = ['epsilon', 'sample', 'v_prediction'] satisfies PredictionType[];

/**
 * Reads the betas of a diffusers scheduler (DDPMScheduler and its kin), in float64, and the prediction type. Spacing,
 * clipping and variance are the sampler's choice, not the network's, and are not read.
 * @throws ModelError 'unsupported' or 'malformed'
 */
export function parseSchedulerConfig(json: unknown, file = 'scheduler_config.json'): TrainedSchedule {
  if (typeof json !== 'object' || json === null) throw new ModelError('malformed', { file, reason: 'JSON' });
  const config = json as Record<string, unknown>;
  const predictionType = config.prediction_type ?? 'epsilon';
  if (!predictionTypes.includes(predictionType)) {
    throw new ModelError('unsupported', { option: 'prediction_type', value: String(predictionType) });
  }
  if (config.rescale_betas_zero_snr === true) {
    throw new ModelError('unsupported', { option: 'rescale_betas_zero_snr', value: 'true' });
  }
  try {
    return { schedule: readSchedule(config), predictionType: predictionType as PredictionType };
  } catch (error) {
    if (error instanceof RangeError) throw new ModelError('malformed', { file, reason: error.message });
    throw error;
  }
}

function readSchedule(config: Record<string, unknown>): Schedule {
  const trained = config.trained_betas;
  if (Array.isArray(trained)) return scheduleFromBetas(trained.map(Number), 'trained');
  const T = Number(config.num_train_timesteps ?? 1000);
  const betaStart = Number(config.beta_start ?? 1e-4);
  const betaEnd = Number(config.beta_end ?? 0.02);
  const kind = config.beta_schedule ?? 'linear';
  switch (kind) {
    case 'linear':
      return makeSchedule({ id: 'linear', T, betaStart, betaEnd });
    case 'sigmoid':
      return makeSchedule({ id: 'sigmoid', T, betaStart, betaEnd });
    case 'squaredcos_cap_v2':
      return makeSchedule({ id: 'cosine', T });
    case 'scaled_linear': {
      const root = (i: number) =>
        Math.sqrt(betaStart) + ((Math.sqrt(betaEnd) - Math.sqrt(betaStart)) * i) / (T - 1);
      return scheduleFromBetas(
        Array.from({ length: T }, (_, i) => root(i) ** 2),
        'scaled-linear',
      );
    }
    default:
      throw new ModelError('unsupported', { option: 'beta_schedule', value: String(kind) });
  }
}
