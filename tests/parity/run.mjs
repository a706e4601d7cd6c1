/** node tests/parity/run.mjs [wasm webgl webgpu]: the parity checks on their own. */
import { chromium } from 'playwright-core';
import { chromiumArguments, run } from './parity.browser.mjs';

const backends = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: chromiumArguments });
try {
  const results = await run(browser, '', backends.length > 0 ? backends : undefined);
  for (const { name, ok, detail } of results) console.log(`${ok ? 'passed' : 'FAILED'}  ${name}: ${detail}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await browser.close();
}
