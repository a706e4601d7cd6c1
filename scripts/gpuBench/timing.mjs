/** The comparison of the engines, the most wanted first, as far as the time goes. */
import { addedBy } from '../keptReport.mjs';
import { number, placeInWords, rowInWords } from './words.mjs';

/** The site's own network and the large one, at every batch, come before the others. */
const first = ['picture-book-32', 'random-8.95M'];

/** A sorting key: the first networks at every batch, then the others; within these, by batch, then by network. */
const turnOf = (net, batch) => (first.includes(net) ? first.indexOf(net) : 1e6) + 1e3 * batch;

/**
 * Runs src/bench into the report.
 * @returns {Promise<string[]>} what was wanted and is not there, in words
 */
export async function timeEngines(code, options, { report, budget }) {
  let under = null;
  let startedAt = 0;
  let longest = 0;
  const missing = new Set(
    [...options.networks]
      .flatMap(({ id }) => options.batches.map((batch) => ({ id, batch })))
      .sort((a, b) => turnOf(a.id, a.batch) - turnOf(b.id, b.batch))
      .map(({ id, batch }) => placeInWords(id, batch)),
  );
  for await (const event of code.runBench({ ...options, turnOf })) {
    const added = addedBy(event, report.contents);
    if (added !== null) report.put(added);
    if (event.kind === 'row') console.log(rowInWords(event.row));
    if (event.kind === 'failed') console.log(`not measured: ${code.eventInWords(event)}`);
    if (event.kind === 'roofline') {
      const { net, batch, bound_ms, dispatch_ms } = event.roofline;
      const least = `at least ${number(bound_ms, 3)} ms, dispatches ${number(dispatch_ms, 3)} ms`;
      console.log(`${placeInWords(net, batch)}  ${least}`);
    }
    if (event.kind !== 'progress') continue;
    process.stderr.write(`${event.done}/${event.total} ${code.eventInWords(event)}\n`);
    const { step, net, batch } = event.doing;
    if (step === 'network' || step === 'report') {
      if (under !== null) {
        missing.delete(under);
        longest = Math.max(longest, performance.now() - startedAt);
      }
      under = step === 'network' ? placeInWords(net, batch) : null;
      startedAt = performance.now();
      // One that would be broken off has no rows.
      if (under !== null && budget.left() < longest) break;
    }
    // Rows come all at once: none is lost between two of these events.
    if (budget.isOver() && step !== 'report') break;
  }
  return [...missing];
}
