/**
 * Every symbol of the site: its TeX macro, what it is typeset as, its colour and its meaning.
 * The only map between letter, TeX and meaning; KaTeX's macros, the colours and the hover links come from it.
 */

/** A colour is a meaning, the same on every page (see src/ui/theme.css). */
export type Hue = 'x0' | 'eps' | 'xt' | 'sched' | 'mu' | 'score' | 'plain';

export interface Notation {
  /** TeX inside the macro. */
  tex: string;
  hue: Hue;
  /** Plain words, for screen readers and the glossary. */
  meaning: string;
}

const define = <K extends string>(table: Record<K, Notation>): Record<K, Notation> => table;

export const notation = define({
  xo: { tex: 'x_0', hue: 'x0', meaning: 'the data: a picture, or one of its pixels' },
  xt: { tex: 'x_t', hue: 'xt', meaning: 'the noisy picture at step t' },
  xp: { tex: 'x_{t-1}', hue: 'xt', meaning: 'the noisy picture one step earlier' },
  xT: { tex: 'x_T', hue: 'xt', meaning: 'the last noisy picture: noise, nearly' },
  eps: { tex: '\\epsilon', hue: 'eps', meaning: 'standard Gaussian noise' },
  epst: { tex: '\\epsilon_t', hue: 'eps', meaning: 'the noise added in step t' },
  epsp: { tex: '\\bar\\epsilon_{t-1}', hue: 'eps', meaning: 'the merged noise of all steps before t' },
  epsh: { tex: '\\hat\\epsilon', hue: 'mu', meaning: 'the noise that the network predicts' },
  xoh: { tex: '\\hat x_0', hue: 'mu', meaning: 'the data that the network predicts' },
  z: { tex: 'z', hue: 'eps', meaning: 'fresh standard Gaussian noise' },
  bt: { tex: '\\beta_t', hue: 'sched', meaning: 'the variance added in step t' },
  at: { tex: '\\alpha_t', hue: 'sched', meaning: '1 − β_t' },
  abt: { tex: '\\bar\\alpha_t', hue: 'sched', meaning: 'the share of the variance that survives t steps' },
  abp: {
    tex: '\\bar\\alpha_{t-1}',
    hue: 'sched',
    meaning: 'the share of the variance that survives t−1 steps',
  },
  abT: { tex: '\\bar\\alpha_T', hue: 'sched', meaning: 'the share of the variance that survives to the end' },
  btt: { tex: '\\tilde\\beta_t', hue: 'mu', meaning: 'the variance of q(x_{t-1} | x_t, x_0)' },
  mut: { tex: '\\tilde\\mu_t', hue: 'mu', meaning: 'the mean of q(x_{t-1} | x_t, x_0)' },
  muth: { tex: '\\mu_\\theta', hue: 'mu', meaning: 'the mean that the model uses for one step back' },
  sigt: { tex: '\\sigma_t', hue: 'sched', meaning: 'the deviation of the noise that a step back adds' },
  et: { tex: '\\eta', hue: 'sched', meaning: 'how much of DDPM’s noise a step back adds' },
  snr: { tex: '\\mathrm{SNR}_t', hue: 'sched', meaning: 'signal-to-noise ratio ᾱ/(1−ᾱ)' },
  score: { tex: 's', hue: 'score', meaning: 'the score: the gradient of the log-density' },
  step: { tex: 't', hue: 'plain', meaning: 'the step, from 1 to T' },
  steps: { tex: 'T', hue: 'plain', meaning: 'the number of steps' },
  lamt: { tex: '\\lambda_t', hue: 'sched', meaning: 'the share of the noise in x_t that step t brought' },
  snrp: { tex: '\\mathrm{SNR}_{t-1}', hue: 'sched', meaning: 'the signal-to-noise ratio one step earlier' },
  sfrac: { tex: '\\rho', hue: 'sched', meaning: 'σ_t as a share of its largest value √(1−ᾱ_{t-1})' },
  xone: { tex: 'x_1', hue: 'xt', meaning: 'the noisy picture after one step' },
  xtwo: { tex: 'x_2', hue: 'xt', meaning: 'the noisy picture after two steps' },
  xlat: { tex: 'x_{1:2}', hue: 'xt', meaning: 'both noisy pictures of a chain of two steps' },
  xpath: { tex: 'x_{0:2}', hue: 'xt', meaning: 'the whole chain of two steps, data included' },
  bc: { tex: '\\beta', hue: 'sched', meaning: 'the variance added in a step, or per unit of time' },
  bone: { tex: '\\beta_1', hue: 'sched', meaning: 'the variance added in the first step' },
  wth: { tex: 'w', hue: 'mu', meaning: 'the factor by which a small model shrinks x_t on its step back' },
  sigm: { tex: '\\sigma', hue: 'sched', meaning: 'the deviation of the noise in the model’s step back' },
  wpi: { tex: '\\pi', hue: 'x0', meaning: 'the share of the data that lies at +1' },
  xn: { tex: 'x_{t+\\mathrm dt}', hue: 'xt', meaning: 'the noisy picture a moment later' },
  dt: { tex: '\\mathrm dt', hue: 'plain', meaning: 'a short time' },
  pos: { tex: 'x', hue: 'xt', meaning: 'a place' },
  time: { tex: 't', hue: 'plain', meaning: 'the time, from 0 to 1' },
  dens: { tex: 'p', hue: 'xt', meaning: 'the density of the noisy data at time t' },
  cumul: { tex: 'F', hue: 'xt', meaning: 'the share of the noisy data that lies below a place' },
  drift: { tex: 'f', hue: 'sched', meaning: 'the drift: the mean motion per unit of time' },
  fxt: { tex: 'f(x_t)', hue: 'sched', meaning: 'the drift at x_t' },
  fxn: { tex: 'f(x_{t+\\mathrm dt})', hue: 'sched', meaning: 'the drift at x_{t+dt}' },
  xthree: { tex: 'x_3', hue: 'xt', meaning: 'the noisy picture after three steps' },
  xchain: { tex: 'x_{1:3}', hue: 'xt', meaning: 'the three noisy pictures of a chain of three steps' },
  ma: { tex: 'm_1', hue: 'x0', meaning: 'the mean of the first Gaussian' },
  sa: { tex: 's_1', hue: 'x0', meaning: 'the deviation of the first Gaussian' },
  mb: { tex: 'm_2', hue: 'eps', meaning: 'the mean of the second Gaussian' },
  sb: { tex: 's_2', hue: 'eps', meaning: 'the deviation of the second Gaussian' },
  fac: { tex: 'a', hue: 'sched', meaning: 'the factor that stretches the first variable' },
  vprod: { tex: 's^2', hue: 'mu', meaning: 'the variance of the product of two Gaussian densities' },
  gdiff: { tex: 'g', hue: 'sched', meaning: 'the size of the noise per root of time' },
  test: { tex: '\\varphi', hue: 'plain', meaning: 'a smooth test function, to weigh places with' },
  soff: { tex: 's', hue: 'sched', meaning: 'the offset of the cosine schedule, 0.008 unless said' },
  cang: { tex: '\\theta_t', hue: 'sched', meaning: 'the angle of the cosine schedule at step t' },
  cangp: { tex: '\\theta_{t-1}', hue: 'sched', meaning: 'the angle of the cosine schedule one step earlier' },
  cangz: { tex: '\\theta_0', hue: 'sched', meaning: 'the angle at which the cosine schedule starts' },
  bmax: { tex: '\\beta_{\\max}', hue: 'sched', meaning: 'the largest β that is let through, 0.999' },
  ener: { tex: 'E', hue: 'sched', meaning: 'the energy: low where the data are' },
  zen: { tex: 'Z', hue: 'plain', meaning: 'the normalising constant: the integral of exp(−E)' },
  tilt: { tex: 'b', hue: 'sched', meaning: 'how far the energy is tilted' },
  lift: { tex: 'c', hue: 'plain', meaning: 'a constant added to the energy everywhere' },
  wone: { tex: '\\pi_1', hue: 'plain', meaning: 'the weight of the first Gaussian' },
  rone: {
    tex: 'r_1',
    hue: 'mu',
    meaning: 'the responsibility of the first Gaussian: its share of the density at x',
  },
  v: { tex: 'v', hue: 'xt', meaning: 'the mix of noise and data √ᾱ ε − √(1−ᾱ) x_0' },
  fhat: { tex: 'f', hue: 'mu', meaning: 'a guess at the data, made from x_t' },
  cmean: { tex: 'm', hue: 'mu', meaning: 'the conditional mean E[x_0 | x_t]' },
  ja: { tex: 'a', hue: 'xt', meaning: 'the first of two positive numbers' },
  jb: { tex: 'b', hue: 'xt', meaning: 'the second of two positive numbers' },
  jm: { tex: 'm', hue: 'xt', meaning: 'the mean of the two numbers' },
  jp: { tex: 'p', hue: 'x0', meaning: 'the probability of the first outcome, in truth' },
  jq: { tex: 'p_\\theta', hue: 'mu', meaning: 'the probability that the model gives to the first outcome' },
  vdat: { tex: 'v_0', hue: 'x0', meaning: 'the variance of one number of the data' },
  vprev: { tex: 'v_{t-1}', hue: 'xt', meaning: 'the variance of that number one step earlier' },
  vcur: { tex: 'v_t', hue: 'xt', meaning: 'the variance of that number at step t' },
  gamt: { tex: '\\gamma_t', hue: 'sched', meaning: 'the weight of step t in the loss' },
  dlev: { tex: '\\delta', hue: 'sched', meaning: 'half the width of a level of grey: 1/255 for 8 bits' },
  miss: { tex: '\\zeta', hue: 'mu', meaning: 'how far the mean misses the data, in deviations' },
  xbt: { tex: '\\bar x_t', hue: 'xt', meaning: 'the noisy picture with its data at full size: x_t/√ᾱ_t' },
  xbp: { tex: '\\bar x_{t-1}', hue: 'xt', meaning: 'the same one step earlier: x_{t-1}/√ᾱ_{t-1}' },
  sgt: {
    tex: '\\sigma(t)',
    hue: 'sched',
    meaning: 'the deviation of the noise beside data at full size: √((1−ᾱ_t)/ᾱ_t)',
  },
  sgp: { tex: '\\sigma(t{-}1)', hue: 'sched', meaning: 'that deviation one step earlier' },
  hsh: { tex: 'h', hue: 'plain', meaning: 'the share of σ(t) that one step takes away' },
  zone: { tex: 'z_1', hue: 'eps', meaning: 'the first of two independent noises' },
  ztwo: { tex: 'z_2', hue: 'eps', meaning: 'the second of two independent noises' },
  apart: { tex: 'a', hue: 'x0', meaning: 'how far from 0 the two bumps of the data lie' },
  lowsh: { tex: 'u', hue: 'plain', meaning: 'the lower step as a share of t' },
  xlow: { tex: 'x_s', hue: 'xt', meaning: 'the noisy picture at a lower step s' },
  ablow: {
    tex: '\\bar\\alpha_s',
    hue: 'sched',
    meaning: 'the share of the variance that survives to the lower step s',
  },
  ush: { tex: 'u', hue: 'plain', meaning: 'the share of the way from the first noise to the second' },
  angz: { tex: '\\theta', hue: 'plain', meaning: 'the angle between the two noises' },
  wza: { tex: 'w_1', hue: 'sched', meaning: 'the weight of the first noise on the arc' },
  wzb: { tex: 'w_2', hue: 'sched', meaning: 'the weight of the second noise on the arc' },
});

export type SymbolId = keyof typeof notation;

/** KaTeX macros: \xt → a span of class "sym s-xt hue-xt" around x_t. */
export function katexMacros(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(notation).map(([id, { tex, hue }]) => [
      `\\${id}`,
      `\\htmlClass{sym s-${id} hue-${hue}}{${tex}}`,
    ]),
  );
}
