/** node tests/parity/run.mjs [wasm webgl webgpu]: the parity checks on their own. */
import { launchChromium } from '../../scripts/browser.mjs';
import { run } from './parity.browser.mjs';

const backends = process.argv.slice(2);
const browser = await launchChromium();
try {
  const results = await run(browser, '', backends.length > 0 ? backends : undefined);
  for (const { name, ok, detail } of results) console.log(`${ok ? 'passed' : 'FAILED'}  ${name}: ${detail}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await browser.close();
}
