/** What there is on this Linux of all that Vulkan needs, for whoever has a GPU and no adapter. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryNamed } from './libraries.mjs';

const driverFolders = [
  '/etc/vulkan/icd.d',
  '/usr/share/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/usr/local/nvidia/share/vulkan/icd.d',
];

const filesIn = (folder, pattern) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => pattern.test(file))
        .map((file) => join(folder, file))
    : [];

/** NVIDIA's drivers for Vulkan: the usual one, and the one for machines without X. */
const nvidia = ['libGLX_nvidia.so.0', 'libEGL_nvidia.so.0'];

const libraryLine = (name) => {
  const found = libraryNamed(name);
  if (found === null) return `  ${name}: not found`;
  return `  ${name}: ${found.path}${found.isCached ? '' : ' (not in ldconfig’s cache: name its folder in LD_LIBRARY_PATH)'}`;
};

function driverLine(file) {
  try {
    return `  ${file}: ${JSON.parse(readFileSync(file, 'utf8')).ICD.library_path}`;
  } catch (error) {
    return `  ${file}: ${error.message}`;
  }
}

/** Lines for people. */
export function vulkanFound() {
  const named = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
  const drivers =
    named?.split(':').filter(Boolean) ?? driverFolders.flatMap((folder) => filesIn(folder, /\.json$/));
  const devices = [...filesIn('/dev', /^nvidia/), ...filesIn('/dev/dri', /^(card|renderD)/)];
  const lines = [
    'Found here:',
    libraryLine('libvulkan.so.1'),
    `  descriptions of drivers${named === undefined ? '' : ' (by VK_DRIVER_FILES)'}: ${drivers.length === 0 ? 'none' : ''}`,
    ...drivers.map((file) => `  ${driverLine(file)}`),
    `  devices: ${devices.join(' ') || 'none'}`,
  ];
  const own = nvidia.filter((name) => libraryNamed(name) !== null);
  if (own.length > 0 || devices.some((path) => path.startsWith('/dev/nvidia'))) {
    lines.push(...[...nvidia, 'libX11.so.6', 'libXext.so.6'].map(libraryLine));
    const isDescribed = drivers.some((file) => nvidia.some((name) => driverLine(file).includes(name)));
    if (own.length > 0 && !isDescribed) {
      const description = {
        file_format_version: '1.0.1',
        ICD: { library_path: own[0], api_version: '1.3.0' },
      };
      lines.push(
        'NVIDIA’s driver is there, and nothing names it to the loader. Try',
        `  echo '${JSON.stringify(description)}' > nvidia_icd.json`,
        '  export VK_DRIVER_FILES=$PWD/nvidia_icd.json',
      );
    }
  }
  return lines.join('\n');
}
