import type { Chunk, Engine, ShownFrame } from '../../engine/index.ts';

/**
 * The same engine, which tells after every answer how many milliseconds it took for one picture to go through the
 * network once, and who is told when it fails.
 */
export function timedEngine(
  engine: Engine,
  onTime: (milliseconds: number) => void,
  onError: (error: unknown) => void,
  now: () => number = () => performance.now(),
): Engine {
  async function* timed<F extends ShownFrame>(chunks: AsyncIterable<Chunk<F>>) {
    let calls = 0;
    try {
      for await (const chunk of chunks) {
        if (chunk.networkCalls > calls) onTime(chunk.milliseconds / (chunk.networkCalls - calls));
        calls = chunk.networkCalls;
        yield chunk;
      }
    } catch (error) {
      onError(error);
      throw error;
    }
  }
  return {
    ...engine,
    predict: async (request, signal) => {
      const start = now();
      try {
        const prediction = await engine.predict(request, signal);
        onTime((now() - start) / request.t.length);
        return prediction;
      } catch (error) {
        onError(error);
        throw error;
      }
    },
    sample: (request) => timed(engine.sample(request)),
    show: (request) => timed(engine.show(request)),
  };
}
