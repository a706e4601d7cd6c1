import { inheritedNoiseShare, newNoiseShare } from '../../math/forward.ts';
import { snr } from '../../math/schedules.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** F4: the noise in x_t is inherited or new, and λ_t is the new share. */
export const derivation = defineDerivation({
  id: 'inherited-noise',
  rows: ['F4'],
  controls: { t: stepControl },
  derived: { ...stepSymbols, snrNow: 'snr', snrPrev: 'snrp' },
  derive: ({ t }) => {
    const values = atStep(t);
    return { ...values, snrNow: snr(values.alphaBar), snrPrev: snr(values.alphaBarPrev) };
  },
  lines: [
    {
      id: 'all',
      tex: tex`1 - \abt`,
      relation: { is: 'definition' },
      value: ({ alphaBar }) => 1 - alphaBar,
    },
    {
      id: 'last-factor',
      tex: tex`= 1 - \at\,\abp`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev }) => 1 - alpha * alphaBarPrev,
    },
    {
      id: 'insert',
      tex: tex`= \at - \at\,\abp + 1 - \at`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev }) => alpha - alpha * alphaBarPrev + 1 - alpha,
    },
    {
      id: 'two-parts',
      tex: tex`= \underbrace{\at(1-\abp)}_{\text{inherited}} + \underbrace{\bt}_{\text{new}}`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, beta }) => alpha * (1 - alphaBarPrev) + beta,
    },
    {
      id: 'share',
      tex: tex`\lamt = \frac{\bt}{1-\abt}`,
      names: ['lamt'],
      relation: { is: 'definition' },
      value: ({ beta, alphaBar }) => beta / (1 - alphaBar),
      shipped: { name: 'newNoiseShare', value: ({ t }) => newNoiseShare(schedule, t) },
    },
    {
      id: 'rest',
      tex: tex`= 1 - \frac{\at(1-\abp)}{1-\abt}`,
      shows: tex`\lamt`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, alphaBar }) => 1 - (alpha * (1 - alphaBarPrev)) / (1 - alphaBar),
      shipped: { name: '1 − inheritedNoiseShare', value: ({ t }) => 1 - inheritedNoiseShare(schedule, t) },
    },
    {
      id: 'snr',
      tex: tex`= 1 - \frac{\snr}{\snrp}`,
      shows: tex`\lamt`,
      relation: { is: '=' },
      value: ({ snrNow, snrPrev }) => 1 - snrNow / snrPrev,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(2)' },
    { paper: 'ho2020', where: '(4)' },
  ],
});
