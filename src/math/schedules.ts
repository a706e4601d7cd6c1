/** A noise schedule of T steps. Arrays have length T+1 and are indexed by the paper's t; index 0 is the data. */
export interface Schedule {
  readonly id: string;
  /** The number of steps. */
  readonly T: number;
  /** β_t, the variance added by step t; β_0 = 0. */
  readonly beta: Float64Array;
  /** α_t = 1 - β_t. */
  readonly alpha: Float64Array;
  /** ᾱ_t = α_1 ⋯ α_t; ᾱ_0 = 1. */
  readonly alphaBar: Float64Array;
}

/** A schedule's own number, with what it may be. */
export interface ScheduleParameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A family of schedules: its parameters, and β_t as a function of t = 1 … T. */
export interface ScheduleKind {
  readonly id: string;
  readonly parameters: Readonly<Record<string, ScheduleParameter>>;
  readonly beta: (t: number, T: number, parameters: Readonly<Record<string, number>>) => number;
}

/** How far step t has come from the first (0) to the last (1). */
const progress = (t: number, T: number): number => (T === 1 ? 1 : (t - 1) / (T - 1));

/** 1 - cos²b / cos²a, the β between two angles, without the cancellation of the quotient written out. */
const betaBetweenAngles = (a: number, b: number): number =>
  (Math.sin(b - a) * Math.sin(b + a)) / Math.cos(a) ** 2;

const betaRange = {
  betaStart: { default: 1e-4, min: 1e-6, max: 0.05 },
  betaEnd: { default: 0.02, min: 1e-4, max: 0.5 },
};

/** All families. Adding a schedule is adding an entry here. */
export const scheduleKinds = {
  /** β_t straight from betaStart to betaEnd. Source: Ho et al. 2020, Section 4. */
  linear: {
    id: 'linear',
    parameters: betaRange,
    beta: (t, T, { betaStart, betaEnd }) => betaStart + (betaEnd - betaStart) * progress(t, T),
  },
  /**
   * ᾱ_t = f(t)/f(0) with f(t) = cos²(((t/T + s)/(1 + s)) π/2), note the square; β_t clipped at maxBeta.
   * Source: Nichol, Dhariwal 2021, (17). diffusers: `squaredcos_cap_v2`.
   */
  cosine: {
    id: 'cosine',
    parameters: {
      offset: { default: 0.008, min: 0, max: 0.1 },
      maxBeta: { default: 0.999, min: 0.1, max: 0.9999 },
    },
    beta: (t, T, { offset, maxBeta }) => {
      const angle = (u: number) => ((u / T + offset) / (1 + offset)) * (Math.PI / 2);
      return Math.min(betaBetweenAngles(angle(t - 1), angle(t)), maxBeta);
    },
  },
  /** √ᾱ_t = cos θ_t, with θ_t straight between the angles of two signal rates √ᾱ_1 and √ᾱ_T. */
  'offset-cosine': {
    id: 'offset-cosine',
    parameters: {
      maxSignalRate: { default: 0.95, min: 0.5, max: 0.9999 },
      minSignalRate: { default: 0.02, min: 0.0001, max: 0.4 },
    },
    beta: (t, T, { maxSignalRate, minSignalRate }) => {
      const first = Math.acos(maxSignalRate);
      const last = Math.acos(minSignalRate);
      const angle = (u: number) => (u === 0 ? 0 : first + (last - first) * progress(u, T));
      return betaBetweenAngles(angle(t - 1), angle(t));
    },
  },
  /** β_t between betaStart and betaEnd along a logistic curve over [-reach, reach]. diffusers: `sigmoid`. */
  sigmoid: {
    id: 'sigmoid',
    parameters: { ...betaRange, reach: { default: 6, min: 1, max: 12 } },
    beta: (t, T, { betaStart, betaEnd, reach }) =>
      betaStart + (betaEnd - betaStart) / (1 + Math.exp(-reach * (2 * progress(t, T) - 1))),
  },
} as const satisfies Record<string, ScheduleKind>;

export type ScheduleId = keyof typeof scheduleKinds;

/** What `makeSchedule` takes: a family, T, and any of the family's parameters (others take their defaults). */
export type ScheduleSpec = { readonly id: ScheduleId; readonly T: number } & {
  readonly [parameter: string]: number | ScheduleId;
};

/**
 * The schedule with the given β_1 … β_T (T numbers, the first is β_1).
 * Throws a RangeError unless T ≥ 1 and every β lies strictly between 0 and 1.
 */
