import { useEffect } from 'react';
import { useStore } from 'zustand';
import { openEngine } from '../../engine/index.ts';
import { createDemoStore, type Table } from '../../ui/demoState.ts';
import { useIsVisible } from '../../ui/Figure.tsx';
import { failedBackends, tabStorage } from './failedBackends.ts';
import { createSharedEngine, type Choice, type EngineState, type SharedEngine } from './sharedEngine.ts';
import { theNetworkChoice } from './useNetwork.ts';

export const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

const table = {
  backend: { type: 'choice', options: BACKENDS, default: 'auto' },
} as const satisfies Table;

let choices: ReturnType<typeof createDemoStore<typeof table>> | null = null;
const theChoices = () => (choices ??= createDemoStore('network', table));

let engine: SharedEngine | null = null;

function theEngine(): SharedEngine {
  if (engine) return engine;
  const choice = theNetworkChoice();
  const made = createSharedEngine({
    open: openEngine,
    model: async () => (await choice.settled()).model,
    choice: () => theChoices().getState().backend,
    failures: failedBackends(tabStorage()),
  });
  // Figures hear of another network only after this, so none ever sees the engine of the one before as its own.
  choice.store.subscribe((now, before) => now.network !== before.network && made.change());
  document.addEventListener('visibilitychange', () => made.setHidden(document.hidden));
  return (engine = made);
}

/**
 * The page's engine. It opens when a figure that calls this is first on screen, and is shared by all of them; it closes
 * some time after the last has left the screen. `engine` is null until `state` is 'ready', and may become null again.
 */
export function useEngine(): EngineState {
  const isVisible = useIsVisible();
  useEffect(() => (isVisible ? theEngine().take() : undefined), [isVisible]);
  return useStore(theEngine().store);
}

/** The backend that was asked for in the link or by the reader, and how to ask for another. */
export const useBackendChoice = (): [Choice, (choice: Choice) => void] => [
  useStore(theChoices()).backend,
  (backend) => {
    theChoices().setState({ backend });
    theEngine().reopen();
  },
];

/** Opens the engine again after it failed. */
export const reopenEngine = (): void => theEngine().reopen();
