/** The table of kernels: where a step's time goes, and whether other cuts of the convolutions are faster here. */
import { number, placeInWords } from './words.mjs';

const tileInWords = ({ rows, strips, pixels, groups, depth }) =>
  `${rows} rows, ${strips}·${pixels} pixels, ${4 * groups} channels, ${4 * depth} deep`;

const shareOf = (bound, time) => `${number((100 * bound) / time, 0)} % of the bound`;

function convolutionInWords({ network, batch, layers, shape, boundMicroseconds, tiles }) {
  const { size, stride, outHeight, outWidth, in4, out4 } = shape;
  const [own, best = own] = tiles;
  const what = `${size}×${size}${stride === 2 ? '/2' : ''} at ${outHeight}×${outWidth}, ${4 * in4} → ${4 * out4}`;
  const gain = own.microseconds / best.microseconds;
  return [
    placeInWords(network, batch).padEnd(22),
    `${what} (${layers})`.padEnd(34),
    `${number(own.microseconds)} µs, ${shareOf(boundMicroseconds, own.microseconds)} (${tileInWords(own.tile)})`,
    gain > 1
      ? `${number(gain)} × faster: ${number(best.microseconds)} µs (${tileInWords(best.tile)})`
      : 'fastest of those tried',
  ].join('  ');
}

function stepInWords({ network, batch, microseconds, boundMicroseconds, kinds, ...rest }) {
  const sum = kinds.reduce((total, kind) => total + kind.microseconds, 0);
  const dispatches = kinds.reduce((total, kind) => total + kind.dispatches, 0);
  const lines = kinds.map(
    (kind) =>
      `    ${kind.kind.padEnd(20)} ${String(kind.dispatches).padStart(4)} dispatches  ${number(kind.microseconds, 1).padStart(10)} µs, ` +
      `${number((100 * kind.microseconds) / sum, 0).padStart(3)} % of the sum, ${shareOf(kind.boundMicroseconds, kind.microseconds)}`,
  );
  const empty = number(dispatches * rest.emptyDispatchMicroseconds, 1);
  return [
    `${placeInWords(network, batch)}  a step: ${number(microseconds, 1)} µs (${rest.clock}); its kernels alone: ${number(sum, 1)} µs; bound: ${number(boundMicroseconds, 1)} µs; ${dispatches} empty dispatches: ${empty} µs`,
    ...lines,
  ].join('\n');
}

/** @returns {Promise<string[]>} places that the time did not reach */
export async function tuneKernels(code, places, { report, budget, tiles }) {
  const tuning = { convolutions: [], steps: [] };
  const put = (more) =>
    report.put({ results: { ...report.contents.results, tuning: Object.assign(tuning, more) } });
  const missing = new Set(places.map(({ network, batch }) => placeInWords(network, batch)));
  for await (const event of code.tuned(places, { tiles, now: () => performance.now() })) {
    switch (event.kind) {
      case 'environment':
        put({ clock: event.clock, peaks: event.peaks });
        console.log(
          `peak ${number(event.peaks.flops / 1e9, 0)} GFLOP/s, ${number(event.peaks.bandwidth / 1e9, 1)} GB/s, an empty dispatch ${number(1000 * event.peaks.emptyDispatchMilliseconds)} µs; times by ${event.clock}`,
        );
        break;
      case 'progress':
        process.stderr.write(
          `${placeInWords(event.network, event.batch)}: kernel ${event.done + 1} of ${event.total}\n`,
        );
        break;
      case 'convolution':
        put({ convolutions: [...tuning.convolutions, event.convolution] });
        console.log(convolutionInWords(event.convolution));
        for (const { tile, reason } of event.convolution.refused)
          console.log(`    refused (${tileInWords(tile)}): ${reason}`);
        break;
      case 'step':
        put({ steps: [...tuning.steps, event.step] });
        console.log(stepInWords(event.step));
        missing.delete(placeInWords(event.step.network, event.step.batch));
    }
    if (budget.isOver()) break;
  }
  return [...missing].map((place) => `kernels of ${place}`);
}
