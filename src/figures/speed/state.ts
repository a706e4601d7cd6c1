import { networks } from 'virtual:networks';

/** The name of the network of 8.95 M random weights in a report, and in a link. */
export const LARGE = 'random-8.95M';

/** Batches that are measured, by the name that a link gives them. */
export const BATCHES = { both: [1, 16], 1: [1], 16: [16] } as const;

/** Kinds of device that are measured, by the name that a link gives them. */
export const BACKENDS = { both: ['webgpu', 'wasm'], webgpu: ['webgpu'], wasm: ['wasm'] } as const;

/** What to measure. */
export const table = {
  network: {
    type: 'choice',
    options: ['all', ...networks.map(({ id }) => id), LARGE],
    default: networks[0].id,
  },
  batch: { type: 'choice', options: ['1', '16', 'both'], default: 'both' },
  on: { type: 'choice', options: ['webgpu', 'wasm', 'both'], default: 'both' },
  onnx: { type: 'flag', default: true },
} as const;

/** The networks that a choice stands for. */
export const chosenNetworks = (choice: string): string[] =>
  choice === 'all' ? [...networks.map(({ id }) => id), LARGE] : [choice];
