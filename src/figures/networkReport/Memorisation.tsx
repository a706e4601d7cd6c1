/** Whether samples lie nearer to the training pictures than pictures do that cannot be copies. */
import { use } from 'react';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { SiteRoot } from '../../ui/SiteRoot.ts';
import type { ClassNearness, Nearness } from './evaluation.ts';
import { formatPercent, formatWhole } from './formatCount.ts';
import type { NetworkReport } from './report.ts';
import { ReportTable } from './ReportTable.tsx';
import { ReportFigure } from './ReportFigure.tsx';

const share = (value: number | undefined) => (value === undefined ? '–' : `${formatPercent(value)}\u00a0%`);

export function Memorisation({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const root = use(SiteRoot);
  const memorisation = report.evaluation?.memorisation;
  if (!memorisation) return null;
  const { samples, held_out: heldOut, per_class: perClass = [], pairs } = memorisation;
  const row = (name: string, { n, below_held_out_p5: below, ratio_below_third: ratio }: Nearness) => [
    name,
    n === undefined ? '–' : formatWhole(n),
    share(below),
    share(ratio),
  ];
  return (
    <ReportFigure title={text('memorisation.title')}>
      <p className="report-text">{text('memorisation.text')}</p>
      <ReportTable
        caption={text('memorisation.title')}
        columns={['', text('memorisation.n'), text('memorisation.below'), text('memorisation.ratio')]}
        rows={[
          ...(samples ? [row(text('memorisation.samples'), samples)] : []),
          ...(heldOut ? [row(text('memorisation.heldOut'), heldOut)] : []),
        ]}
      />
      {perClass.length > 0 && <Verdict rows={perClass} classNames={report.classNames} />}
      {pairs && (
        <div className="report-pairs">
          <p className="plot-title">{text('memorisation.pairs')}</p>
          <img src={`${root}models/${report.id}/${pairs}`} alt={text('memorisation.pairs')} loading="lazy" />
        </div>
      )}
      {perClass.length > 0 && <PerClass rows={perClass} classNames={report.classNames} />}
    </ReportFigure>
  );
}

/** Each class against its own bounds: in all classes together, one that is copied could go unseen. */
function Verdict({ rows, classNames }: { rows: readonly ClassNearness[]; classNames: readonly string[] }) {
  const { text } = useLabels('figures/networkReport');
  const above = rows.filter(
    ({ bound = 1, below_held_out_p5: below = 0, ratio_below_third: ratio = 0, ratio_bound: most = 1 }) =>
      below > bound || ratio > most,
  );
  const bound = Math.max(...rows.map((row) => row.bound ?? NaN));
  if (Number.isNaN(bound)) return null;
  const names = above.map(({ label }) => classNames[label] ?? label).join(', ');
  return (
    <p className="report-note">
      {text(above.length > 0 ? 'memorisation.above' : 'memorisation.within', { bound: share(bound), names })}
    </p>
  );
}

/** The shares of samples by class, beside those of held-out pictures. */
function PerClass({ rows, classNames }: { rows: readonly ClassNearness[]; classNames: readonly string[] }) {
  const { text } = useLabels('figures/networkReport');
  return (
    <DataTable
      columns={['class', 'n', 'below', 'heldOutBelow', 'bound', 'ratio', 'heldOutRatio', 'ratioBound'].map(
        (name) => text(`memorisation.columns.${name}`),
      )}
      rows={() =>
        rows.map((row) => [
          classNames[row.label] ?? row.label,
          formatWhole(row.n),
          share(row.below_held_out_p5),
          share(row.held_out_below_p5),
          share(row.bound),
          share(row.ratio_below_third),
          share(row.held_out_ratio_below_third),
          share(row.ratio_bound),
        ])
      }
    />
  );
}
