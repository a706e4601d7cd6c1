/** The papers that derivations and chapters refer to. */
export interface Paper {
  /** As cited in text. */
  short: string;
  title: string;
  /** arXiv number, or journal. */
  where: string;
}

const define = <K extends string>(table: Record<K, Paper>): Record<K, Paper> => table;

export const papers = define({
  ho2020: {
    short: 'Ho et al. 2020',
    title: 'Denoising Diffusion Probabilistic Models',
    where: 'arXiv:2006.11239',
  },
  song2021ddim: {
    short: 'Song, Meng and Ermon 2021',
    title: 'Denoising Diffusion Implicit Models',
    where: 'arXiv:2010.02502',
  },
  song2021sde: {
    short: 'Song, Sohl-Dickstein et al. 2021',
    title: 'Score-Based Generative Modeling through Stochastic Differential Equations',
    where: 'arXiv:2011.13456',
  },
  song2019: {
    short: 'Song and Ermon 2019',
    title: 'Generative Modeling by Estimating Gradients of the Data Distribution',
    where: 'arXiv:1907.05600',
  },
  sohlDickstein2015: {
    short: 'Sohl-Dickstein et al. 2015',
    title: 'Deep Unsupervised Learning using Nonequilibrium Thermodynamics',
    where: 'arXiv:1503.03585',
  },
  nichol2021: {
    short: 'Nichol and Dhariwal 2021',
    title: 'Improved Denoising Diffusion Probabilistic Models',
    where: 'arXiv:2102.09672',
  },
  anderson1982: {
    short: 'Anderson 1982',
    title: 'Reverse-time diffusion equation models',
    where: 'Stochastic Processes and their Applications 12',
  },
  efron2011: {
    short: 'Efron 2011',
    title: 'Tweedie’s formula and selection bias',
    where: 'Journal of the American Statistical Association 106',
  },
  vincent2011: {
    short: 'Vincent 2011',
    title: 'A connection between score matching and denoising autoencoders',
    where: 'Neural Computation 23',
  },
  hyvarinen2005: {
    short: 'Hyvärinen 2005',
    title: 'Estimation of non-normalized statistical models by score matching',
    where: 'Journal of Machine Learning Research 6',
  },
});

export type PaperId = keyof typeof papers;
