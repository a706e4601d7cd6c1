import { useCallback, useMemo, useState } from 'react';
import type { Engine } from '../../engine/index.ts';
import type { Network } from '../../figures/network/network.ts';
import { usePrediction } from '../../figures/network/usePrediction.ts';
import { trajectories } from '../../figures/sampling/trajectory.ts';
import { useWork, type WorkPhase } from '../../figures/sampling/useWork.ts';
import { requestOf, type Task } from './model.ts';

/** What a network made of one noisy picture; null where it is not there yet. */
export interface Denoised {
  /** From one call. Not clipped. */
  guess: Float32Array | null;
  /** Where DDIM arrives. */
  picture: Float32Array | null;
}

/** What the page's network says to the task; `engine` null: it is not asked. */
function useAnswer(engine: Engine | null, id: string, task: Task | null): Denoised & { phase: WorkPhase } {
  const request = useMemo(() => task && { xt: task.xt, t: [task.t], labels: [task.label] }, [task]);
  const predicted = usePrediction(engine, request);
  // Another network begins anew.
  const asked = useMemo(() => task && { ...task, id }, [task, id]);
  const start = useCallback(
    async function* ({ sample, model }: Engine) {
      const run = { ...requestOf(model.schedule, asked!), keep: 'last' } as const;
      for await (const known of trajectories({ sample }, { run })) yield known.run;
    },
    [asked],
  );
  const work = useWork(engine, asked && start);
  return {
    guess: predicted?.request === request ? predicted!.prediction.xHat0 : null,
    picture: work.latest?.result ?? null,
    phase: work.phase,
  };
}

type Kept = Readonly<Record<string, Denoised & { task: Task }>>;

/**
 * What every network that was asked says to this task, by its id: the page's network now, the others as they answered
 * when they were the page's network.
 */
export function useDenoised(engine: Engine | null, network: Network, task: Task | null) {
  const answer = useAnswer(engine, network.id, task);
  const [kept, keep] = useState<Kept>({});
  const { guess, picture, phase } = answer;
  if (task && engine && guess && picture && kept[network.id]?.task !== task)
    keep({ ...kept, [network.id]: { guess, picture, task } });
  const of = (id: string): Denoised | null => {
    if (id === network.id && (guess || picture)) return answer;
    return kept[id]?.task === task ? kept[id] : null;
  };
  return { of, phase };
}
