/** Nodes and weights of a quadrature rule: ∫ f ≈ Σ weights[i] f(nodes[i]), nodes ascending. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss rule of an even weight of mass 1, from its orthonormal polynomials
 * b_{k+1} p_{k+1} = x p_k - b_k p_{k-1}. A node is found by bisection on the number of sign changes in
 * p_0(x) … p_n(x), which counts the roots above x (Sturm); its weight is 1 / Σ_{k<n} p_k(x)² (Christoffel).
 */
function gaussRule(n: number, b: (k: number) => number, bound: number): Rule {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`a rule needs a whole number of nodes ≥ 1, not ${n}`);
  const coefficients = Float64Array.from({ length: n + 1 }, (_, k) => (k === 0 ? 0 : b(k)));

  const rootsAbove = (x: number): number => {
    let ratio = Infinity; // p_{k+1} / p_k, up to a positive factor
    let changes = 0;
    for (let k = 0; k < n; k++) {
      ratio = x - coefficients[k] ** 2 / ratio;
      if (ratio === 0) ratio = 1e-300;
      if (ratio < 0) changes++;
    }
    return changes;
  };
  const nodeAt = (index: number): number => {
    let low = -bound;
    let high = bound;
    for (;;) {
      const middle = 0.5 * (low + high);
      if (middle === low || middle === high) return middle;
      if (rootsAbove(middle) >= n - index) low = middle;
      else high = middle;
    }
  };
  const weightAt = (x: number): number => {
    let before = 0;
    let current = 1;
    let sum = 1;
    for (let k = 0; k < n - 1; k++) {
      const after = (x * current - coefficients[k] * before) / coefficients[k + 1];
      before = current;
      current = after;
      sum += current * current;
    }
    return 1 / sum;
  };

  const nodes = new Float64Array(n);
  const half = Math.floor(n / 2);
  for (let i = 0; i < half; i++) {
    nodes[n - 1 - i] = nodeAt(n - 1 - i);
    nodes[i] = -nodes[n - 1 - i];
  }
  return { nodes, weights: nodes.map(weightAt) };
}

/** Rules are constants; keeping the ones already built changes no result. */
const remembered = (build: (n: number) => Rule): ((n: number) => Rule) => {
  const rules = new Map<number, Rule>();
  return (n) => {
    const known = rules.get(n);
    if (known) return known;
    const rule = build(n);
    rules.set(n, rule);
    return rule;
  };
};

/** The Gauss–Hermite rule for the weight N(0, 1), scaled so that Σ w f(x) ≈ E f(Z); exact for degree ≤ 2n - 1. */
export const gaussHermite = remembered((n) => gaussRule(n, Math.sqrt, 2 * Math.sqrt(n) + 1));

/** The Gauss–Legendre rule on [-1, 1], weights summing to 2; exact for degree ≤ 2n - 1. */
export const gaussLegendre = remembered((n) => {
  const { nodes, weights } = gaussRule(n, (k) => k / Math.sqrt(4 * k * k - 1), 1);
  return { nodes, weights: weights.map((w) => 2 * w) };
});

/** E f(X) for X ~ N(mean, variance), by Gauss–Hermite quadrature with n nodes. */
export function expectNormal(f: (x: number) => number, mean: number, variance: number, n = 64): number {
  const { nodes, weights } = gaussHermite(n);
  const deviation = Math.sqrt(variance);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i] * f(mean + deviation * nodes[i]);
  return sum;
}

/** ∫_a^b f(x) dx for smooth f, by Gauss–Legendre quadrature with n nodes. */
export function integrate(f: (x: number) => number, a: number, b: number, n = 64): number {
  const { nodes, weights } = gaussLegendre(n);
  const centre = 0.5 * (a + b);
  const half = 0.5 * (b - a);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i] * f(centre + half * nodes[i]);
  return half * sum;
}
