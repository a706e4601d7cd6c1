/** For a test: opens Dawn and writes bytes to the device from every kind of view; prints what came back, or what is missing. */
import { NoDawn, openDawn, swiftshaderIcd } from '../../scripts/dawn.mjs';

/** Emulated where that is to be had, unless the machine's own drivers are meant. */
const software = swiftshaderIcd !== undefined && !process.argv.includes('--hardware');
try {
  const { adapter, name, close } = await openDawn({ software });
  const device = await adapter.requestDevice();
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const shared = new Uint32Array(new SharedArrayBuffer(32), 8, 4);
  shared.set([1, 2, 3, 4]);
  const plain = Uint32Array.of(0, 5, 6, 7);
  const view = new DataView(plain.buffer, 4, 8);
  const back = {};
  for (const [kind, ...request] of [
    ['shared', shared],
    ['part of shared', shared, 1, 2],
    ['view', view],
    ['part of view', view, 4, 4],
    ['plain', plain, 2],
  ]) {
    const buffer = device.createBuffer({ size: 16, usage });
    device.queue.writeBuffer(buffer, 0, ...request);
    await buffer.mapAsync(GPUMapMode.READ);
    back[kind] = [...new Uint32Array(buffer.getMappedRange().slice(0))];
    buffer.destroy();
  }
  console.log(JSON.stringify({ name, back }));
  device.destroy();
  close();
} catch (error) {
  if (!(error instanceof NoDawn)) throw error;
  console.log(JSON.stringify({ missing: error.message }));
}
