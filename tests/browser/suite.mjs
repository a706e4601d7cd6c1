/** A browser that has stopped answering fails a test, which would otherwise wait for ever. */
const LONGEST_MINUTES = 5;

async function inTime(work) {
  let timer;
  const late = new Promise((_, fail) => {
    const message = `nothing after ${LONGEST_MINUTES} minutes`;
    timer = setTimeout(() => fail(new Error(message)), LONGEST_MINUTES * 60_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Collects the results of one file of browser tests. */
export function suite(title) {
  const results = [];
  return {
    results,
    /** Runs one test; a thrown error is its failure. */
    async test(name, body) {
      try {
        const detail = await inTime(body());
        results.push({
          name: `${title}: ${name}`,
          ok: true,
          detail: typeof detail === 'string' ? detail : '',
        });
      } catch (error) {
        results.push({ name: `${title}: ${name}`, ok: false, detail: error.message });
      }
    },
  };
}

/** Runs tasks in their order, two at once: most of a page's time is waiting, for the page or for what else runs. */
export async function twoAtOnce(tasks) {
  const waiting = tasks.values();
  const lane = async () => {
    for (const task of waiting) await task();
  };
  await Promise.all([lane(), lane()]);
}

/**
 * A page that records what went wrong in it, and every request that leaves the origin. No service worker unless the options
 * ask for it: it would answer in place of a test's own routes.
 */
export async function watchedPage(browser, { width = 1280, height = 900, ...options } = {}) {
  const viewport = { width, height };
  const context = await browser.newContext({ viewport, serviceWorkers: 'block', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems = [];
  const outside = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal =
      ['127.0.0.1', 'localhost'].includes(url.hostname) || ['data:', 'blob:'].includes(url.protocol);
    if (!isLocal) outside.push(request.url());
  });
  return { page, problems, outside, close: () => context.close() };
}

/** Opens a path and waits until the page answers to keys and pointers. */
export async function openPage(page, url) {
  await page.goto(url);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/** Scrolls through the page, so that every figure starts. */
export async function scrollThrough(page, pause = 150) {
  const height = await page.evaluate(() => document.body.scrollHeight);
  for (let y = 0; y < height; y += 600) {
    await page.evaluate((at) => scrollTo(0, at), y);
    await page.waitForTimeout(pause);
  }
}

/** A number that changes when the canvas's pixels do. */
export const canvasHash = (locator) =>
  locator.evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let hash = 2166136261;
    for (const byte of data) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
    return hash;
  });
