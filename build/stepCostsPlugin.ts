import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { largeConfig, largeNetwork } from '../src/bench/networks.ts';
import { stepCost, type StepCost } from '../src/bench/stepCost.ts';
import { parseUnetConfig, type UnetConfig } from '../src/engine/config.ts';
import { planOfForward } from '../src/engine/plan/planOf.ts';
import { buildUnet2d } from '../src/engine/unet2d.ts';
import { models, readNetworks } from './networksPlugin.ts';

const MODULE = 'virtual:step-costs';
const BATCHES = [1, 16] as const;

/** What a step of a network costs at one batch. */
export interface NetworkCost extends StepCost {
  /** The network's id in a report. */
  net: string;
  batch: number;
  parameters: number;
  bytesPerWeight: 2 | 4;
}

function costsOf(net: string, config: UnetConfig, bytesPerWeight: 2 | 4): NetworkCost[] {
  const unet = buildUnet2d(config);
  const parameters = [...unet.tensorShapes()].reduce(
    (sum, [, shape]) => sum + shape.reduce((product, extent) => product * extent, 1),
    0,
  );
  return BATCHES.map((batch) => ({
    net,
    batch,
    parameters,
    bytesPerWeight,
    ...stepCost(planOfForward(unet, batch), bytesPerWeight),
  }));
}

/** The site's networks, whose weights are float16, and the benchmark's large one, whose random weights are float32. */
export const readStepCosts = (): NetworkCost[] => [
  ...readNetworks().flatMap(({ id }) => {
    const config: unknown = JSON.parse(readFileSync(join(models, id, 'config.json'), 'utf8'));
    return costsOf(id, parseUnetConfig(config), 2);
  }),
  ...costsOf(largeNetwork.id, largeConfig, 4),
];

/** `import { stepCosts } from 'virtual:step-costs'`: counted from the plans when the site is built. */
export function stepCostsPlugin(): Plugin {
  return {
    name: 'step-costs',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}` ? `export const stepCosts = ${JSON.stringify(readStepCosts())};` : null,
  };
}
