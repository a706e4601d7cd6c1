/** What the reader drops: good pictures are taken, bad ones get a message and lose nothing. */
import assert from 'node:assert/strict';
import { canvasHash, openPage, suite, watchedPage } from './suite.mjs';

/** A picture of the page's own making, in a given format. */
const drawn = async (page, type, width = 300, height = 200) =>
  Buffer.from(
    await page.evaluate(
      async ([type, width, height]) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        context.fillStyle = 'teal';
        context.fillRect(0, 0, width, height);
        context.fillStyle = 'gold';
        context.fillRect(width / 4, height / 4, width / 2, height / 2);
        const blob = await canvas.convertToBlob({ type });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      [type, width, height],
    ),
  );

/** Two frames of one pixel, red and blue, with the loop extension. */
const animatedGif = Buffer.from(
  '47494638396101000100800000ff00000000ff21ff0b4e45545343415045322e30030100000021f90400000000002c00000000010001000002024401' +
    '0021f90400000000002c000000000100010000020244010021f90400000000002c00000000010001000002024c01003b',
  'hex',
);

const hostileSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" onload="window.hacked=1">
  <script>window.hacked = 1; fetch('http://example.invalid/')</script>
  <image href="http://example.invalid/x.png" width="10" height="10"/>
  <rect width="200" height="200" fill="#123456"/></svg>`;

export async function run(browser, baseUrl) {
  const { test, results } = suite('pictures');
  const { page, problems, outside, close } = await watchedPage(browser);
  await openPage(page, `${baseUrl}noise-a-picture/#noise.t=0`);
  const canvas = page.locator('#figure-1 canvas').first();
  await canvas.waitFor();
  await page.waitForTimeout(1000);
  const chooser = page.locator('#figure-1 input[type=file]');
  const give = async (name, mimeType, buffer) => {
    await chooser.setInputFiles({ name, mimeType, buffer });
    await page.waitForTimeout(900);
  };
  const notice = () => page.locator('.notices').textContent();
  const clear = async () => {
    while (await page.locator('.notices button').count())
      await page.locator('.notices button').first().click();
  };

  const png = await drawn(page, 'image/png');
  const jpeg = await drawn(page, 'image/jpeg', 900, 700);
  const before = await canvasHash(canvas);

  const bad = [
    ['text', 'notes.txt', 'text/plain', Buffer.from('hello'), /not a picture/],
    ['text that claims to be a PNG', 'notes.png', 'image/png', Buffer.from('hello'), /cannot be decoded/],
    ['an empty file', 'empty.png', 'image/png', Buffer.alloc(0), /empty/],
    ['a truncated JPEG', 'cut.jpg', 'image/jpeg', jpeg.subarray(0, jpeg.length / 2), /cut off/],
    ['a truncated PNG', 'cut.png', 'image/png', png.subarray(0, 60), /cannot be decoded/],
  ];
  for (const [name, file, type, bytes, message] of bad)
    await test(`${name} is refused with a message, and the picture stays`, async () => {
      await clear();
      await give(file, type, bytes);
      assert.match(await notice(), message);
      assert.equal(await canvasHash(canvas), before);
    });

  await test('a PNG is taken at its own shape', async () => {
    await clear();
    await give('good.png', 'image/png', png);
    assert.equal(await notice(), '');
    assert.deepEqual(await canvas.evaluate((c) => [c.width, c.height]), [300, 200]);
  });

  await test('a large JPEG is shown at 512 px', async () => {
    await give('large.jpg', 'image/jpeg', jpeg);
    assert.deepEqual(await canvas.evaluate((c) => Math.max(c.width, c.height)), 512);
  });

  await test('of an animated GIF the first frame is used, and the page says so', async () => {
    await clear();
    await give('moving.gif', 'image/gif', animatedGif);
    assert.match(await notice(), /first frame/);
    assert.deepEqual(await canvas.evaluate((c) => [c.width, c.height]), [1, 1]);
  });

  await test('an SVG with scripts is drawn inert', async () => {
    await clear();
    await give('hostile.svg', 'image/svg+xml', Buffer.from(hostileSvg));
    const pixel = await canvas.evaluate((c) => [...c.getContext('2d').getImageData(100, 100, 1, 1).data]);
    assert.deepEqual(pixel, [0x12, 0x34, 0x56, 255]);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  });

  await test('a pasted picture is taken', async () => {
    const before = await canvasHash(canvas);
    await page.evaluate(
      (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }));
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      },
      [...png],
    );
    await page.waitForTimeout(900);
    assert.notEqual(await canvasHash(canvas), before);
  });

  await test('the picture is still there in the next chapter, and nothing left the device', async () => {
    await page.reload();
    await canvas.waitFor();
    await page.waitForTimeout(800);
    assert.deepEqual(await canvas.evaluate((c) => [c.width, c.height]), [300, 200]);
    assert.deepEqual(outside, []);
    assert.deepEqual(problems, []);
  });
  await close();
  return results;
}
