import { describe, expect, it } from 'vitest';
import { browserName } from './browserName.ts';
import { collected, nothingCollected, remainingSeconds } from './collected.ts';
import { comparisonsOf } from './comparisons.ts';
import { bestRows, speedGroups } from './groups.ts';
import { latencyOf, watchLatency, type Clock } from './latency.ts';
import { parseReport, ReportError } from './parseReport.ts';
import { domainOf, plotLayout } from './plotLayout.ts';
import { report, roofline, row } from './speed.fixture.ts';
import { boundOf, stepTerms } from './stepTerms.ts';

const groups = speedGroups(report);

describe('groups', () => {
  it('keep network and batch apart, and put backends and engines in one order whatever arrives first', () => {
    expect(groups.map(({ net, batch }) => [net, batch])).toEqual([
      ['mnist-28', 1],
      ['mnist-28', 16],
    ]);
    expect(groups[0].rows.map((r) => `${r.backend} ${r.engine}`)).toEqual([
      'webgpu ours',
      'webgpu onnxruntime-web',
      'webgpu onnxruntime-web',
      'webgpu tfjs',
      'wasm ours',
      'wasm onnxruntime-web',
    ]);
    const backwards = speedGroups({ ...report, rows: [...report.rows].reverse() });
    expect(backwards[0].rows).toEqual(groups[0].rows);
    expect(groups[0].failed).toHaveLength(1);
    expect(groups[1].roofline).toBeNull();
  });

  it('show of several variants the fastest, and of equal ones one', () => {
    expect(bestRows(groups[0].rows).filter((r) => r.engine === 'onnxruntime-web')).toMatchObject([
      { variant: 'NHWC, captured', step_ms: 5 },
      { variant: '2 threads', step_ms: 15 },
    ]);
    expect(bestRows([row({ variant: 'a' }), row({ variant: 'b' })])).toHaveLength(1);
  });
});

describe('comparisons', () => {
  it('take a peer at its best, on the same backend, and say when it is faster', () => {
    const found = comparisonsOf(groups[0]).map(({ backend, peer, ratio }) => [backend, peer.engine, ratio]);
    expect(found).toEqual([
      ['webgpu', 'onnxruntime-web', 2.5],
      ['webgpu', 'tfjs', 6],
      ['wasm', 'onnxruntime-web', 0.75],
    ]);
    expect(comparisonsOf(groups[1])).toEqual([]);
  });

  it('set ours beside our plain kernels last', () => {
    const rows = [row({ engine: 'ours-plain', step_ms: 3 }), ...report.rows];
    const found = comparisonsOf(speedGroups({ ...report, rows })[0]).map(({ peer, ratio }) => [
      peer.engine,
      ratio,
    ]);
    expect(found.slice(0, 3)).toEqual([
      ['onnxruntime-web', 2.5],
      ['tfjs', 6],
      ['ours-plain', 1.5],
    ]);
  });
});

describe('the terms of a step', () => {
  const boundWith = (part: Partial<Parameters<typeof row>[0]>) => boundOf(stepTerms(row(part), roofline));
  it('are MAC over peak, bytes over bandwidth and the empty dispatches', () => {
    const terms = stepTerms(row({}), roofline);
    expect(terms.arithmetic).toBeCloseTo(0.4, 12);
    expect(terms.bytes).toBeCloseTo(0.9, 12);
    expect(terms.dispatches).toBeCloseTo(0.38, 12);
    expect(stepTerms(row({ dispatches: 800 }), roofline).dispatches).toBeCloseTo(4, 12);
  });
  it('count the bytes that our kernels must move, not the whole tables that they bind; of a peer those bound', () => {
    const bound = { bytes: 18e6 };
    for (const engine of ['ours', 'ours-plain', 'ours-no-replay'] as const) {
      expect(stepTerms(row({ ...bound, engine }), roofline).bytes).toBeCloseTo(0.9, 12);
    }
    expect(stepTerms(row({ ...bound, engine: 'tfjs' }), roofline).bytes).toBeCloseTo(1.8, 12);
    expect(stepTerms(row({ bytes: null, engine: 'tfjs' }), roofline).bytes).toBeCloseTo(0.9, 12);
  });
  it('add up to the roofline’s sum for ours, and to nothing where one is not known', () => {
    expect(stepTerms(row({}), roofline).sum).toBeCloseTo(roofline.sum_ms!, 12);
    expect(stepTerms(row({ engine: 'tfjs', dispatches: 800 }), roofline).sum).toBeCloseTo(0.4 + 0.9 + 4, 12);
    expect(stepTerms(row({}), { ...roofline, bandwidth: null }).sum).toBeNull();
  });
  it('name what takes half of the step, JavaScript before all', () => {
    expect(boundWith({ step_ms: 12, js_ms: 11 })).toBe('javascript');
    expect(boundWith({ step_ms: 1 })).toBe('bytes');
    const computing = { ...roofline, macs: 5e8 };
    expect(boundOf(stepTerms(row({ step_ms: 1.1 }), computing))).toBe('arithmetic');
    expect(boundWith({ step_ms: 6, dispatches: 800 })).toBe('dispatches');
    expect(boundWith({ step_ms: 8 })).toBe('kernels');
    const nothing = { ...roofline, peak_flops: null, bandwidth: null, empty_dispatch_ms: null };
    expect(boundOf(stepTerms(row({}), nothing))).toBe('kernels');
  });
});

