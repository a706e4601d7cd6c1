/** Shared libraries of this Linux, as its loader looks for them and where drivers for containers are put. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = () => [
  ...(process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean),
  ...['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib64'],
  ...['/usr/local/nvidia/lib64', '/usr/local/nvidia/lib', '/usr/local/lib'],
];

const cached = () =>
  ['ldconfig', '/sbin/ldconfig'].map(
    (command) => spawnSync(command, ['-p'], { encoding: 'utf8' }).stdout ?? '',
  );

/** Whether the loader's cache has it, and the path of a library by its name (`libvulkan.so.1`); null: nowhere. */
export function libraryNamed(name) {
  const line = cached()
    .flatMap((text) => text.split('\n'))
    .find((text) => text.trim().startsWith(`${name} `));
  if (line !== undefined) return { path: line.split('=> ')[1].trim(), isCached: true };
  const path = folders()
    .map((folder) => join(folder, name))
    .find(existsSync);
  return path === undefined ? null : { path, isCached: false };
}
