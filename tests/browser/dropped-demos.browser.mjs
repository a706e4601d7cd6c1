/** Dropped networks in every demo that runs a network: each is run once, with the network's own T, shape and classes. */
import assert from 'node:assert/strict';
import { classTable, firstInput, firstOutput, networkVariant } from './networkVariant.mjs';
import { openPage, suite, twoAtOnce, watchedPage } from './suite.mjs';

/** Grey, 12 wide and 8 high, no classes, 500 steps, says x̂_0. */
const strip = () =>
  networkVariant('strip', 'rectangle-v', {
    config: { in_channels: 1, out_channels: 1 },
    scheduler: { prediction_type: 'sample', clip_sample: false, thresholding: true },
    weights: { 'conv_in.weight': firstInput, 'conv_out.weight': firstOutput, 'conv_out.bias': firstOutput },
  });

/** Colour, 12 wide and 16 high, says v; a class must be named, since no row of its four is known to mean none. */
const kinds = () =>
  networkVariant('kinds', 'rectangle-v', {
    config: { sample_size: [16, 12], num_class_embeds: 4 },
    scheduler: { num_train_timesteps: 1000, beta_schedule: 'squaredcos_cap_v2' },
    weights: { 'class_embedding.weight': () => classTable(4, 16) },
  });

/** The demos that run a network: their page, their title, and the class of what says that the network is done. */
const demos = [
  ['samplers', 'Three samplers, one network'],
  ['samplers', 'DDPM, and DDPM with one line changed'],
  ['samplers', 'Jump to the guess'],
  ['samplers', 'One start, few steps and many'],
  ['samplers', 'up to its noise and down again'],
  ['samplers', 'From one noise to another'],
  ['score-and-tweedie', 'Two denoisers on one small picture'],
  ['score-and-tweedie', 'Denoise your photo'],
  ['the-bound', 'every term of the bound'],
];

/** Few steps, to be quick. */
const link = (id) =>
  `network=${id}&network.backend=wasm&race.ddpmSteps=12&race.middleSteps=8&race.ddimSteps=8&race.t=900&switches.steps=8` +
  '&encode-decode.curve=0&encode-decode.steps=10&interpolate.steps=8&tweedie-picture.count=24&ledger.passes=2&denoise-photo.t=450';

/** What was drawn on the canvases of a figure: how many show nothing or one flat colour, and their proportions. */
const canvasesOf = (figure) =>
  figure.locator('canvas.small-picture, .film-strip canvas').evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const box = canvas.getBoundingClientRect();
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) colours.add(data.slice(i, i + 3).join());
      const stretch = box.width / box.height / (canvas.width / canvas.height);
      return { colours: colours.size, width: canvas.width, height: canvas.height, stretch };
    }),
  );

/** Every picture has a drawing on it, of the network's proportions. */
async function assertPictures(figure, { width, height }, name) {
  const canvases = await canvasesOf(figure);
  assert.ok(canvases.length > 0, `${name}: no pictures`);
  for (const canvas of canvases) {
    assert.ok(canvas.colours > 3, `${name}: a picture of ${canvas.width} × ${canvas.height} is blank`);
    assert.ok(Math.abs(canvas.stretch - 1) < 0.05, `${name}: a picture is stretched ${canvas.stretch} times`);
  }
  const own = canvases.filter((canvas) => canvas.width === width && canvas.height === height);
  assert.ok(own.length > 0, `${name}: no picture of ${width} × ${height}`);
}

/** Waits until the network has done what the demo asks of it. */
async function done(figure) {
  const start = figure.getByRole('button', { name: 'Run the ledger' });
  const words = figure.locator('.work-bar-words');
  const tiles = figure.locator('.tile, .denoise-tile');
  await figure.locator('.bar, .work-bar, .ledger-bar').first().waitFor();
  if (await start.count()) {
    await start.click();
    await figure.getByRole('button', { name: 'As many again' }).waitFor();
  } else if (await words.count()) await words.filter({ hasText: /^Done/ }).waitFor();
  else if (await tiles.count()) {
    // Its error over t, where there is one.
    if (await figure.locator('.tile').count())
      await figure.locator('svg text', { hasText: /^network$/ }).waitFor();
    await tiles.filter({ hasText: '…' }).first().waitFor({ state: 'detached' });
  }
}

