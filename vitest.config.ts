import { defineConfig } from 'vitest/config';
import { networksPlugin } from './build/networksPlugin.ts';
import { texPlugin } from './build/texPlugin.ts';

export default defineConfig({
  plugins: [networksPlugin(), texPlugin()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    environment: 'node',
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
  },
});
