import type { Gpu } from './gpu.ts';
import { sheetCode } from './kernels/sheetCode.ts';

/** Pictures that lie one after the other at the start of a buffer. */
export interface Cells {
  buffer: GPUBuffer;
  count: number;
  /** (height, width, channels) */
  shape: readonly [number, number, number];
}

const format = 'rgba8unorm';

/** Draws pictures that lie on the device as cells of one bitmap; their numbers do not leave it. */
export class FrameSheets {
  private readonly gpu: Gpu;
  private readonly canvas: OffscreenCanvas;
  private readonly context: GPUCanvasContext;
  private readonly pipeline: GPURenderPipeline;
  private readonly layout: GPUBuffer;

  private constructor(
    gpu: Gpu,
    canvas: OffscreenCanvas,
    context: GPUCanvasContext,
    pipeline: GPURenderPipeline,
  ) {
    this.gpu = gpu;
    this.canvas = canvas;
    this.context = context;
    this.pipeline = pipeline;
    this.layout = gpu.buffer('sheet', 32, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  /** Null where the browser has no such canvas, or where what it shows is not what was drawn. */
  static async open(gpu: Gpu): Promise<FrameSheets | null> {
    try {
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('webgpu');
      if (context === null) return null;
      const module = gpu.device.createShaderModule({ label: 'sheet', code: sheetCode });
      const pipeline = await gpu.device.createRenderPipelineAsync({
        label: 'sheet',
        layout: 'auto',
        vertex: { module, entryPoint: 'corner' },
        fragment: { module, entryPoint: 'colour', targets: [{ format }] },
      });
      context.configure({ device: gpu.device, format, alphaMode: 'opaque' });
      const sheets = new FrameSheets(gpu, canvas, context, pipeline);
      if (sheets.showsWhatItDraws()) return sheets;
      gpu.free(sheets.layout);
      return null;
    } catch {
      return null;
    }
  }

  /** Records the drawing. Once the encoder is submitted, and before anything else is drawn, taken() is the sheet. */
  record(encoder: GPUCommandEncoder, { buffer, count, shape: [height, width, channels] }: Cells): void {
    const { device } = this.gpu;
    // About square: a side may not be longer than the device's textures.
    const columns = Math.min(count, Math.max(1, Math.round(Math.sqrt((count * height) / width))));
    const size = [columns * width, Math.ceil(count / columns) * height];
    if (this.canvas.width !== size[0]) this.canvas.width = size[0];
    if (this.canvas.height !== size[1]) this.canvas.height = size[1];
    device.queue.writeBuffer(this.layout, 0, Uint32Array.of(width, height, channels, columns, count));
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        { view: this.context.getCurrentTexture().createView(), loadOp: 'clear', storeOp: 'store' },
      ],
    });
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({
        layout: this.pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer, size: 4 * count * height * width * channels } },
          { binding: 1, resource: { buffer: this.layout } },
        ],
      }),
    );
    pass.draw(3);
    pass.end();
  }

  taken(): ImageBitmap {
    return this.canvas.transferToImageBitmap();
  }

  dispose(): void {
    this.context.unconfigure();
    this.gpu.free(this.layout);
  }

  /** Some browsers draw on such a canvas and show nothing: black, grey and white must come out as such. */
  private showsWhatItDraws(): boolean {
    const { gpu } = this;
    const buffer = gpu.storage('black, grey and white', 16);
    gpu.device.queue.writeBuffer(buffer, 0, Float32Array.of(-1, 0, 1, 2));
    const encoder = gpu.device.createCommandEncoder();
    this.record(encoder, { buffer, count: 4, shape: [1, 1, 1] });
    gpu.submit(encoder);
    const sheet = this.taken();
    const context = new OffscreenCanvas(2, 2).getContext('2d')!;
    context.drawImage(sheet, 0, 0);
    const seen = context.getImageData(0, 0, 2, 2).data;
    sheet.close();
    gpu.free(buffer);
    return [0, 127.5, 255, 255].every((expected, i) => Math.abs(seen[4 * i] - expected) <= 1);
  }
}
