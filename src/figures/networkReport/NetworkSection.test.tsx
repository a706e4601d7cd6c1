import { readFileSync } from 'node:fs';
import { renderToString } from 'react-dom/server';
import { reports } from 'virtual:network-reports';
import { expect, test } from 'vitest';

import { triedOf } from './card.ts';
import { missingParts, PARTS, type Evaluation } from './evaluation.ts';
import { NetworkSection } from './NetworkSection.tsx';
import type { NetworkReport } from './report.ts';

const bound = { L_T: 0.0001, L_mid: 1.613, L_0: 0.451, total: 2.064, stderr: 0.021 };
const evaluation: Evaluation = {
  classifier: { test_accuracy: 0.9939, test_pictures: 10000 },
  labels: [1, 1.5].map((guidance) => ({ guidance, accuracy: 0.9765, samples: 2000, steps: 50 })),
  denoising: { pictures: 2000, rows: [100, 200].map((t) => ({ t, noisy: 15.3, linear: 24.7, guess: 31.4 })) },
  fd: {
    headline: { steps: 50, eta: 0, guidance: 1, n: 10000, fd: 0.93, floor: 0.11, ratio: 8.45 },
    references: [{ name: 'blurred', fd: 12.34, n: 10000 }],
    grid: [10, 20].map((steps) => ({ steps, eta: 0, fd: 40 / steps, n: 2000 })),
    variants: [{ steps: 10, eta: 0, clip: false, spacing: 'leading', fd: 77.7, stderr: 1.25, n: 2000 }],
    variant_order: [
      { steps: 10, choices: 6, one_first: 6, zero_first: 0 },
      { steps: 20, choices: 6, one_first: 3, zero_first: 1 },
    ],
  },
  memorisation: { samples: { n: 2000, below_held_out_p5: 0.0523 } },
  bits_per_dim: { ...bound, beta: bound },
  fp16: { loss_fp32: 0.0213, loss_fp16_rounded: 0.0214, relative_change: 0.0047 },
};
const training: NetworkReport['training'] = {
  losses: [1, 2, 3].map((i) => ({ images: 1000 * i, loss: 1 / i })),
  heldOut: [{ images: 3000, mean: 0.4 }],
  comparison: {
    minutes: 16,
    samples: 240,
    steps: 50,
    candidates: [{ name: '16-48-96', parameters: 1475891, images_seen: 50176, held_out: { mean: 0.0754 } }],
  },
};

const html = (part: Partial<NetworkReport>) =>
  renderToString(<NetworkSection report={{ ...reports[0], ...part }} />).replaceAll('\u00a0', ' ');

test('a network of which nothing is measured has a report that says so', () => {
  const page = html({ evaluation: null, training: null, grids: [] });
  expect(page).toContain('architecture-bar');
  expect(page).toContain('more.missing');
  expect(missingParts(null)).toEqual([...PARTS]);
});

test('everything that is measured stands in the static page', () => {
  const page = html({ evaluation, training });
  for (const number of [
    '97.7 %',
    '12.3',
    'denoising.curves.guess',
    '0.930',
    '5.23 %',
    '1.613',
    '2.064',
    '77.7 ± 1.3',
    'variants.order.one variants.order.mixed',
    '0.0754',
    '1,475,891',
  ])
    expect(page, number).toContain(number);
});

test('only results that say that nothing is open are called complete', () => {
  expect(missingParts(evaluation)).toEqual([]);
  const older = html({ evaluation });
  expect(older).toContain('more.unsaid');
  expect(older).not.toContain('more.complete');
  expect(html({ evaluation: { ...evaluation, open: [] } })).toContain('more.complete');
  const open = [
    { part: 'labels', guidances: [2, 3] },
    { part: 'fp16.fd' },
    { part: 'fd.grid', steps: [5], sets: 1, of_sets: 3, cells: 0, of_cells: 1 },
  ];
  const page = html({ evaluation: { ...evaluation, open } });
  expect(page).not.toContain('more.complete');
  for (const part of ['open.labels', 'open.fp16.fd', 'openGrid.sets']) expect(page).toContain(part);
});

const labels = JSON.parse(readFileSync(new URL('./en.json', import.meta.url), 'utf8')) as Record<
  string,
  object
>;

test('every part of the evaluation’s plan has words', () => {
  const source = readFileSync(
    new URL('../../../models/diffusion_lines/card_goals.py', import.meta.url),
    'utf8',
  );
  const known = Array.from(
    /^OPEN = \{([\s\S]*?)^\}/m.exec(source)![1].matchAll(/^ {4}"([\w.]+)":/gm),
    ([, part]) => part,
  );
  expect(known.length).toBeGreaterThan(10);
  expect(Object.keys(labels.open).sort()).toEqual(known.sort());
  expect(Object.keys(labels.openGrid)).toEqual(['all', 'sets', 'cells']);
});

test('goals stand with what is measured: reached, missed by so much, open', () => {
  const page = html({
    classNames: ['fish', 'house'],
    evaluation: {
      goals: [
        { id: 'classifier', holds: true, goal: 0.99, value: 0.9938 },
        { id: 'labels', holds: null, goal: 0.97, guidance: 1.5 },
        { id: 'fd', holds: false, goal: 10, value: 116.2, fd: 82.7, floor: 0.712 },
        {
          id: 'trend.zeroBest',
          holds: false,
          steps: [5, 10, 20],
          fails: [{ steps: 10, by: 1.47, stderr: 0.2 }],
          open: [20],
          sets: 1,
          of_sets: 3,
        },
        {
          id: 'trend.gapShrinks',
          holds: false,
          steps: [10, 20],
          fails: [],
          reversed: [
            { steps: 10, by: 21.29, stderr: 4.3 },
            { steps: 20, by: 17.85, stderr: 3.8 },
          ],
          open: [],
          sets: 3,
          of_sets: 3,
        },
      ],
    },
  });
  for (const verdict of ['true', 'open', 'false']) expect(page).toContain(`goals.verdicts.${verdict}`);
  for (const part of [
    'short.fd',
    'trendParts.fails',
    'trendParts.reversed',
    'trendParts.holds',
    'trendParts.open',
    'trendParts.sets',
  ])
    expect(page).toContain(`goals.${part}`);
  expect(page).not.toContain('short.classifier');
  expect(page).not.toContain('measured.labels');
});

test('what was tried is read from the card, without the table’s head', () => {
  const card =
    '## What was tried\n\n| Tried | Result |\n| --- | --- |\n| `v` | colours |\n\n## Limits\n\n| a | b |\n';
  expect(triedOf(card)).toEqual([['v', 'colours']]);
  expect(triedOf('## Recipe\n\n| a | b |\n')).toEqual([]);
  expect(html({ evaluation: null, tried: [['v', 'colours']] })).toContain('colours');
});

test('results of other weights are called that', () => {
  expect(html({ isOutdated: false })).not.toContain('outdated');
  expect(html({ isOutdated: true })).toContain('outdated');
});
