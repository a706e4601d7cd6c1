/** A page by the Tab key alone: what can be used is reached, has a name and a ring, and lets go again. */
/** Runs in the page: keeps what takes the focus in `window.stops`, and what should in `window.due`. */
function watchFocus() {
  const nameOf = (element) => {
    const labels = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const words = [
      element.getAttribute('aria-label'),
      ...labels.map(
        (id) =>
          document.getElementById(id)?.getAttribute('aria-label') ?? document.getElementById(id)?.textContent,
      ),
      ...[...(element.labels ?? [])].map((label) => label.textContent),
      element.matches('input, select') ? null : element.textContent,
      element.title,
    ];
    return words.find((word) => word?.trim())?.trim() ?? '';
  };
  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 3 && height > 3;
  };
  /** A line round it, or round the part of it that is seen. */
  const hasRing = (element) => {
    const around = element.closest('.slider-thumb, .switch, .choice-option') ?? element;
    return [around, ...around.querySelectorAll('.switch-track, .handle-grip')].some((part) => {
      const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(part);
      const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      const isStroked = part.matches('.handle-grip') && stroke !== 'none' && parseFloat(strokeWidth) >= 2;
      return isShown(part) && (isOutlined || isStroked);
    });
  };
  const describe = (element) => ({
    figure: element.closest('.fig')?.id ?? '',
    role: element.getAttribute('role') ?? (element.type || element.localName),
    name: nameOf(element).slice(0, 80),
    html: element.outerHTML.slice(0, 120),
  });
  // What comes while Tab is under way, or can be used only then (a run's Pause), may come behind it.
  const steady = new Set(
    [
      ...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex], .handle, .point-handle, .schedules-handle',
      ),
    ].filter((element) => !element.disabled),
  );
  new MutationObserver((changes) => changes.forEach(({ target }) => steady.delete(target))).observe(
    document.body,
    { subtree: true, attributeFilter: ['disabled'] },
  );
  window.stops = [];
  document.addEventListener('focusin', ({ target }) => {
    const stop = { element: target, ...describe(target) };
    stop.hasRing = hasRing(target);
    // Components that draw it themselves know of the focus only now; a Tab later it would be gone again.
    queueMicrotask(() => (stop.hasRing ||= hasRing(target)));
    window.stops.push(stop);
  });
  window.due = () => {
    const reached = new Set(window.stops.map(({ element }) => element));
    return [...steady]
      .filter(
        (element) =>
          element.isConnected &&
          element.tabIndex >= 0 &&
          !element.disabled &&
          element.type !== 'radio' &&
          element.checkVisibility({ visibilityProperty: true }) &&
          !reached.has(element),
      )
      .map(describe);
  };
}

/**
 * Tabs through a page until the focus comes round (a trap would keep it): which stops have no name, which no ring, and
 * what can be focused and was left out.
 */
export async function tabWalk(page, most = 1200) {
  await page.evaluate(watchFocus);
  await page.evaluate(() => scrollTo(0, 0));
  let count = 0;
  let comesRound = false;
  for (let tabs = 0; tabs < most; tabs += 20) {
    for (let i = 0; i < 20; i++) await page.keyboard.press('Tab');
    const before = count;
    [count, comesRound] = await page.evaluate(() => {
      const round = window.stops.findIndex(({ element }, i) => i > 0 && element === window.stops[0].element);
      if (round > 0) window.stops.length = round;
      return [window.stops.length, round > 0];
    });
    if (comesRound || count === before) break;
  }
  const { stops, missed } = await page.evaluate(() => ({
    stops: window.stops.map(({ element: _, ...stop }) => stop),
    missed: window.due(),
  }));
  const inWords = (some) => some.map(({ figure, role, name, html }) => `${figure} ${role} “${name}” ${html}`);
  return {
    stops,
    comesRound,
    nameless: inWords(stops.filter(({ name }) => name === '')),
    unseen: inWords(stops.filter(({ hasRing }) => !hasRing)),
    missed: inWords(missed),
  };
}
