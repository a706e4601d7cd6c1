import { gatheredRows } from '../gatheredRows.ts';
import type { ModelFolder } from '../modelFolder.ts';
import { isGuided, NoisyNetwork, type Labels } from '../noisyNetwork.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import { sinusoidalEmbedding } from '../timeEmbedding.ts';
import { buildUnet2d, type Unet2d } from '../unet2d.ts';
import type { OpenKernels } from './kernels.ts';
import { WasmExecutor, type PreparedPlan, type Threads } from './wasmExecutor.ts';

/** The two plans for a number of rows. */
interface Plans {
  embedding: PreparedPlan;
  forward: PreparedPlan;
}

/** A network's numbers in WebAssembly: pictures and their times and classes in, its output out. */
export class WasmNetwork {
  readonly network: NoisyNetwork;
  private readonly unet: Unet2d;
  private readonly executor: WasmExecutor;
  private readonly classRows: Float32Array | null;
  private readonly plans = new Map<number, Plans>();

  /** @throws ModelError 'weights-mismatch' */
  constructor(folder: ModelFolder, opened: OpenKernels, threads: Threads | null = null) {
    this.network = new NoisyNetwork(folder);
    this.unet = buildUnet2d(folder.config);
    const arena = this.unet.arenaOf(folder.tensors);
    const ref = this.unet.classRows;
    // A copy, so that the arena can go once the kernels have packed it.
    this.classRows = ref && arena.slice(ref.offset, ref.offset + ref.length);
    this.executor = new WasmExecutor(opened, arena, threads);
  }

  /** Bytes of the kernels' memory. It grows with the largest batch and never shrinks. */
  get bytes(): number {
    return this.executor.bytes;
  }

  /**
   * The network's output at xt under guidance, in its own prediction type; in float64 where guidance mixes two.
   * @param xt (pictures, height, width, channels)
   * @param t the paper's t, one a picture
   * @throws ModelError 'bad-request'
   */
  output(
    xt: Float32Array,
    t: readonly number[],
    labels: Labels | undefined,
    guidance: number,
  ): Float32Array | Float64Array {
    const { timesteps, classes } = this.network.conditions([t], labels, guidance);
    const { embedding, forward } = this.plansFor(timesteps.length);
    const sines = sinusoidalEmbedding(timesteps, this.unet.config);
    const { embeddingWidth } = this.unet;
    const rows = classes && gatheredRows(this.classRows!, classes, embeddingWidth);
    const projections = embedding.run(rows === null ? [sines] : [sines, rows]);
    if (!isGuided(guidance)) return forward.run([xt, projections]);
    const twice = new Float32Array(2 * xt.length);
    twice.set(xt);
    twice.set(xt, xt.length);
    const both = forward.run([twice, projections]);
    const unconditional = both.subarray(both.length / 2);
    return Float64Array.from(unconditional, (u, i) => u + guidance * (both[i] - u));
  }

  /** Ends the threads. */
  close(): void {
    this.executor.close();
  }

  private plansFor(rows: number): Plans {
    let plans = this.plans.get(rows);
    if (plans === undefined) {
      plans = {
        embedding: this.executor.prepare(planOfEmbedding(this.unet, rows)),
        forward: this.executor.prepare(planOfForward(this.unet, rows)),
      };
      // Packed in the kernels' memory; a large network would otherwise be held twice.
      this.executor.releaseArena();
      this.plans.set(rows, plans);
    }
    return plans;
  }
}
