import type { UnetConfig } from './config.ts';

/**
 * The sinusoidal embedding of diffusers' `Timesteps` (Ho et al. 2020, section 4, after Vaswani et al. 2017):
 * sines and cosines of timestep · 10000^(−i / (half − freqShift)), row by row, computed in float64.
 * @param timesteps diffusers' timesteps (the paper's t minus 1); fractions are allowed
 * @returns (timesteps, channels of the first block)
 */
export function sinusoidalEmbedding(timesteps: ArrayLike<number>, config: UnetConfig): Float32Array {
  const channels = config.blockOutChannels[0];
  const half = Math.floor(channels / 2);
  const [sinAt, cosAt] = config.flipSinToCos ? [half, 0] : [0, half];
  const rows = new Float32Array(timesteps.length * channels);
  for (let row = 0; row < timesteps.length; row++) {
    for (let i = 0; i < half; i++) {
      const frequency = Math.exp((-Math.log(10000) * i) / (half - config.freqShift));
      // PyTorch rounds the frequency and the angle to float32; at timestep 999 that moves an angle by 3e-5.
      const angle = Math.fround(timesteps[row] * Math.fround(frequency));
      rows[row * channels + sinAt + i] = Math.sin(angle);
      rows[row * channels + cosAt + i] = Math.cos(angle);
    }
  }
  return rows;
}
