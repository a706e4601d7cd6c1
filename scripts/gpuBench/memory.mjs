/** Memory before and after 1,000 steps, network by network; what goes wrong with one is said, and the next has its turn. */
import { placeInWords } from './words.mjs';

/**
 * @param networks [id, folder] each; of an emulation's only the tiny one
 * @returns {Promise<{isEqual: boolean, missing: string[]}>} isEqual: every run that was taken came to its end and left
 *   nothing behind
 */
export async function watchMemory(code, networks, batches, { report, budget, isSoftware }) {
  const memory = [];
  const missing = [];
  let isEqual = true;
  const put = () => report.put({ results: { ...report.contents.results, memory } });
  for (const batch of [...batches].sort((a, b) => b - a)) {
    for (const [network, folder] of networks) {
      if (isSoftware && network !== 'tiny') continue;
      const place = placeInWords(network, batch);
      if (budget.isOver()) {
        missing.push(`memory of ${place}`);
        continue;
      }
      try {
        const found = await oneRun(code.memory(folder, batch), place, budget);
        if (found === null) {
          missing.push(`memory of ${place}`);
          continue;
        }
        memory.push({ network, ...found });
        isEqual &&= found.isEqual;
        const { steps, seconds, before, after } = found;
        const change = `GPU bytes ${before.gpuBytes} → ${after.gpuBytes}: ${found.isEqual ? 'equal' : 'NOT EQUAL'}`;
        console.log(`${place.padEnd(22)}  ${steps} steps in ${seconds.toFixed(1)} s, ${change}`);
      } catch (error) {
        memory.push({ network, batch, failed: String(error) });
        isEqual = false;
        console.error(`memory of ${place}: ${error}`);
      }
      put();
    }
  }
  return { isEqual, missing };
}

/** Null where the time was over before the run was. */
async function oneRun(run, place, budget) {
  try {
    for (;;) {
      const step = await run.next();
      if (step.done) return step.value;
      if (budget.isOver()) return null;
      process.stderr.write(`memory of ${place}: step ${step.value.done} of ${step.value.total}\n`);
    }
  } finally {
    await run.return(undefined);
  }
}
