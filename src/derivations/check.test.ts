import { describe, expect, test, vi } from 'vitest';
import { checkDerivation, measuredOrder, drawsOf } from './check.ts';
import { defaultsOf, defineDerivation } from './environment.ts';
import { derivative, secondDerivative } from './derivative.ts';
import { derivation as bound } from './bound/index.ts';
import { derivation as bayes } from './reverse-sde-bayes/index.ts';
import { derivation as posteriorMean } from './posterior-mean/index.ts';
import { withLine } from './mutants.ts';
import { katexMacros, notation } from './notation.ts';
import { residual } from './residual.ts';
import katex from 'katex';
import { tex } from './tex.ts';
import type { Derivation, Line } from './types.ts';

// Thousands of planted errors, each over up to 64 draws: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The derivation with one line changed. */
function planted(derivation: Derivation, id: string, change: Partial<Line>): Derivation {
  const index = derivation.lines.findIndex((line) => line.id === id);
  return withLine(derivation, index, { ...derivation.lines[index], ...change });
}

const problems = (derivation: Derivation) =>
  checkDerivation(derivation).failures.map(({ line, problem }) => `${line}: ${problem}`);

describe('the checker catches', () => {
  test('a symbol that is wrong in the TeX alone', () => {
    const wrong = planted(posteriorMean, 'beta-tilde', { tex: tex`= \frac{1-\abt}{1-\abt}\,\bt` });
    expect(problems(wrong)).toEqual(['beta-tilde: reads abp, which its TeX does not show']);
  });

  test('a symbol that the TeX shows and the code ignores', () => {
    const wrong = planted(posteriorMean, 'beta-tilde', { tex: tex`= \frac{1-\abp}{1-\abt}\,\bt\,\at` });
    expect(problems(wrong)).toEqual(['beta-tilde: shows \\at, which it does not read']);
  });

  test('a wrong coefficient: 1/α_t for 1/√α_t', () => {
    const wrong = planted(posteriorMean, 'noise', {
      value: ({ alpha, xt, beta, alphaBar, eps }) =>
        (1 / alpha) * (xt - (beta / Math.sqrt(1 - alphaBar)) * eps),
    });
    expect(problems(wrong)[0]).toMatch(/^noise: does not hold/);
  });

  test('a wrong sign', () => {
    const wrong = planted(posteriorMean, 'noise', {
      value: ({ alpha, xt, beta, alphaBar, eps }) =>
        (1 / Math.sqrt(alpha)) * (xt + (beta / Math.sqrt(1 - alphaBar)) * eps),
    });
    expect(problems(wrong)[0]).toMatch(/^noise: does not hold/);
  });

  test('a "constant" that moves', () => {
    const wrong = planted(posteriorMean, 'collect', { relation: { is: 'constant', in: 'xt' } });
    expect(problems(wrong)[0]).toMatch(/^collect: does not hold/);
  });

  test('a wrong order', () => {
    const wrong = planted(bayes, 'drift', { relation: { is: 'order', p: 2, h: 'dt' } });
    expect(problems(wrong)).toContain('drift: the remainder is of order 1.00 in dt, not 2');
  });

  test('the score left out of the reverse drift', () => {
    const wrong = planted(bayes, 'drift', { value: ({ driftNext, g, score }) => driftNext - 0 * g * score });
    expect(problems(wrong)[0]).toMatch(/^drift: the remainder is of order -?0\.00 in dt, not 1/);
  });

  test('a bound that is not tight where it says', () => {
    const loose = planted(bound, 'jensen', {
      relation: { is: '≤', tight: ({ beta }) => ({ weight: 1 - beta, sigma: Math.sqrt(beta) }) },
    });
    expect(problems(loose)[0]).toMatch(/^jensen: does not hold/);
  });

  test('a bound the wrong way round', () => {
    const jensen = bound.lines.find((line) => line.id === 'jensen')!;
    const wrong = planted(bound, 'jensen', {
      value: (env) => 2 * bound.lines[0].value(env) - jensen.value(env),
    });
    expect(problems(wrong)[0]).toMatch(/^jensen: does not hold/);
  });

  test('a relation that the TeX does not show', () => {
    const wrong = planted(bound, 'jensen', {
      tex: tex`= \mathbb E_q\Bigl[-\log\frac{p_\theta(\xpath)}{q(\xlat\mid\xo)}\Bigr]`,
    });
    expect(problems(wrong)).toEqual(['jensen: the relation is "≤", but the TeX lacks the sign of "≤"']);
  });

  test('TeX that KaTeX refuses', () => {
    expect(
      problems(
        planted(posteriorMean, 'beta-tilde', {
          tex: { source: String.raw`= \frac{1-\abp}{1-\abt}\,\bt\nosuchmacro` },
        }),
      )[0],
    ).toMatch(/^beta-tilde: KaTeX: .*nosuchmacro/);
  });

  test('a number that is not finite', () => {
    expect(problems(planted(posteriorMean, 'weights', { value: () => NaN })).join()).toMatch(
      /weights: does not hold/,
    );
  });

  test('a function of src/math that differs from the page', () => {
    const wrong = planted(posteriorMean, 'beta-tilde', { shipped: { name: 'β', value: ({ beta }) => beta } });
    expect(problems(wrong)[0]).toMatch(/^beta-tilde: does not hold/);
  });

  test('a line that nothing checks, unless it says why; then it is counted', () => {
    const alone = planted(posteriorMean, 'noise', { relation: { is: 'definition' }, shipped: undefined });
    expect(problems(alone)[0]).toBe('noise: nothing checks this line, and it gives no reason');
    const excused = planted(posteriorMean, 'noise', {
      relation: { is: 'definition' },
      unchecked: 'a picture',
    });
    expect(checkDerivation(excused)).toMatchObject({
      failures: [],
      unchecked: [{ line: 'noise', problem: 'a picture' }],
    });
  });

  test('a check without teeth: an error that no draw can see', () => {
    const blind = defineDerivation({
      id: 'blind',
      rows: [],
      references: [],
      controls: { x0: { symbol: 'xo', min: 0, max: 0, step: 1, default: 0 } },
      derived: {},
      derive: () => ({}),
      lines: [
        { id: 'a', tex: tex`2\,\xo`, relation: { is: 'definition' }, value: ({ x0 }) => 2 * x0 },
        { id: 'b', tex: tex`= 3\,\xo`, relation: { is: '=' }, value: ({ x0 }) => 3 * x0 },
      ],
    });
    expect(problems(blind)).toEqual(expect.arrayContaining(['b: survives the mutant: × 1.01']));
  });
});

