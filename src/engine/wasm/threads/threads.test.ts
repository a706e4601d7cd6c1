import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { build, type Rollup } from 'vite';
import { gaussianField } from '../../../math/rng.ts';
import { parseUnetConfig } from '../../config.ts';
import { planOfForward } from '../../plan/planOf.ts';
import type { Plan } from '../../plan/plan.ts';
import { parseSafetensors } from '../../safetensors.ts';
import { buildUnet2d, type Unet2d } from '../../unet2d.ts';
import { kernelBuild } from '../kernelBuild.ts';
import { openKernels, openSharedKernels } from '../kernels.ts';
import { WasmExecutor } from '../wasmExecutor.ts';
import { controlBytes, Crew, type Spawn } from './crew.ts';
import { CrewMember, word } from './crewMember.ts';
import { encoded } from './program.ts';
import { TaskRecorder } from './taskRecorder.ts';
import { shares } from './team.ts';

if (kernelBuild() !== 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');

const root = new URL('../../../../', import.meta.url);
const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, root)));
const random = (count: number, seed: number) => gaussianField(seed, 0, count, new Float32Array(count));

/** The code of a thread, as a script that Node can start. */
async function threadCode(): Promise<string> {
  const entry = new URL('./serve.ts', import.meta.url).pathname;
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['cjs'] } },
  })) as Rollup.RollupOutput[];
  const [{ code }] = result[0].output;
  return `const exports = {};\n${code}\nrequire('node:worker_threads').parentPort.once('message', exports.serve);`;
}

let spawn: Spawn;
const started: Worker[] = [];
beforeAll(async () => {
  const code = await threadCode();
  spawn = (orders) => {
    const worker = new Worker(code, { eval: true });
    // What goes wrong in it is told by the control block.
    worker.on('error', () => undefined);
    started.push(worker);
    worker.postMessage(orders);
    return () => void worker.terminate();
  };
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
});

/** Nobody comes. */
const spawnNothing: Spawn = () => () => undefined;
/** The others have to do everything. */
const onlyOthersWork = () => vi.spyOn(CrewMember.prototype, 'takePart').mockImplementation(() => undefined);

it('shares are even, whole units, and all of it', () => {
  expect(shares(49, 2, 6)).toEqual([
    { first: 0, count: 24 },
    { first: 24, count: 25 },
  ]);
  expect(shares(5, 4, 6)).toEqual([{ first: 0, count: 5 }]);
  for (const [total, parts, unit] of [
    [196, 6, 6],
    [16, 4, 1],
    [100, 7, 8],
  ]) {
    const all = shares(total, parts, unit);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(all.length).toBeLessThanOrEqual(parts);
    expect(all.slice(0, -1).every(({ count }) => count > 0 && count % unit === 0)).toBe(true);
  }
});

describe('a network', () => {
  /** [name, folder] of a network with attention of one head at 7×7, and a small one with several. */
  const networks = {
    digits: ['public/models/mnist-28/', 'public/models/mnist-28/diffusion_pytorch_model.fp16.safetensors'],
    heads: [
      'tests/fixtures/network/tiny-heads/',
      'tests/fixtures/network/tiny/diffusion_pytorch_model.fp16.safetensors',
    ],
  } as const;
  const opened = (name: keyof typeof networks): { unet: Unet2d; arena: Float32Array } => {
    const [folder, weights] = networks[name];
    const config = parseUnetConfig(JSON.parse(new TextDecoder().decode(read(`${folder}config.json`))));
    const unet = buildUnet2d(config);
    return { unet, arena: unet.arenaOf(parseSafetensors(read(weights).buffer, weights).tensors) };
  };
  const inputsOf = (plan: Plan): Float32Array[] =>
    plan.inputs.map((slot, i) =>
      random(
        plan.slots[slot].shape.reduce((a, b) => a * b),
        5 + i,
      ),
    );

  it.each<[keyof typeof networks, 'simd' | 'relaxed', threads: number, batches: number[]]>([
    ['digits', 'simd', 2, [1, 2, 3]],
    ['digits', 'relaxed', 4, [1, 16]],
    ['heads', 'simd', 3, [1, 2, 5]],
  ])('has the same bits: %s, %s, %i threads, batches %j', async (name, kernels, count, batches) => {
    const { unet, arena } = opened(name);
    const one = new WasmExecutor(await openKernels(kernels), arena);
    const several = new WasmExecutor(await openSharedKernels(kernels), arena, { count, spawn });
    for (const batch of batches) {
      const plan = planOfForward(unet, batch);
      const inputs = inputsOf(plan);
      const expected = one.prepare(plan).run(inputs);
      expect(expected.some((value) => value !== 0)).toBe(true);
      const prepared = several.prepare(plan);
      for (let again = 0; again < 3; again++) expect(prepared.run(inputs)).toEqual(expected);
    }
    // The plans of before, now that the running area has moved.
    const plan = planOfForward(unet, batches[0]);
    const inputs = inputsOf(plan);
    expect(several.prepare(plan).run(inputs)).toEqual(one.prepare(plan).run(inputs));
    several.close();
  });

  it('is computed by the other threads, and by this one when no other comes', async () => {
    const { unet, arena } = opened('heads');
    const plan = planOfForward(unet, 1);
    const inputs = inputsOf(plan);
    const expected = new WasmExecutor(await openKernels('simd'), arena).prepare(plan).run(inputs);
    const run = async (start: Spawn) => {
      const executor = new WasmExecutor(await openSharedKernels('simd'), arena, { count: 3, spawn: start });
      return executor.prepare(plan).run(inputs);
    };
    expect(await run(spawnNothing)).toEqual(expected);
    onlyOthersWork();
    expect(await run(spawn)).toEqual(expected);
  });

  it('shows the same layers to an observer', async () => {
    const { unet, arena } = opened('heads');
    const plan = planOfForward(unet, 2);
    const layers = async (executor: WasmExecutor): Promise<Float32Array[]> => {
      const seen: Float32Array[] = [];
      executor.prepare(plan).run(inputsOf(plan), (_, output) => seen.push(output.slice()));
      return seen;
    };
    const several = new WasmExecutor(await openSharedKernels('simd'), arena, {
      count: 4,
      spawn: spawnNothing,
    });
    const one = new WasmExecutor(await openKernels('simd'), arena);
    expect(await layers(several)).toEqual(await layers(one));
  });
});

