import type { Chunk, Engine, SampleRequest } from '../../engine/index.ts';

/** What sampling needs of an engine; tests put a formula in its place. */
export type SamplingEngine = Pick<Engine, 'sample'>;

/**
 * Several runs on one engine, in turn, so that all of them come down through t together: the next chunk is always of
 * the run that is furthest up. Leaving the loop ends all of them.
 */
export async function* interleaved<Id extends string>(
  engine: SamplingEngine,
  requests: Readonly<Record<Id, SampleRequest>>,
): AsyncGenerator<{ id: Id; chunk: Chunk }, void, undefined> {
  const runs = (Object.entries(requests) as [Id, SampleRequest][]).map(([id, request]) => ({
    id,
    steps: request.steps,
    chunks: engine.sample(request),
    done: 0,
  }));
  let open = runs;
  try {
    while (open.length > 0) {
      const run = open.reduce((a, b) => (b.steps[b.done].t > a.steps[a.done].t ? b : a));
      const { value } = await run.chunks.next();
      if (value) {
        run.done = value.done;
        yield { id: run.id, chunk: value };
      }
      if (!value || value.done === value.total) {
        await run.chunks.return();
        open = open.filter((other) => other !== run);
      }
    }
  } finally {
    await Promise.all(runs.map(({ chunks }) => chunks.return()));
  }
}
