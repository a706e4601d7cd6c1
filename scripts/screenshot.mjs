/**
 * Pictures of a page, to look at: node scripts/screenshot.mjs PATH OUT.png [--width 390] [--height 844] [--theme dark]
 * [--present N] [--hash noise.t=500] [--clip selector] [--wait ms]. Needs a server on PORT (npm start, 4173).
 */
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '900' },
    theme: { type: 'string', default: 'light' },
    present: { type: 'string' },
    hash: { type: 'string', default: '' },
    clip: { type: 'string' },
    wait: { type: 'string', default: '1500' },
    base: { type: 'string', default: `http://localhost:${process.env.PORT ?? 4173}/` },
  },
});
const [path, out] = positionals;
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: Number(values.width), height: Number(values.height) },
  serviceWorkers: 'block',
});
page.on('console', (message) => message.type() === 'error' && console.error('console:', message.text()));
page.on('pageerror', (error) => console.error('page error:', error.message));
await page.goto(`${values.base}${path}?theme=${values.theme}#${values.hash}`);
// Keys and scrolling count only once the page is hydrated.
await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 60_000 });
// A picture of the whole page shows what a reader's window leaves out (src/app/offscreen.css).
await page.addStyleTag({ content: '.scene, .derivation { content-visibility: visible !important }' });
// Lazy figures start when they come near.
const height = await page.evaluate(() => document.body.scrollHeight);
for (let y = 0; y < height; y += 500) {
  await page.evaluate((at) => scrollTo(0, at), y);
  await page.waitForTimeout(120);
}
await page.evaluate(() => scrollTo(0, 0));
if (values.present !== undefined) {
  await page.keyboard.press('p');
  await page.locator('.scene[data-current]').waitFor();
  for (let i = 0; i < Number(values.present); i++) await page.keyboard.press('ArrowRight');
}
await page.waitForTimeout(Number(values.wait));
const target = values.clip ? page.locator(values.clip).first() : page;
await target.screenshot({
  path: out,
  ...(values.clip || values.present !== undefined ? {} : { fullPage: true }),
});
await browser.close();
