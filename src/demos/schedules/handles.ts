/** The handles on the chosen curve: dragging one finds the parameter for which the curve passes under the pointer. */
import {
  isLogarithmic,
  parameterKeys,
  parameterRanges,
  scheduleOf,
  type FamilyId,
  type ParameterKey,
  type Parameters,
} from '../../figures/schedules/families.ts';
import type { ScheduleParameter } from '../../math/schedules.ts';
import { quantityOf, type CurveId } from './curves.ts';

/** Where on the way (0 first step, 1 last) a parameter moves a curve best; where it moves it too little, none. */
type Places = Partial<Record<CurveId, number>> & { others?: number };

const places: Partial<Record<ParameterKey, Places>> = {
  linear_betaStart: { beta: 0.02, snr: 0.02, logSnr: 0.02, others: 0.16 },
  linear_betaEnd: { beta: 0.98, snr: 0.8, logSnr: 0.8, others: 0.36 },
  cosine_offset: { beta: 0.02, snr: 0.02, logSnr: 0.02, others: 0.5 },
  cosine_maxBeta: { beta: 1, snr: 1, logSnr: 1 },
  'offset-cosine_maxSignalRate': { others: 0 },
  'offset-cosine_minSignalRate': { others: 1 },
  sigmoid_betaStart: { beta: 0.02, snr: 0.02, logSnr: 0.02, others: 0.15 },
  sigmoid_reach: { beta: 0.28, snr: 0.25, logSnr: 0.25, others: 0.33 },
  sigmoid_betaEnd: { beta: 0.98, snr: 0.8, logSnr: 0.8, others: 0.5 },
  shifted_resolution: { beta: 0.2, others: 0.25 },
};

export interface Handle {
  key: ParameterKey;
  /** The step at which the handle sits on the curve. */
  t: number;
}

/** The handles of a family on a curve, from left to right. A parameter without a place sits in the middle. */
export function handlesOf(family: FamilyId, curve: CurveId, T: number): Handle[] {
  return parameterKeys(family)
    .map((key) => ({ key, place: key in places ? (places[key]?.[curve] ?? places[key]?.others) : 0.5 }))
    .flatMap(({ key, place }) =>
      place === undefined ? [] : [{ key, t: Math.max(1, Math.round(1 + place * (T - 1))) }],
    );
}

/** A parameter as a share of its slider, 0 … 1; by factors where it spans many. */
export const shareOf = (range: ScheduleParameter, value: number): number =>
  isLogarithmic(range)
    ? Math.log(value / range.min) / Math.log(range.max / range.min)
    : (value - range.min) / (range.max - range.min);

/** The other way round, rounded to four digits. */
export function atShare(range: ScheduleParameter, share: number): number {
  const { min, max } = range;
  const value = isLogarithmic(range) ? min * (max / min) ** share : min + share * (max - min);
  return Math.min(max, Math.max(min, Number(value.toPrecision(4))));
}

interface Chosen {
  family: FamilyId;
  curve: CurveId;
  T: number;
  parameters: Parameters;
  keepsTotal: boolean;
}

/** The parameter's value for which the curve comes nearest to `target` at the handle. The curve moves one way with it. */
export function parameterThrough(
  { key, t }: Handle,
  { family, curve, T, parameters, keepsTotal }: Chosen,
  target: number,
): number {
  const range = parameterRanges[key];
  const at = (share: number) =>
    quantityOf(curve, scheduleOf(family, T, { ...parameters, [key]: atShare(range, share) }, keepsTotal), t);
  const rises = at(1) > at(0);
  let low = 0;
  let high = 1;
  for (let i = 0; i < 16; i++) {
    const middle = (low + high) / 2;
    if (at(middle) > target === rises) high = middle;
    else low = middle;
  }
  // The ends themselves must be within reach.
  return atShare(range, low === 0 ? 0 : high === 1 ? 1 : (low + high) / 2);
}
