import { defineConfig } from 'vitest/config';
import { texPlugin } from './build/texPlugin.ts';

export default defineConfig({
  plugins: [texPlugin()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    environment: 'node',
  },
});