export function scheduleFromBetas(betas: ArrayLike<number>, id = 'custom'): Schedule {
  if (betas.length < 1) throw new RangeError('a schedule needs at least one step');
  const impossible = Array.from(betas).findIndex((beta) => !(beta > 0 && beta < 1));
  if (impossible >= 0)
    throw new RangeError(`β must lie between 0 and 1; β_${impossible + 1} is ${betas[impossible]}`);
  return accumulated(betas, id);
}

/** The schedule of these β, whatever they are. */
function accumulated(betas: ArrayLike<number>, id: string): Schedule {
  const T = betas.length;
  const beta = new Float64Array(T + 1);
  const alpha = new Float64Array(T + 1).fill(1);
  const alphaBar = new Float64Array(T + 1).fill(1);
  for (let t = 1; t <= T; t++) {
    beta[t] = betas[t - 1];
    alpha[t] = 1 - beta[t];
    alphaBar[t] = alphaBar[t - 1] * alpha[t];
  }
  return { id, T, beta, alpha, alphaBar };
}

/** A schedule of one family. Throws a RangeError for an unknown id or parameter, a T that is no whole number ≥ 1, or a β outside (0, 1). */
export function makeSchedule(spec: ScheduleSpec): Schedule {
  const { id, T, ...given } = spec;
  if (!Object.hasOwn(scheduleKinds, id)) throw new RangeError(`there is no schedule '${id}'`);
  if (!Number.isInteger(T) || T < 1) throw new RangeError(`T must be a whole number ≥ 1, not ${T}`);
  const kind: ScheduleKind = scheduleKinds[id];
  const parameters: Record<string, number> = {};
  for (const [name, { default: value }] of Object.entries(kind.parameters)) parameters[name] = value;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(parameters, name)) throw new RangeError(`the schedule '${id}' has no '${name}'`);
    parameters[name] = Number(value);
  }
  return scheduleFromBetas(
    Array.from({ length: T }, (_, i) => kind.beta(i + 1, T, parameters)),
    id,
  );
}

/**
 * The schedule whose SNR is `factor` times the given one's at every t.
 * simple diffusion takes factor = (64/d)² for resolution d (Hoogeboom et al. 2023, Section 3).
 */
export function shiftSnr(schedule: Schedule, factor: number): Schedule {
  const { beta, alphaBar } = schedule;
  if (!(factor > 0)) throw new RangeError(`the SNR's factor must be positive, not ${factor}`);
  // 1 - ᾱ'_t/ᾱ'_{t-1} with ᾱ' = fᾱ/(1-ᾱ+fᾱ) simplifies to β/(1-ᾱ+fᾱ), in which nothing cancels
  const betas = Array.from(beta.subarray(1), (b, i) => b / (1 - alphaBar[i + 1] + factor * alphaBar[i + 1]));
  return scheduleFromBetas(betas, schedule.id);
}

/**
 * The schedule shifted and scaled in √ᾱ so that nothing of the data is left at T: √ᾱ_T = 0 and β_T = 1, while √ᾱ_1
 * keeps its value. Only here is a β of 1 possible. An ε̂ says nothing about x_0 at such a T.
 * Source: diffusers, `rescale_zero_terminal_snr`. Throws a RangeError when T = 1, where there is nothing to scale.
 */
export function zeroTerminalSnr({ id, T, alphaBar }: Schedule): Schedule {
  if (T < 2) throw new RangeError('a schedule of one step cannot end without signal');
  const [first, last] = [Math.sqrt(alphaBar[1]), Math.sqrt(alphaBar[T])];
  const signal = Array.from(alphaBar, (value, t) =>
    t === 0 ? 1 : ((Math.sqrt(value) - last) * first) / (first - last),
  );
  return accumulated(
    Array.from({ length: T }, (_, i) => 1 - (signal[i + 1] / signal[i]) ** 2),
    id,
  );
}

/** Signal-to-noise ratio ᾱ/(1-ᾱ), for data with E x_0² = 1; Infinity at ᾱ = 1. */
export const snr = (alphaBar: number): number => alphaBar / (1 - alphaBar);

/** ln SNR. */
export const logSnr = (alphaBar: number): number => Math.log(alphaBar) - Math.log1p(-alphaBar);

/** Throws a RangeError unless t is a whole number with first ≤ t ≤ T. */
export function assertTime(schedule: Schedule, t: number, first = 1): void {
  if (!Number.isInteger(t) || t < first || t > schedule.T)
    throw new RangeError(`t must be a whole number from ${first} to ${schedule.T}, not ${t}`);
}
