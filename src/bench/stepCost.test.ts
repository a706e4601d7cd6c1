import { describe, expect, it } from 'vitest';
import { parseUnetConfig } from '../engine/config.ts';
import { planOfForward } from '../engine/plan/planOf.ts';
import { buildUnet2d } from '../engine/unet2d.ts';
import { largeConfig } from './networks.ts';
import { stepCost } from './stepCost.ts';

/** One level, one block on the way down, no attention: small enough to count by hand. */
const one = parseUnetConfig({
  _class_name: 'UNet2DModel',
  sample_size: 4,
  in_channels: 1,
  out_channels: 1,
  block_out_channels: [4],
  layers_per_block: 1,
  down_block_types: ['DownBlock2D'],
  up_block_types: ['UpBlock2D'],
  norm_num_groups: 2,
  add_attention: false,
});
const costOf = (config: typeof one, batch: number, bytesPerWeight: 2 | 4 = 4) =>
  stepCost(planOfForward(buildUnet2d(config), batch), bytesPerWeight);

describe('the cost of a step', () => {
  it('is what counting by hand gives', () => {
    // Convolutions of 3×3 over 16 pixels: in 1→4 and out 4→1, down 4→4 twice, middle 4→4 four times, up twice 8→4 and
    // 4→4; and the two shortcuts of 1×1, 8→4.
    const pairs = [4, 4, 16, 16, 16, 16, 16, 16, 32, 16, 32, 16];
    const macs = 16 * (9 * pairs.reduce((a, b) => a + b) + 2 * 32);
    expect(costOf(one, 1).macs).toBe(macs);
    // Two norms a block of five, one before the last convolution; the convolutions above; the update.
    expect(costOf(one, 1).dispatches).toBe(11 + 14 + 1);
  });

  it('is 1.6 GMAC for the large network, as its layers counted one by one gave', () => {
    expect(costOf(largeConfig, 1).macs / 1e9).toBeCloseTo(1.6, 1);
    expect(costOf(largeConfig, 1).bytes / 1e6).toBeGreaterThan(4 * 8.9);
  });

  it('grows with the batch in arithmetic, less in bytes, not in dispatches', () => {
    const [a, b] = [costOf(largeConfig, 1), costOf(largeConfig, 16)];
    expect(b.macs).toBe(16 * a.macs);
    expect(b.bytes).toBeLessThan(12 * a.bytes);
    expect(b.dispatches).toBe(a.dispatches);
    // The weights are half of what they were; the pictures are not.
    const saved = costOf(largeConfig, 16).bytes - costOf(largeConfig, 16, 2).bytes;
    expect(saved).toBe(a.bytes - costOf(largeConfig, 1, 2).bytes);
  });
});
