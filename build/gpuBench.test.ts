import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Parts = Record<string, unknown>;
interface Budget {
  left(): number;
  isOver(): boolean;
}
interface Kept {
  contents: Parts;
  put(parts: Parts): void;
}
interface Around {
  report: Kept;
  budget: Budget;
  isSoftware?: boolean;
  seed?: number;
}

/** The command's parts are plain JavaScript, for a machine that builds nothing. */
const part = (name: string): Promise<unknown> =>
  import(/* @vite-ignore */ new URL(`../scripts/gpuBench/${name}.mjs`, import.meta.url).href);
const { budgetOf } = (await part('budget')) as { budgetOf: (minutes: number | undefined) => Budget };
const { watchMemory } = (await part('memory')) as {
  watchMemory: (
    code: unknown,
    networks: unknown,
    batches: number[],
    around: Around,
  ) => Promise<{ isEqual: boolean; missing: string[] }>;
};
const { checkParity } = (await part('parity')) as {
  checkParity: (
    code: unknown,
    networks: unknown,
    around: Around,
  ) => Promise<{ ok: boolean; plainOk: boolean; isCut: boolean }>;
};
const { timeEngines } = (await part('timing')) as {
  timeEngines: (code: unknown, options: unknown, around: Around) => Promise<string[]>;
};

/** A report without a file. */
function kept(): Kept {
  const report = {
    contents: {} as Parts,
    put: (parts: Parts) => void (report.contents = { ...report.contents, ...parts }),
  };
  return report;
}
const endless = budgetOf(undefined);

beforeEach(() => {
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => vi.restoreAllMocks());

describe('checkParity', () => {
  /** A gate of one verdict; `broken` throws after it. */
  const code = (asIs: boolean, plain: boolean, features: string[] | 'broken') => ({
    async *gate(_networks: unknown, _seed: number, isPlain: boolean) {
      await Promise.resolve();
      yield { name: 'kernels', ok: isPlain ? plain : asIs, detail: isPlain ? 'plain' : 'as is' };
      if (features === 'broken' && !isPlain) throw new Error('lost');
      return isPlain ? [] : features;
    },
  });
  const check = async (...all: Parameters<typeof code>) => {
    const report = kept();
    const found = await checkParity(code(...all), new Map(), { report, seed: 5, budget: endless });
    return { found, parity: report.contents.parity };
  };

  it('asks the plain kernels only where the others fail and there are others', async () => {
    expect(await check(true, false, ['subgroups'])).toEqual({
      found: { ok: true, plainOk: true, isCut: false },
      parity: { seed: 5, verdicts: [{ name: 'kernels', ok: true, detail: 'as is' }] },
    });
    expect(await check(false, true, ['subgroups'])).toEqual({
      found: { ok: false, plainOk: true, isCut: false },
      parity: {
        seed: 5,
        verdicts: [{ name: 'kernels', ok: false, detail: 'as is' }],
        plain: [{ name: 'kernels', ok: true, detail: 'plain' }],
      },
    });
    expect((await check(false, true, [])).found).toMatchObject({ ok: false, plainOk: false });
    expect((await check(false, false, ['subgroups'])).found).toMatchObject({ ok: false, plainOk: false });
  });

  it('takes a throw for a failure', async () => {
    const { found, parity } = await check(true, true, 'broken');
    expect(found).toEqual({ ok: false, plainOk: true, isCut: false });
    expect(JSON.stringify(parity)).toContain('Error: lost');
  });
});

describe('timeEngines', () => {
  const networks = ['mnist-28', 'random-8.95M', 'picture-book-32'].map((id) => ({ id }));

  /** As src/bench does: a row at the end of each comparison; `take` is called at its beginning. */
  const code = (take: () => void) => ({
    eventInWords: () => '',
    async *runBench({
      batches,
      turnOf,
    }: {
      batches: number[];
      turnOf: (net: string, batch: number) => number;
    }) {
      await Promise.resolve();
      yield { kind: 'environment', environment: { adapter: 'A' } };
      const places = networks
        .flatMap(({ id: net }) => batches.map((batch) => ({ net, batch })))
        .sort((a, b) => turnOf(a.net, a.batch) - turnOf(b.net, b.batch));
      for (const place of places) {
        yield { kind: 'progress', doing: { step: 'network', ...place } };
        take();
        yield { kind: 'progress', doing: { step: 'open', ...place } };
        const row = { ...place, engine: 'ours', step_ms: 1, p95_ms: 1, js_ms: 1, dispatches: 1, parity: 0 };
        yield { kind: 'row', row };
      }
      yield { kind: 'progress', doing: { step: 'report' } };
    },
  });
  const placesOf = (contents: Parts): string[] =>
    (contents.rows as { net: string; batch: number }[]).map(({ net, batch }) => `${net} × ${batch}`);
  const all = [
    'picture-book-32 × 1',
    'random-8.95M × 1',
    'picture-book-32 × 16',
    'random-8.95M × 16',
    'mnist-28 × 1',
    'mnist-28 × 16',
  ];
  const time = async (minutes: number | undefined, cost: number) => {
    const report = kept();
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const budget = budgetOf(minutes);
    const options = { networks, batches: [1, 16] };
    const missing = await timeEngines(
      code(() => (now += cost)),
      options,
      { report, budget, isSoftware: false },
    );
    return { rows: placesOf(report.contents), missing };
  };

  it('takes the site’s own network and the large one first', async () => {
    expect(await time(undefined, 1000)).toEqual({ rows: all, missing: [] });
  });

  it('stops before a comparison that it would have to break off, and says what is missing', async () => {
    expect(await time(1, 25_000)).toEqual({ rows: all.slice(0, 2), missing: all.slice(2) });
  });

  it('breaks one off where the time is over', async () => {
    expect(await time(1, 61_000)).toEqual({ rows: [], missing: all });
  });
});

describe('watchMemory', () => {
  const whole = {
    steps: 1000,
    batch: 1,
    seconds: 1,
    isEqual: true,
    before: { gpuBytes: 1 },
    after: { gpuBytes: 1 },
  };
  const watch = (results: Record<string, Parts | Error>, minutes?: number) => {
    const report = kept();
    report.put({ rows: ['kept'] });
    const code = {
      async *memory(id: string) {
        await Promise.resolve();
        yield { done: 1, total: 1000 };
        const result = results[id];
        if (result instanceof Error) throw result;
        return result;
      },
    };
    const networks = Object.keys(results).map((id) => [id, id]);
    const found = watchMemory(code, networks, [1], { report, budget: budgetOf(minutes), isSoftware: false });
    return found.then((said) => ({ said, contents: report.contents }));
  };

  it('goes on after a run that throws, and loses nothing', async () => {
    const { said, contents } = await watch({ a: new Error('lost'), b: whole });
    expect(said).toEqual({ isEqual: false, missing: [] });
    expect(contents).toEqual({
      rows: ['kept'],
      results: {
        memory: [
          { network: 'a', batch: 1, failed: 'Error: lost' },
          { network: 'b', ...whole },
        ],
      },
    });
  });

  it('says that memory has grown, and what there was no time for', async () => {
    expect((await watch({ a: { ...whole, isEqual: false } })).said.isEqual).toBe(false);
    expect((await watch({ a: whole })).said).toEqual({ isEqual: true, missing: [] });
    expect((await watch({ a: whole }, 0)).said.missing).toEqual(['memory of a × 1']);
  });
});