describe('the figure', () => {
  it('has no two names on one line, in either width', () => {
    for (const lineHeight of [28, 44]) {
      const { groups: placed, height } = plotLayout(groups, lineHeight);
      const lines = placed.flatMap(({ heading, rows }) => [heading, ...rows.map(({ y }) => y)]);
      lines.slice(1).forEach((y, i) => expect(y - lines[i]).toBeGreaterThanOrEqual(20));
      expect(Math.max(...lines)).toBeLessThan(height);
    }
  });
  it('has an axis that holds every mark, and one before there is any', () => {
    const [low, high] = domainOf(groups);
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(21);
    expect(domainOf([])).toEqual([0.01, 1000]);
    expect(plotLayout([], 28).groups).toEqual([]);
  });
});

describe('a run', () => {
  it('is collected event by event, and at its end is its report', () => {
    let now = collected(nothingCollected, { kind: 'environment', environment });
    for (const line of report.rows) now = collected(now, { kind: 'row', row: line });
    now = collected(now, { kind: 'failed', failure: report.failed[0] });
    now = collected(now, { kind: 'roofline', roofline });
    now = collected(now, { kind: 'progress', doing: { step: 'peaks' }, done: 3, total: 4 });
    expect(now).toEqual({
      ...nothingCollected,
      ...measured,
      environment,
      progress: { doing: { step: 'peaks' }, done: 3, total: 4 },
    });
    expect(collected(now, { kind: 'end', report })).toEqual({
      environment,
      ...measured,
      progress: null,
      report,
    });
  });
  const { rows, roofline: bounds, failed, ...environment } = report;
  const measured = { rows, roofline: bounds, failed };

  it('says how long it will take once it can tell', () => {
    expect(remainingSeconds(null, 5)).toBeNull();
    expect(remainingSeconds({ done: 1, total: 100 }, 5)).toBeNull();
    expect(remainingSeconds({ done: 2, total: 8 }, 10)).toBe(30);
  });
});

describe('the browser', () => {
  it('is called by its brand where it has one', () => {
    const brands = [
      { brand: 'Not;A=Brand', version: '8' },
      { brand: 'Chromium', version: '156' },
    ];
    const agent = { userAgent: 'Mozilla/5.0 …', userAgentData: { brands, platform: 'Linux' } };
    expect(browserName(agent)).toBe('Chromium 156, Linux');
    const edge = [...brands, { brand: 'Microsoft Edge', version: '156' }];
    expect(browserName({ ...agent, userAgentData: { brands: edge, platform: 'Windows' } })).toBe(
      'Microsoft Edge 156, Windows',
    );
    expect(browserName({ userAgent: 'Mozilla/5.0 …' })).toBe('Mozilla/5.0 …');
  });
});

describe('latency', () => {
  /** A page whose thread is busy for so long before each timer's turn, with a frame every 16 ms. */
  function busyPage(busy: number) {
    let now = 0;
    const turns: (() => void)[] = [];
    const clock: Clock = {
      now: () => now,
      after: (milliseconds, then) =>
        turns.push(() => {
          now += milliseconds + busy;
          then();
        }),
      afterFrame: (then) =>
        turns.push(() => {
          now = Math.ceil((now + 1) / 16) * 16;
          then();
        }),
      isHidden: () => false,
    };
    const watch = watchLatency(clock);
    for (let i = 0; i < 400; i++) turns.shift()?.();
    watch.stop();
    return { samples: watch.samples(), turns };
  }

  it('is a frame on an idle page, and counts what the thread is busy with', () => {
    const idle = latencyOf(busyPage(0).samples)!;
    expect(idle.samples).toBe(200);
    expect(idle.p95).toBeGreaterThan(0);
    expect(idle.longest).toBeLessThanOrEqual(16);
    expect(latencyOf(busyPage(120).samples)!.p95).toBeGreaterThanOrEqual(120);
  });

  it('ends when it is told to', () => {
    const { turns } = busyPage(0);
    for (let i = 0; i < 4; i++) turns.shift()?.();
    expect(turns).toEqual([]);
  });

  it('of nothing is none', () => {
    expect(latencyOf([])).toBeNull();
  });
});