describe('a crew', () => {
  const controlAt = 64;
  const programAt = 1024;
  /** A run of one task that computes silu at an address. */
  const siluAt = async (address: number) => {
    const opened = await openSharedKernels('simd');
    const crew = new Crew(opened, controlAt, 2, spawn);
    const recorder = new TaskRecorder(2);
    recorder.task(() => recorder.kernels.silus(address, address, 4));
    const numbers = encoded(recorder.taken(), { base: 0, stride: 0 });
    new Float64Array(opened.memory.buffer, programAt).set(numbers);
    const program = { at: programAt, length: numbers.length, tasks: 1, version: 1 };
    return { run: () => crew.run(program, opened.memory.buffer.byteLength), memory: opened.memory };
  };

  it('runs a program', async () => {
    onlyOthersWork();
    const { run, memory } = await siluAt(8192);
    const values = new Float32Array(memory.buffer, 8192, 4).fill(1);
    run();
    expect(values[3]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
  });

  it('says when one of its threads has failed, and from then on', async () => {
    onlyOthersWork();
    const { run } = await siluAt(2 ** 31);
    expect(run).toThrow('a thread of the kernels has failed');
    vi.restoreAllMocks();
    expect(run).toThrow('a thread of the kernels has failed');
  });

  it('has no use for a thread that is late to the run before, however far the next is described', async () => {
    const opened = await openSharedKernels('simd');
    const { buffer } = opened.memory;
    const crew = new Crew(opened, controlAt, 2, spawnNothing);
    const late = new CrewMember(opened.memory, opened.kernels, 1, controlAt);
    /** A program of silus, one a task, each after the one before. */
    const program = (at: number, silus: number) => {
      const recorder = new TaskRecorder(2);
      for (let i = 0; i < silus; i++) {
        recorder.task(() => recorder.kernels.silus(8192 + 16 * i, 8192 + 16 * i, 4));
        recorder.barrier();
      }
      const numbers = encoded(recorder.taken(), { base: 0, stride: 0 });
      new Float64Array(buffer, at, numbers.length).set(numbers);
      return { at, length: numbers.length, tasks: silus, version: 1 };
    };
    const [short, long] = [program(programAt, 1), program(2048, 8)];
    const store = Atomics.store.bind(Atomics);
    const control = new Int32Array(buffer, controlAt);
    let looks = 0;
    vi.spyOn(Atomics, 'store').mockImplementation(((array: Int32Array, index: number, value: number) => {
      const stored = store(array, index, value);
      const taken = Atomics.load(control, word.next);
      late.takePart();
      expect(Atomics.load(control, word.next)).toBe(taken);
      looks++;
      return stored;
    }) as typeof Atomics.store);
    for (const one of [short, long, short, short, long, long]) crew.run(one, buffer.byteLength);
    expect(looks).toBeGreaterThanOrEqual(30);
  });

  it('is not waited for without end', async () => {
    // A worker that was ended inside a task: it has taken one, and nobody hears of it again.
    const opened = await openSharedKernels('simd');
    const member = new CrewMember(opened.memory, opened.kernels, 0, controlAt);
    const naps = vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
    expect(() => member.waitFor(1)).toThrow('has not ended its task');
    expect(naps.mock.calls.length).toBeGreaterThan(10);
    expect(naps.mock.calls.every(([, , , milliseconds]) => milliseconds! >= 100)).toBe(true);
  });

  it('goes to sleep between runs', async () => {
    const { run } = await siluAt(8192);
    for (let i = 0; i < 20; i++) {
      run();
      await new Promise((resolve) => setTimeout(resolve, i % 5));
    }
  });

  it('has a control block that fits in front of everything', () => {
    expect(controlAt + controlBytes).toBeLessThanOrEqual(programAt);
  });
});

it('takes down kernels in tasks only', () => {
  const recorder = new TaskRecorder(2);
  expect(() => recorder.kernels.silus(64, 64, 4)).toThrow('silus is asked for outside a task');
});

afterAll(() => expect(started).toEqual([]));
