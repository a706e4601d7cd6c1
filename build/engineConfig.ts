import type { UserConfig } from 'vite';
import { kernelsPlugin } from './kernelsPlugin.ts';

/** What the engine's sources need of Vite, for servers that serve nothing else (benchmarks, parity). */
export default {
  plugins: [kernelsPlugin()],
  worker: { format: 'es', plugins: () => [kernelsPlugin()] },
} satisfies UserConfig;
