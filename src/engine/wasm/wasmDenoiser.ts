import type { Denoiser, Run } from '../denoiser.ts';
import type { ModelFolder } from '../modelFolder.ts';
import type { NoisyNetwork, Prediction, PredictRequest } from '../noisyNetwork.ts';
import type { MemoryInfo } from '../protocol.ts';
import type { SampleRequest } from '../sampler.ts';
import type { OpenKernels } from './kernels.ts';
import type { Threads } from './wasmExecutor.ts';
import { WasmNetwork } from './wasmNetwork.ts';
import { wasmRun } from './wasmRun.ts';

/** The network by our own WebAssembly kernels. */
export class WasmDenoiser implements Denoiser {
  private readonly wasm: WasmNetwork;

  /** @throws ModelError 'weights-mismatch' */
  constructor(folder: ModelFolder, opened: OpenKernels, threads: Threads | null = null) {
    this.wasm = new WasmNetwork(folder, opened, threads);
  }

  get network(): NoisyNetwork {
    return this.wasm.network;
  }

  predict(request: PredictRequest): Promise<Prediction> {
    return Promise.resolve().then(() => {
      const { xt, t, labels, guidance = 1 } = request;
      this.network.checkPrediction(request);
      const output = this.wasm.output(xt, t, labels, guidance);
      return this.network.prediction(xt, (i) => output[i], t);
    });
  }

  begin(request: SampleRequest): Run {
    return wasmRun(this.wasm, request);
  }

  memory(): MemoryInfo {
    return { tensors: 0, bytes: this.wasm.bytes, gpuBytes: null };
  }

  /** The memory goes with the last reference to it. */
  dispose(): void {
    this.wasm.close();
  }
}
