/** node tests/parity/run.mjs [wasm webgl webgpu]: the parity checks on their own. */
import { launchChromium } from '../../scripts/browser.mjs';
import { run } from './parity.browser.mjs';

const backends = process.argv.slice(2);
const browser = await launchChromium();
try {
  const show = ({ name, ok, detail }) => console.log(`${ok ? 'passed' : 'FAILED'}  ${name}: ${detail}`);
  const results = await run(browser, '', backends.length > 0 ? backends : undefined, show);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await browser.close();
}
