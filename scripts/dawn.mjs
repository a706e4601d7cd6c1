/** WebGPU in Node by Dawn (npm `webgpu`, an optional dependency), as a browser would offer it. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';

/** What is missing on this machine, in words for whoever started the command. */
export class NoDawn extends Error {}

/** Chromium's own emulation of Vulkan on the CPU, where Chromium is installed. */
export const swiftshaderIcd = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome']
  .map((folder) => `${folder}/vk_swiftshader_icd.json`)
  .find(existsSync);

/**
 * Makes `navigator.gpu` and WebGPU's globals (GPUBufferUsage, …) exist in this process.
 * @param {{software?: boolean}} options software: Chromium's SwiftShader in place of the machine's graphics drivers
 * @returns {Promise<{adapter: GPUAdapter, name: string, software: boolean, version: string, close: () => void}>}
 * @throws {NoDawn}
 */
export async function openDawn({ software = false } = {}) {
  if (software) {
    if (swiftshaderIcd === undefined) {
      throw new NoDawn(
        '--software needs vk_swiftshader_icd.json, which comes with Chromium; none was found.',
      );
    }
    // Both names: the loader before 1.3.207 knows only the second.
    process.env.VK_DRIVER_FILES = swiftshaderIcd;
    process.env.VK_ICD_FILENAMES = swiftshaderIcd;
  }
  const dawn = await import('webgpu').catch((error) => {
    throw new NoDawn(
      `The npm package 'webgpu' (Dawn) does not load on ${process.platform}-${process.arch}: ${error.message}\n` +
        'It is an optional dependency: npm install webgpu@0.6.2 --no-save',
    );
  });
  for (const [name, value] of Object.entries(dawn.globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  takesEveryView(dawn.globals.GPUQueue);
  // Its timestamps are else rounded to 100 µs.
  const gpu = dawn.create(['disable-dawn-features=timestamp_quantization']);
  // Node 20 has no navigator; later ones have one without gpu.
  if (globalThis.navigator === undefined) {
    Object.defineProperty(globalThis, 'navigator', {
      value: { userAgent: `Node.js/${process.versions.node}` },
      configurable: true,
      writable: true,
    });
  }
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  // The process ends only when nothing refers to Dawn's instance any more.
  const close = () => delete globalThis.navigator.gpu;
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    close();
    throw new NoDawn(noAdapter());
  }
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'WebGPU';
  return {
    adapter,
    name,
    software: isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software/i.test(name),
    version: createRequire(import.meta.url)('webgpu/package.json').version,
    close,
  };
}

/**
 * The standard lets writeBuffer read any view. Dawn in Node refuses a DataView and a view of shared memory, which is what
 * onnxruntime-web's WebAssembly has: those are copied.
 */
function takesEveryView({ prototype }) {
  const { writeBuffer } = prototype;
  prototype.writeBuffer = function (buffer, offset, data, start = 0, size) {
    const memory = data.buffer ?? data;
    const isPlain = memory instanceof ArrayBuffer && !(data instanceof DataView);
    if (isPlain) return writeBuffer.apply(this, arguments);
    // Start and size count elements, of a DataView bytes.
    const width = data.BYTES_PER_ELEMENT ?? 1;
    const bytes = new Uint8Array(memory, data.byteOffset ?? 0, data.byteLength);
    const end = size === undefined ? undefined : (start + size) * width;
    return writeBuffer.call(this, buffer, offset, bytes.slice(start * width, end).buffer);
  };
}

function noAdapter() {
  const lines = ['Dawn finds no graphics adapter.'];
  if (process.platform === 'linux') {
    lines.push(
      'It needs the Vulkan loader (Debian and Ubuntu: apt-get install libvulkan1) and a Vulkan driver of the GPU:',
      "NVIDIA's comes with its own driver, Intel's and AMD's with mesa-vulkan-drivers. vulkaninfo --summary lists them;",
      'in a container the driver must be let in (NVIDIA: NVIDIA_DRIVER_CAPABILITIES=all), and VK_DRIVER_FILES may',
      "name its .json where the loader does not look. Without a GPU, --software measures Chromium's emulation.",
    );
  }
  return lines.join('\n');
}