/** A browser's page with one network dropped into it, and the demos' figures there. */
async function dropped(browser, baseUrl, name, folder) {
  const { page, problems, close } = await watchedPage(browser);
  page.context().setDefaultTimeout(60_000);
  await openPage(page, `${baseUrl}networks/`);
  await page.locator('.drop-zone input[webkitdirectory]').setInputFiles(folder);
  const card = page.locator('.drop-card', { has: page.getByRole('heading', { name, exact: true }) });
  await card.getByText(/Its first picture here/).waitFor();

  let opened = '';
  const figureOf = async (slug, title) => {
    // Another fragment alone opens no page anew.
    if (opened !== slug) {
      await page.goto('about:blank');
      await openPage(page, `${baseUrl}${slug}/#${link(`my-${name}`)}`);
    }
    opened = slug;
    const figure = page.locator('figure.fig', { has: page.locator('.fig-title', { hasText: title }) });
    await figure.scrollIntoViewIfNeeded();
    return figure;
  };
  const assertNothingWrong = async () => {
    assert.equal(await page.locator('.notice').count(), 0);
    assert.deepEqual(problems, []);
  };
  return { figureOf, assertNothingWrong, close };
}

const failures = (figure) => figure.locator('.network-failure, [role=alert]').allTextContents();
const sliders = (figure) =>
  figure.locator('.bar input[type=range]').evaluateAll((all) => all.map(({ max }) => Number(max)));

async function assertStrip(figure, title) {
  if (title.startsWith('Denoise')) {
    await figure.getByText(/“strip” makes pictures that this figure cannot show/).waitFor();
    assert.ok((await figure.getByRole('button', { name: /Ask this network/ }).count()) > 0);
    return;
  }
  await done(figure);
  assert.deepEqual(await failures(figure), []);
  await assertPictures(figure, { width: 12, height: 8 }, title);
  assert.equal(await figure.locator('.class-choice').count(), 0);
  for (const max of await sliders(figure)) assert.equal(max, 500);
  const words = await figure.innerText();
  assert.match(words, /my-strip/);
  assert.doesNotMatch(words, /\b(1000|850|NaN|Infinity)\b/);
  if (title.startsWith('Three'))
    assert.equal(await figure.getByRole('radio', { name: '500', exact: true }).count(), 3);
}

async function assertKinds(figure, title) {
  await done(figure);
  assert.deepEqual(await failures(figure), []);
  await assertPictures(figure, { width: 12, height: 16 }, title);
  const offered = await figure.locator('.class-choice').getByRole('radio').count();
  assert.equal(offered, 4);
  for (const max of await sliders(figure)) assert.equal(max, 1000);
  assert.doesNotMatch(await figure.innerText(), /\b(NaN|Infinity)\b/);
  assert.equal(await figure.getByText('guidance', { exact: false }).count(), 0);
}

const networks = [
  { name: 'strip', what: 'grey, no classes, T = 500', folder: strip, assertFigure: assertStrip },
  { name: 'kinds', what: 'colour, a class must be named, v', folder: kinds, assertFigure: assertKinds },
];

export async function run(browser, baseUrl) {
  const { test, results } = suite('dropped networks in the demos');
  const walk = async ({ name, what, folder, assertFigure }) => {
    let site;
    await test(`${name} is taken`, async () => (site = await dropped(browser, baseUrl, name, folder())));
    if (!site) return;
    for (const [slug, title] of demos)
      await test(`${title}: ${what}`, async () => assertFigure(await site.figureOf(slug, title), title));
    await test(`${name}: nothing went wrong on any page`, site.assertNothingWrong);
    await site.close();
  };
  await twoAtOnce(networks.map((network) => () => walk(network)));
  return results;
}
