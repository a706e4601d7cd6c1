import { defineConfig } from 'vitest/config';
import { commitPlugin } from './build/commitPlugin.ts';
import { kernelsPlugin } from './build/kernelsPlugin.ts';
import { networkReportsPlugin } from './build/networkReportsPlugin.ts';
import { networksPlugin } from './build/networksPlugin.ts';
import { onnxruntimePlugin } from './build/onnxruntimePlugin.ts';
import { recordedReportsPlugin } from './build/recordedReportsPlugin.ts';
import { stepCostsPlugin } from './build/stepCostsPlugin.ts';
import { texPlugin } from './build/texPlugin.ts';

export default defineConfig({
  plugins: [
    networksPlugin(),
    networkReportsPlugin(),
    stepCostsPlugin(),
    commitPlugin(),
    onnxruntimePlugin(),
    recordedReportsPlugin(),
    texPlugin(),
    kernelsPlugin(),
  ],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    environment: 'node',
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
  },
});
