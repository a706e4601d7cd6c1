import { failureCodes } from '../../bench/failure.ts';
import type { BenchReport } from '../../bench/row.ts';

export type ReportProblem =
  'empty' | 'too-large' | 'unreadable' | 'not-json' | 'not-a-report' | 'no-speed' | 'field';

/** Why a file is not a report; `fields` fills the message. */
export class ReportError extends Error {
  readonly problem: ReportProblem;
  readonly fields: Record<string, string>;
  constructor(problem: ReportProblem, fields: Record<string, string> = {}) {
    super(`${problem} ${JSON.stringify(fields)}`);
    this.problem = problem;
    this.fields = fields;
  }
}

/** Characters. A report of many networks has some ten thousand. */
export const longestReport = 2_000_000;

type Json = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = (value) => typeof value === 'string' && value.length <= 2000;
const texts: Check = (value) => Array.isArray(value) && value.length <= 20 && value.every(text);
const flag: Check = (value) => typeof value === 'boolean';
const amount: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const positive: Check = (value) => amount(value) && value !== 0;
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const among =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value as string);
/** Also satisfied by null; reports of the first format leave such a value out. */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || value === undefined || check(value);

const ways: Check = (value) =>
  Array.isArray(value) &&
  value.length <= 20 &&
  value.every((way) => isObject(way) && maybe(text)(way.variant) && positive(way.step_ms));

const engine = among('ours', 'ours-plain', 'ours-no-replay', 'tfjs', 'onnxruntime-web');
const backend = among('webgpu', 'wasm', 'webgl', 'cpu');
const place = { net: text, batch: count };

const heads: Record<string, Check> = {
  adapter: text,
  software: flag,
  features: maybe(texts),
  browser: text,
  threads: count,
  date: (value) => text(value) && !Number.isNaN(Date.parse(value as string)),
  commit: text,
};
const lists: Record<'rows' | 'roofline' | 'failed', Record<string, Check>> = {
  rows: {
    ...place,
    engine,
    backend,
    variant: maybe(text),
    step_ms: positive,
    p95_ms: positive,
    js_ms: maybe(amount),
    dispatches: maybe(amount),
    submits: maybe(amount),
    readbacks: maybe(amount),
    bytes: maybe(amount),
    parity: maybe(amount),
    cold_ms: maybe(amount),
    steps: count,
    rounds: count,
    tried: maybe(ways),
  },
  roofline: {
    ...place,
    macs: positive,
    bytes: positive,
    dispatches: maybe(count),
    peak_flops: maybe(positive),
    bandwidth: maybe(positive),
    empty_dispatch_ms: maybe(amount),
    bound_ms: maybe(positive),
    dispatch_ms: maybe(amount),
    sum_ms: maybe(positive),
  },
  failed: {
    ...place,
    engine,
    backend,
    variant: maybe(text),
    code: maybe(among(...failureCodes)),
    parity: maybe(amount),
    reason: text,
  },
};

/** Takes the known fields, null for what is left out; refuses a wrong one by its path. */
function read(value: unknown, checks: Record<string, Check>, path: string): Json {
  if (!isObject(value)) throw new ReportError('field', { path });
  return Object.fromEntries(
    Object.entries(checks).map(([name, check]) => {
      if (!check(value[name])) throw new ReportError('field', { path: path ? `${path}.${name}` : name });
      return [name, value[name] ?? null];
    }),
  );
}

/**
 * The report in a file of `npm run bench -- --out FILE`, or of this page. A file of several benchmarks
 * has the others' rows in `results`. What the report does not know is dropped, so that nothing unread reaches the page.
 * @throws ReportError
 */
export function parseReport(content: string): BenchReport {
  if (content.trim() === '') throw new ReportError('empty');
  if (content.length > longestReport) throw new ReportError('too-large');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new ReportError('not-json', { reason: (error as Error).message });
  }
  return readReport(json);
}

/** @throws ReportError */
export function readReport(json: unknown): BenchReport {
  if (!isObject(json)) throw new ReportError('not-a-report');
  if (!Array.isArray(json.rows)) {
    const { results } = json;
    if (!isObject(results)) throw new ReportError('not-a-report');
    throw new ReportError('no-speed', { found: Object.keys(results).join(', ') });
  }
  const head = read(json, heads, '');
  const lines = Object.entries(lists).map(([name, checks]) => {
    const list = json[name] ?? [];
    if (!Array.isArray(list)) throw new ReportError('field', { path: name });
    return [name, list.map((line, i) => read(line, checks, `${name}[${i}]`))];
  });
  return { ...head, ...Object.fromEntries(lines) } as unknown as BenchReport;
}
