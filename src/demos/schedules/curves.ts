/** The quantities of a schedule that can be drawn over t, and how each axis runs. */
import { logSnr, snr, type Schedule } from '../../math/schedules.ts';

export const curveIds = ['alphaBar', 'sqrtAlphaBar', 'beta', 'snr', 'logSnr'] as const;
export type CurveId = (typeof curveIds)[number];

export interface CurveAxis {
  domain: readonly [number, number];
  log?: boolean;
  ticks: readonly number[];
  format: (value: number) => string;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻⁴ and the like, for a log axis. */
export const powerOfTen = (value: number): string => {
  const exponent = Math.round(Math.log10(value));
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return exponent === 0 ? '1' : `10${exponent < 0 ? '⁻' : ''}${digits}`;
};

const plain = (value: number) => String(value).replace('-', '−');

const SNR_DOMAIN = [1e-10, 1e5] as const;
const share: CurveAxis = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], format: plain };

export const curveAxes: Record<CurveId, CurveAxis> = {
  alphaBar: share,
  sqrtAlphaBar: share,
  beta: { domain: [1e-5, 1], log: true, ticks: [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1], format: powerOfTen },
  snr: { domain: SNR_DOMAIN, log: true, ticks: [1e-10, 1e-5, 1, 1e5], format: powerOfTen },
  // The same stretch as the SNR's, so that the two pictures differ in their ticks only.
  logSnr: {
    domain: [Math.log(SNR_DOMAIN[0]), Math.log(SNR_DOMAIN[1])],
    ticks: [-20, -15, -10, -5, 0, 5, 10],
    format: plain,
  },
};

/** The quantity at step t. At t = 0 there is no β, and the SNR is infinite. */
export function quantityOf(curve: CurveId, { alphaBar, beta }: Schedule, t: number): number {
  switch (curve) {
    case 'alphaBar':
      return alphaBar[t];
    case 'sqrtAlphaBar':
      return Math.sqrt(alphaBar[t]);
    case 'beta':
      return t === 0 ? NaN : beta[t];
    case 'snr':
      return snr(alphaBar[t]);
    case 'logSnr':
      return logSnr(alphaBar[t]);
  }
}

/** Steps 0 … T at which a curve is drawn: at most n + 1, closer together near both ends, where logarithms bend. */
export function drawnTimes(T: number, n = 180): number[] {
  const times = Array.from({ length: n + 1 }, (_, i) =>
    Math.round(T * Math.sin((i / n) * (Math.PI / 2)) ** 2),
  );
  return [...new Set(times)];
}

/** The curve's points [t, value] where the value is finite. */
export const pointsOf = (curve: CurveId, schedule: Schedule): [number, number][] =>
  drawnTimes(schedule.T)
    .map((t): [number, number] => [t, quantityOf(curve, schedule, t)])
    .filter(([, value]) => Number.isFinite(value));
