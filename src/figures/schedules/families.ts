/** All families of schedules that the figures show: those of src/math, and the cosine schedule shifted in its SNR. */
import {
  makeSchedule,
  scheduleFromBetas,
  scheduleKinds,
  shiftSnr,
  type Schedule,
  type ScheduleId,
  type ScheduleKind,
  type ScheduleParameter,
} from '../../math/schedules.ts';

export type FamilyId = ScheduleId | 'shifted';
export const familyIds = [...(Object.keys(scheduleKinds) as ScheduleId[]), 'shifted'] as const;

/** A parameter of a family, as a demo's state names it: `linear_betaEnd`. */
export type ParameterKey =
  | {
      [K in ScheduleId]: `${K}_${keyof (typeof scheduleKinds)[K]['parameters'] & string}`;
    }[ScheduleId]
  | 'shifted_resolution';

export type Parameters = Readonly<Record<ParameterKey, number>>;

/** The resolution at which simple diffusion leaves the SNR as it is (Hoogeboom et al. 2023, Section 3). */
const BASE_RESOLUTION = 64;

const ofFamily = (family: FamilyId): Readonly<Record<string, ScheduleParameter>> =>
  family === 'shifted'
    ? { resolution: { default: 256, min: 16, max: 1024 } }
    : (scheduleKinds[family] as ScheduleKind).parameters;

/** The keys of one family's parameters. */
export const parameterKeys = (family: FamilyId): ParameterKey[] =>
  Object.keys(ofFamily(family)).map((name) => `${family}_${name}` as ParameterKey);

/** Range and default of every parameter, by key. */
export const parameterRanges = Object.fromEntries(
  familyIds.flatMap((family) =>
    Object.entries(ofFamily(family)).map(([name, range]) => [`${family}_${name}`, range]),
  ),
) as Record<ParameterKey, ScheduleParameter>;

export const defaultParameters = Object.fromEntries(
  Object.entries(parameterRanges).map(([key, range]) => [key, range.default]),
) as Parameters;

/** Whether a parameter spans so many orders of magnitude that it is moved by factors. */
export const isLogarithmic = ({ min, max }: ScheduleParameter): boolean => min > 0 && max / min >= 50;

/** The largest β when the βs are scaled up to fit few steps. */
const LARGEST_SCALED_BETA = 0.999;

/**
 * One family's schedule of T steps. `keepsTotal` multiplies the βs of the families given by β by 1000/T (at most 0.999
 * each), so that fewer steps add about the same noise in all.
 */
export function scheduleOf(
  family: FamilyId,
  T: number,
  parameters: Parameters = defaultParameters,
  keepsTotal = false,
): Schedule {
  const given = Object.fromEntries(
    parameterKeys(family).map((key) => [key.slice(family.length + 1), parameters[key]]),
  );
  if (family === 'shifted') {
    const factor = (BASE_RESOLUTION / given.resolution) ** 2;
    return shiftSnr(makeSchedule({ id: 'cosine', T }), factor);
  }
  const schedule = makeSchedule({ id: family, T, ...given });
  if (!keepsTotal || T === 1000 || !('betaStart' in given)) return schedule;
  const scaled = schedule.beta.subarray(1).map((beta) => Math.min(LARGEST_SCALED_BETA, (beta * 1000) / T));
  return scheduleFromBetas(scaled, family);
}

/**
 * What many copies of the cosine schedule compute: ᾱ_t = cos θ_t / cos θ_0, where the paper has the squares of both
 * (Nichol, Dhariwal 2021, (17)). Clipped like the right one.
 */
export function cosineWithoutSquare(T: number, parameters: Parameters = defaultParameters): Schedule {
  const { cosine_offset: offset, cosine_maxBeta: maxBeta } = parameters;
  const f = (t: number) => Math.cos(((t / T + offset) / (1 + offset)) * (Math.PI / 2));
  const betas = Array.from({ length: T }, (_, i) => Math.min(1 - f(i + 1) / f(i), maxBeta));
  return scheduleFromBetas(betas, 'cosine-without-square');
}
