import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

interface Answer {
  name?: string;
  missing?: string;
  back?: Record<string, number[]>;
}

/** In a process of its own: Dawn keeps the one that it is in alive, and a driver may end it. */
function answerOf(args: string[], environment: NodeJS.ProcessEnv = {}): Answer {
  const { stdout, stderr } = spawnSync(process.execPath, ['tests/bench/dawnRoundTrip.mjs', ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Answer;
}

it('Dawn in Node takes bytes from every view, or says what is missing', () => {
  const { name, missing, back } = answerOf([]);
  if (missing !== undefined) return expect(missing).toMatch(/libvulkan1|npm install webgpu|graphics adapter/);
  expect(name).toBeTruthy();
  expect(back).toEqual({
    shared: [1, 2, 3, 4],
    'part of shared': [2, 3, 0, 0],
    view: [5, 6, 0, 0],
    'part of view': [6, 0, 0, 0],
    plain: [6, 7, 0, 0],
  });
});

it('without a driver, says which programs bring one', () => {
  const { missing } = answerOf(['--hardware'], {
    VK_DRIVER_FILES: '/nowhere.json',
    VK_ICD_FILENAMES: '/nowhere.json',
  });
  // Other systems have a graphics API without Vulkan.
  if (process.platform === 'linux') expect(missing).toMatch(/libvulkan1|npm install webgpu/);
});
