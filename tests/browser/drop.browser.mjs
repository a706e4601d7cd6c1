/** "Drop in your own": folders that diffusers saved run in the page; others are refused by name, and nothing is lost. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openPage, suite, watchedPage } from './suite.mjs';

const fixtures = resolve(import.meta.dirname, '../fixtures/network/dropped');

/** A copy of a fixture that may be spoiled. */
function copyOf(name, spoil) {
  const folder = join(mkdtempSync(join(tmpdir(), 'drop-')), name);
  cpSync(join(fixtures, name), folder, { recursive: true });
  spoil(folder);
  return folder;
}

/** Drops the files of a folder as loose files. */
const dropFiles = (page, folder) =>
  page.evaluate(
    (files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files) transfer.items.add(new File([new Uint8Array(bytes)], name));
      const zone = document.querySelector('.drop-zone');
      zone.dispatchEvent(
        new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
      zone.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    readdirSync(folder).map((name) => ({ name, bytes: [...readFileSync(join(folder, name))] })),
  );

export async function run(browser, baseUrl) {
  const { test, results } = suite('drop');
  const { page, problems, outside, close } = await watchedPage(browser);
  await openPage(page, `${baseUrl}networks/`);
  const zone = page.locator('.drop-zone');
  await zone.waitFor({ timeout: 60_000 });
  await zone.scrollIntoViewIfNeeded();
  const chooser = page.locator('.drop-zone input[webkitdirectory]');
  const card = (name) =>
    page.locator('.drop-card', { has: page.getByRole('heading', { name, exact: true }) });
  const drawn = (name) => card(name).getByText(/Its first picture here/);
  const failure = page.locator('.drop-failure');
  const forgetAll = async () => {
    while (await page.locator('.drop-card').count())
      await page.getByRole('button', { name: 'Forget' }).first().click();
  };

  await test('a pipeline’s folder is read, runs, and can be used', async () => {
    await chooser.setInputFiles(join(fixtures, 'pipeline-classes'));
    await drawn('pipeline-classes').waitFor({ timeout: 120_000 });
    const facts = await card('pipeline-classes').textContent();
    assert.match(facts, /12 × 12, grey/);
    assert.match(facts, /11,685/);
    assert.match(facts, /float16/);
    assert.match(facts, /4: 0, 1, 2, 3/);
    assert.match(facts, /cosine/);
    assert.equal(await failure.count(), 0);
    await card('pipeline-classes').getByRole('button', { name: 'Use in the demos' }).click();
    await card('pipeline-classes').getByRole('button', { name: 'In use' }).waitFor();
    // The link is written when the page rests.
    await page.waitForFunction(() => location.hash.includes('network=my-pipeline-classes'));
  });

  await test('loose files run, too; what the folder does not say is said to be assumed', async () => {
    const folder = copyOf('rectangle-v', (at) => rmSync(join(at, 'scheduler_config.json')));
    await dropFiles(page, folder);
    await drawn('network').waitFor({ timeout: 120_000 });
    const facts = await card('network').textContent();
    assert.match(facts, /12 × 8, colour/);
    assert.match(facts, /no scheduler_config\.json: DDPM’s schedule and ε are assumed/);
  });

  const refused = [
    [
      'a pickle',
      'rectangle-v',
      (at) =>
        renameSync(join(at, 'diffusion_pytorch_model.safetensors'), join(at, 'diffusion_pytorch_model.bin')),
      /diffusion_pytorch_model\.bin is not safetensors.*safe_serialization=True/s,
    ],
    [
      'skip blocks',
      'rectangle-v',
      (at) => {
        const config = JSON.parse(readFileSync(join(at, 'config.json')));
        config.down_block_types[0] = 'AttnSkipDownBlock2D';
        writeFileSync(join(at, 'config.json'), JSON.stringify(config));
      },
      /down_block_types = AttnSkipDownBlock2D.*It has DownBlock2D and AttnDownBlock2D/s,
    ],
    [
      'truncated weights',
      'rectangle-v',
      (at) => {
        const file = join(at, 'diffusion_pytorch_model.safetensors');
        writeFileSync(file, readFileSync(file).subarray(0, 50_000));
      },
      /ends too early/,
    ],
    [
      'the weights of another network',
      'rectangle-v',
      (at) =>
        cpSync(
          join(fixtures, 'trained-betas/diffusion_pytorch_model.safetensors'),
          join(at, 'diffusion_pytorch_model.safetensors'),
        ),
      /The weights do not fit config\.json: time_embedding/,
    ],
    [
      'a folder of something else',
      'rectangle-v',
      (at) => readdirSync(at).forEach((file) => renameSync(join(at, file), join(at, `${file}.txt`))),
      /None of its 3 files belongs to a network/,
    ],
  ];
  for (const [name, fixture, spoil, message] of refused)
    await test(`${name}: refused by name, and what was there stays`, async () => {
      await chooser.setInputFiles(copyOf(fixture, spoil));
      await page.waitForFunction(
        ([source, flags]) =>
          new RegExp(source, flags).test(document.querySelector('.drop-failure')?.textContent ?? ''),
        [message.source, message.flags],
        { timeout: 60_000 },
      );
      assert.equal(await page.locator('.drop-card').count(), 2);
      await failure.getByRole('button', { name: 'OK' }).click();
      assert.equal(await failure.count(), 0);
    });

  await test('another site is asked for nothing', async () => {
    await page.getByLabel('Or the address of a folder on this site').fill('https://example.com/net/');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await failure.waitFor();
    assert.match(await failure.textContent(), /is on another site/);
    assert.deepEqual(outside, []);
    await failure.getByRole('button', { name: 'OK' }).click();
  });

  await test('a folder of this site runs by its address', async () => {
    await page.getByLabel('Or the address of a folder on this site').fill('models/mnist-28/');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await drawn('mnist-28').waitFor({ timeout: 180_000 });
    assert.match(await card('mnist-28').textContent(), /28 × 28, grey/);
  });

  await test('they are there on the next page, until they are forgotten', async () => {
    await openPage(page, `${baseUrl}networks/`);
    await card('network').waitFor();
    assert.equal(await page.locator('.drop-card').count(), 3);
    await forgetAll();
    await page.waitForTimeout(300);
    await openPage(page, `${baseUrl}networks/`);
    await zone.waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.locator('.drop-card').count(), 0);
    assert.deepEqual(problems, []);
    assert.deepEqual(outside, []);
  });

  await close();
  return results;
}
