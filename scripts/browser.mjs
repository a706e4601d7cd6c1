/** A Chromium to test with: the system's, else Playwright's download, else Debian's package when root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** WebGPU through SwiftShader, and nothing that calls home. */
export const FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Canvases of WebGPU as well: the compositor must run on the same emulated device, or the first such canvas ends the
 * graphics process.
 */
export const CANVAS_FLAGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--use-vulkan=swiftshader',
  '--enable-unsafe-swiftshader',
];

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

const found = () =>
  [process.env.CHROMIUM, ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));

/** The path of a Chromium; installs one where there is none, and says so. */
export function chromiumPath() {
  const path = found();
  if (path) return path;
  console.log('No Chromium found: installing one…');
  spawnSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' });
  if (found()) return found();
  if (process.getuid?.() === 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit' });
    if (found()) return found();
  }
  throw new Error(
    'No Chromium. Install one (for example: apt-get install chromium) or set CHROMIUM to its path.',
  );
}

/** @param extra flags beside the usual ones */
export const launchChromium = (extra = []) =>
  chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS, ...extra] });
