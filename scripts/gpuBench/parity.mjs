/** Whether this device computes what float64 says; the report has every verdict. */

/**
 * @returns {Promise<{ok: boolean, plainOk: boolean}>} plainOk: where not all of it holds, but the kernels use features of
 *   the device, whether all holds of those that use none
 */
export async function checkParity(code, networks, { report, seed }) {
  console.log(`Parity, seed ${seed}:`);
  const parity = { seed, verdicts: [] };
  const asIs = await verdictsOf(code.gate(networks, seed, false), (verdicts) =>
    report.put({ parity: { ...parity, verdicts } }),
  );
  if (asIs.ok || asIs.features?.length === 0) return { ok: asIs.ok, plainOk: asIs.ok };
  console.log('Parity of the kernels that use nothing but what every device has:');
  const plain = await verdictsOf(code.gate(networks, seed, true), (verdicts) =>
    report.put({ parity: { ...report.contents.parity, plain: verdicts } }),
  );
  return { ok: false, plainOk: plain.ok };
}

/** Features: null where the gate did not come to its end. */
async function verdictsOf(run, put) {
  const verdicts = [];
  const take = (verdict) => {
    verdicts.push(verdict);
    console.log(`  ${verdict.ok ? 'passed' : 'FAILED'}  ${verdict.name}: ${verdict.detail}`);
    put([...verdicts]);
  };
  let features = null;
  try {
    let step = await run.next();
    for (; !step.done; step = await run.next()) take(step.value);
    features = step.value;
  } catch (error) {
    take({ name: 'the comparison itself', ok: false, detail: String(error) });
  }
  return { ok: verdicts.every(({ ok }) => ok), features };
}
