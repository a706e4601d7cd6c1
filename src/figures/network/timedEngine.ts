import type { Chunk, Engine, ShownFrame } from '../../engine/index.ts';

/** Who is told what an engine does. */
export interface Listener {
  /** Something is asked; the function that is returned is called when it is answered, or failed. */
  onAsk: () => () => void;
  /** After every answer: how many milliseconds it took for one picture to go through the network once. */
  onTime: (milliseconds: number) => void;
  /** Answers what its asker is told in its place. */
  onError: (error: unknown) => unknown;
}

/** The same engine with somebody who listens. */
export function timedEngine(
  engine: Engine,
  { onAsk, onTime, onError }: Listener,
  now: () => number = () => performance.now(),
): Engine {
  const asked = async <T>(answer: () => Promise<T>): Promise<T> => {
    const answered = onAsk();
    try {
      return await answer();
    } catch (error) {
      throw onError(error);
    } finally {
      answered();
    }
  };
  async function* timed<F extends ShownFrame>(chunks: AsyncGenerator<Chunk<F>, void, undefined>) {
    let calls = 0;
    try {
      for (;;) {
        const { done, value: chunk } = await asked(() => chunks.next());
        if (done) return;
        if (chunk.networkCalls > calls) onTime(chunk.milliseconds / (chunk.networkCalls - calls));
        calls = chunk.networkCalls;
        yield chunk;
      }
    } finally {
      await chunks.return();
    }
  }
  return {
    ...engine,
    predict: (request, signal) =>
      asked(async () => {
        const start = now();
        const prediction = await engine.predict(request, signal);
        onTime((now() - start) / request.t.length);
        return prediction;
      }),
    sample: (request) => timed(engine.sample(request)),
    show: (request) => timed(engine.show(request)),
  };
}
