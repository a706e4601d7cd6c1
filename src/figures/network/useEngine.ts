import { useEffect } from 'react';
import { useStore } from 'zustand';
import { openEngine } from '../../engine/index.ts';
import { createDemoStore, type Table } from '../../ui/demoState.ts';
import { useIsVisible } from '../../ui/Figure.tsx';
import { modelUrl } from './modelUrl.ts';
import { createSharedEngine, type Choice, type EngineState } from './sharedEngine.ts';

/** The network that the site ships. */
export const SHIPPED_MODEL = 'mnist-28';

const table = {
  backend: { type: 'choice', options: ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'], default: 'auto' },
} as const satisfies Table;

let choices: ReturnType<typeof createDemoStore<typeof table>> | null = null;
const theChoices = () => (choices ??= createDemoStore('network', table));

const shared = createSharedEngine({
  open: openEngine,
  model: () => modelUrl(SHIPPED_MODEL),
  choice: () => theChoices().getState().backend,
});

/**
 * The page's engine. It opens when a figure that calls this is first on screen, and is shared by all of them; it closes
 * some time after the last has left the screen. `engine` is null until `state` is 'ready', and may become null again.
 */
export function useEngine(): EngineState {
  const isVisible = useIsVisible();
  useEffect(() => (isVisible ? shared.take() : undefined), [isVisible]);
  return useStore(shared.store);
}

/** The backend that was asked for in the link or by the reader, and how to ask for another. */
export const useBackendChoice = (): [Choice, (choice: Choice) => void] => [
  useStore(theChoices()).backend,
  (backend) => {
    theChoices().setState({ backend });
    shared.reopen();
  },
];

/** Opens the engine again after it failed. */
export const reopenEngine = (): void => shared.reopen();
