import type { BenchEntry, BenchFailure } from './row.ts';

/** Why something was not measured; the page has one text for each. */
export const failureCodes = [
  /** It says something else than the reference: `parity`. */
  'other-answer',
  /** Its answer holds something that is no finite number. */
  'no-number',
  /** The graphics device went away. */
  'device-lost',
  /** The graphics device has refused something. */
  'device-error',
  /** Nobody tried: so much arithmetic takes too long where a CPU does it, and nobody asked for it. */
  'too-heavy',
  /** It threw. */
  'error',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A refusal with its code; `message` is the technical detail. */
export class BenchRefusal extends Error {
  readonly code: FailureCode;
  readonly parity: number | null;
  constructor(code: FailureCode, detail: string, parity: number | null = null) {
    super(detail);
    this.name = 'BenchRefusal';
    this.code = code;
    this.parity = parity;
  }
}

/** @param parity max|Δ| / max|reference|, too large or no number */
export const otherAnswer = (parity: number): BenchRefusal =>
  Number.isFinite(parity)
    ? new BenchRefusal('other-answer', `max|Δ|/max|ref| = ${parity.toExponential(1)}`, parity)
    : new BenchRefusal('no-number', `max|Δ|/max|ref| = ${parity}`);

export function failureOf(entry: BenchEntry, error: unknown): BenchFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const { net, batch, engine, backend, variant } = entry;
  const { code, parity } = error instanceof BenchRefusal ? error : { code: 'error' as const, parity: null };
  return { net, batch, engine, backend, variant, code, parity, reason };
}
