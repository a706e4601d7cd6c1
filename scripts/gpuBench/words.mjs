/** Numbers for people; – where there is none. */
export const number = (value, digits = 2) => (value === null ? '–' : value.toFixed(digits));

export const placeInWords = (network, batch) => `${network} × ${batch}`;

/** A row of the speed benchmark. */
export const rowInWords = ({
  net,
  batch,
  engine,
  backend,
  variant,
  step_ms,
  p95_ms,
  js_ms,
  dispatches,
  parity,
}) =>
  [
    placeInWords(net, batch).padEnd(22),
    [engine, backend, variant].filter(Boolean).join(', ').padEnd(40),
    `${number(step_ms)} ms (p95 ${number(p95_ms)}), JavaScript ${number(js_ms)} ms`,
    `${number(dispatches, 0)} dispatches, parity ${parity === null ? '–' : parity.toExponential(1)}`,
  ].join('  ');
