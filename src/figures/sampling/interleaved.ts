import type { Chunk, Frame, SampleRequest, ShownFrame } from '../../engine/index.ts';

/** What sampling needs of an engine: its `sample`, or its `show` in that place. Tests put a formula there. */
export interface SamplingEngine<F extends ShownFrame = Frame> {
  sample(request: SampleRequest): AsyncGenerator<Chunk<F>, void, undefined>;
}

/**
 * Several runs on one engine, in turn, so that all of them come down through t together: the next chunk is always of
 * the run that is furthest up. Leaving the loop ends all of them.
 */
export async function* interleaved<Id extends string, F extends ShownFrame>(
  engine: SamplingEngine<F>,
  requests: Readonly<Record<Id, SampleRequest>>,
): AsyncGenerator<{ id: Id; chunk: Chunk<F> }, void, undefined> {
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
