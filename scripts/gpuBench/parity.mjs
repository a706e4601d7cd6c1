/** Whether this device computes what float64 says; the report has every verdict. */

/**
 * @returns {Promise<{ok: boolean, plainOk: boolean, isCut: boolean}>} plainOk: where not all of it holds, but the kernels use features of
 *   the device, whether all holds of those that use none; isCut: the time was over first
 */
export async function checkParity(code, networks, { report, seed, budget }) {
  console.log(`Parity, seed ${seed}:`);
  const parity = { seed, verdicts: [] };
  const asIs = await verdictsOf(code.gate(networks, seed, false), budget, (verdicts) =>
    report.put({ parity: { ...parity, verdicts } }),
  );
  const { ok, isCut } = asIs;
  if (isCut || ok || asIs.features?.length === 0) return { ok: ok && !isCut, plainOk: ok && !isCut, isCut };
  console.log('Parity of the kernels that use nothing but what every device has:');
  const plain = await verdictsOf(code.gate(networks, seed, true), budget, (verdicts) =>
    report.put({ parity: { ...report.contents.parity, plain: verdicts } }),
  );
  return { ok: false, plainOk: plain.ok && !plain.isCut, isCut: false };
}

/** Features: null where the gate did not come to its end. */
async function verdictsOf(run, budget, put) {
  const verdicts = [];
  const take = (verdict) => {
    verdicts.push(verdict);
    console.log(`  ${verdict.ok ? 'passed' : 'FAILED'}  ${verdict.name}: ${verdict.detail}`);
    put([...verdicts]);
  };
  let features = null;
  try {
    let step = await run.next();
    for (; !step.done; step = await run.next()) {
      take(step.value);
      if (!budget.isOver()) continue;
      await run.return([]);
      return { ok: verdicts.every(({ ok }) => ok), features, isCut: true };
    }
    features = step.value;
  } catch (error) {
    take({ name: 'the comparison itself', ok: false, detail: String(error) });
  }
  return { ok: verdicts.every(({ ok }) => ok), features, isCut: false };
}
