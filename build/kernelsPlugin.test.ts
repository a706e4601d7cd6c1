import { describe, expect, it } from 'vitest';
import { compiledKernels, kernelBuilds, kernelsPlugin } from './kernelsPlugin.ts';

describe.each(kernelBuilds)('the WebAssembly kernels (%s)', (build) => {
  it('are a few kilobytes that need nothing but a memory', async () => {
    const binary = await compiledKernels(build);
    expect(binary.length).toBeLessThan(12_000);
    // Not compiled: Node 20 has relaxed SIMD behind a flag. The import section names what is needed.
    const text = new TextDecoder('latin1').decode(binary);
    expect(text.slice(0, 4)).toBe('\0asm');
    expect(text.split('env').length - 1).toBe(1);
    expect(text).toContain('\x03env\x06memory');
  });

  it('are a module of the build', async () => {
    const { load, resolveId } = kernelsPlugin() as unknown as {
      resolveId(id: string): string | null;
      load(id: string): Promise<string | null>;
    };
    const code = await load(resolveId(`virtual:kernels/${build}`)!);
    const base64 = /^export default "(.*)";$/.exec(code!)![1];
    expect(new Uint8Array(Buffer.from(base64, 'base64'))).toEqual(
      new Uint8Array(await compiledKernels(build)),
    );
    expect(resolveId('virtual:kernels/other')).toBeNull();
    expect(await load('virtual:networks')).toBeNull();
  });
});