describe('a report from a file', () => {
  const problemOf = (content: string) => {
    try {
      parseReport(content);
    } catch (error) {
      if (error instanceof ReportError) return [error.problem, ...Object.values(error.fields)];
      throw error;
    }
    return null;
  };
  const withRow = (part: object) => JSON.stringify({ ...report, rows: [{ ...report.rows[0], ...part }] });

  it('is what was written, alone or among other benchmarks', () => {
    expect(parseReport(JSON.stringify(report))).toEqual(report);
    expect(parseReport(JSON.stringify({ cores: 2, results: { page: [] }, ...report }))).toEqual(report);
  });

  it('says nothing of the kernels where it is from before there were any but plain ones', () => {
    const { features, ...older } = report;
    expect(features).toEqual(['subgroups']);
    expect(parseReport(JSON.stringify(older)).features).toBeNull();
    for (const wrong of ['subgroups', [1], new Array(21).fill('subgroups')]) {
      expect(problemOf(JSON.stringify({ ...report, features: wrong }))).toEqual(['field', 'features']);
    }
  });

  it('loses what nobody reads', () => {
    const read = parseReport(JSON.stringify({ ...report, extra: '<script>', __proto__: 1 }));
    expect(read).toEqual(report);
  });

  it('is refused with what is wrong with it', () => {
    expect(problemOf(' \n')).toEqual(['empty']);
    expect(problemOf('{"rows": [')![0]).toBe('not-json');
    expect(problemOf('[]')).toEqual(['not-a-report']);
    expect(problemOf('null')).toEqual(['not-a-report']);
    expect(problemOf('{"name": "package"}')).toEqual(['not-a-report']);
    expect(problemOf('{"results": {"page": [], "memory": []}}')).toEqual(['no-speed', 'page, memory']);
    expect(problemOf(withRow({ step_ms: 'fast' }))).toEqual(['field', 'rows[0].step_ms']);
    expect(problemOf(withRow({ step_ms: -1 }))).toEqual(['field', 'rows[0].step_ms']);
    expect(problemOf(withRow({ engine: 'another' }))).toEqual(['field', 'rows[0].engine']);
    expect(problemOf(JSON.stringify({ ...report, date: 'yesterday' }))).toEqual(['field', 'date']);
    expect(problemOf(JSON.stringify({ ...report, failed: {} }))).toEqual(['field', 'failed']);
    expect(problemOf(JSON.stringify({ ...report, rows: [null] }))).toEqual(['field', 'rows[0]']);
    expect(problemOf('9'.repeat(2_000_001))).toEqual(['too-large']);
  });

  it('of before there were codes has its refusals’ sentences', () => {
    const { code, parity, ...old } = report.failed[0];
    expect([code, parity]).toEqual(['other-answer', 0.5]);
    const [read] = parseReport(JSON.stringify({ ...report, failed: [old] })).failed;
    expect(read).toEqual({ ...old, code: null, parity: null });
    expect(problemOf(JSON.stringify({ ...report, failed: [{ ...old, code: 'other' }] }))).toEqual([
      'field',
      'failed[0].code',
    ]);
  });

  it('of before the ways of an engine were kept has none, and wrong ones are refused', () => {
    const { tried, ...older } = report.rows[0];
    expect(tried).toEqual([]);
    expect(parseReport(JSON.stringify({ ...report, rows: [older] })).rows).toEqual([
      { ...older, tried: null },
    ]);
    for (const wrong of ['NHWC', [{ variant: 'NHWC' }], [{ variant: 1, step_ms: 1 }]]) {
      expect(problemOf(withRow({ tried: wrong }))).toEqual(['field', 'rows[0].tried']);
    }
  });

  it('of before there was a sum of its terms has none', () => {
    const { sum_ms, ...older } = roofline;
    expect(sum_ms).toBeGreaterThan(0);
    const [read] = parseReport(JSON.stringify({ ...report, roofline: [older] })).roofline;
    expect(read).toEqual({ ...older, sum_ms: null });
  });

  it('may leave out what was not measured', () => {
    const line: Record<string, unknown> = { ...report.rows[0] };
    for (const name of ['variant', 'js_ms', 'cold_ms']) delete line[name];
    const [read] = parseReport(JSON.stringify({ ...report, rows: [line] })).rows;
    expect(read).toEqual({ ...report.rows[0], variant: null, js_ms: null, cold_ms: null });
  });
});
