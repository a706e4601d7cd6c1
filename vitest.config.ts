import { defineConfig } from 'vitest/config';
import { kernelsPlugin } from './build/kernelsPlugin.ts';
import { networkReportsPlugin } from './build/networkReportsPlugin.ts';
import { networksPlugin } from './build/networksPlugin.ts';
import { texPlugin } from './build/texPlugin.ts';

export default defineConfig({
  plugins: [networksPlugin(), networkReportsPlugin(), texPlugin(), kernelsPlugin()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    environment: 'node',
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
  },
});
