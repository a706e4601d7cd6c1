/** A report with numbers that make the arithmetic easy to follow. They are of no device. */
import type { BenchReport, BenchRow, Roofline } from '../../bench/row.ts';

export const row = (part: Partial<BenchRow>): BenchRow => ({
  net: 'mnist-28',
  batch: 1,
  engine: 'ours',
  backend: 'webgpu',
  variant: null,
  step_ms: 2,
  p95_ms: 2.5,
  js_ms: 0.05,
  dispatches: 76,
  submits: 0.25,
  readbacks: 0,
  bytes: 9_000_000,
  parity: 3e-7,
  cold_ms: 400,
  steps: 50,
  rounds: 5,
  tried: [],
  ...part,
});

/** Arithmetic 0.4 ms, bytes 0.9 ms, dispatches 0.38 ms. */
export const roofline: Roofline = {
  net: 'mnist-28',
  batch: 1,
  macs: 2e8,
  bytes: 9e6,
  dispatches: 76,
  peak_flops: 1e12,
  bandwidth: 1e10,
  empty_dispatch_ms: 0.005,
  bound_ms: 0.9,
  dispatch_ms: 0.38,
  sum_ms: 1.68,
};

const tried = [
  { variant: 'NHWC, captured', step_ms: 4.9 },
  { variant: 'NCHW, not captured', step_ms: 7.7 },
];

export const report: BenchReport = {
  adapter: 'a device that does not exist',
  software: false,
  features: ['subgroups'],
  browser: 'none',
  threads: 2,
  date: '2026-11-22T10:00:00.000Z',
  commit: '0000000',
  roofline: [roofline],
  rows: [
    row({ engine: 'tfjs', step_ms: 12, p95_ms: 14, js_ms: 11, dispatches: 800, submits: 54 }),
    row({}),
    row({ engine: 'onnxruntime-web', variant: 'NCHW', step_ms: 6, p95_ms: 7, js_ms: null, dispatches: 300 }),
    row({
      engine: 'onnxruntime-web',
      variant: 'NHWC, captured',
      step_ms: 5,
      p95_ms: 6,
      dispatches: 300,
      tried,
    }),
    row({ engine: 'onnxruntime-web', backend: 'wasm', variant: '2 threads', step_ms: 15, p95_ms: 16 }),
    row({ backend: 'wasm', step_ms: 20, p95_ms: 21, js_ms: null, dispatches: null, submits: null }),
    row({ batch: 16, step_ms: 10, p95_ms: 11 }),
  ],
  failed: [
    {
      net: 'mnist-28',
      batch: 1,
      engine: 'onnxruntime-web',
      backend: 'webgpu',
      variant: 'NHWC',
      code: 'other-answer',
      parity: 0.5,
      reason: 'max|Δ|/max|ref| = 5.0e-1',
    },
  ],
};