test('the page reads a residual at any place of the sliders', () => {
  const free = { ...defaultsOf(posteriorMean), t: 500, x0: 1, xt: -1 };
  const index = posteriorMean.lines.findIndex((line) => line.id === 'weights');
  const found = residual(posteriorMean, index, free);
  expect(found.value).toBeCloseTo(-0.99, 2);
  expect(found).toMatchObject({ holds: true });
  expect(Math.abs(found.delta)).toBeLessThan(1e-12);
  const drift = residual(
    bayes,
    bayes.lines.findIndex((line) => line.id === 'drift'),
    defaultsOf(bayes),
  );
  expect(drift.order).toBeCloseTo(1, 0);
  expect(Math.abs(measuredOrder(bayes, 5, 'dt', drawsOf(bayes)) - 1)).toBeLessThan(0.01);
});

test('derivatives are good to nine digits', () => {
  for (const x of [-1.3, 0.2, 2.1]) {
    expect(derivative(Math.sin, x, 0.1)).toBeCloseTo(Math.cos(x), 9);
    expect(secondDerivative(Math.sin, x, 0.1)).toBeCloseTo(-Math.sin(x), 8);
  }
});

test('no macro has a name that TeX already has, and every macro renders', () => {
  const macros = katexMacros();
  for (const id of Object.keys(notation)) {
    expect(() => katex.renderToString(`\\${id}`, { throwOnError: true }), id).toThrow();
    expect(
      () => katex.renderToString(`\\${id}`, { throwOnError: true, trust: true, strict: false, macros }),
      id,
    ).not.toThrow();
  }
});
