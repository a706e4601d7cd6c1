/** Whether samples lie nearer to the training pictures than pictures do that cannot be copies. */
import { use } from 'react';
import { DataTable, Figure } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { SiteRoot } from '../../ui/SiteRoot.ts';
import type { Evaluation, Nearness } from './evaluation.ts';
import { formatPercent, formatThree, formatWhole } from './formatCount.ts';
import { ReportTable } from './ReportTable.tsx';

const share = (value: number | undefined) => (value === undefined ? '–' : `${formatPercent(value)} %`);

export function Memorisation({ evaluation, folder }: { evaluation: Evaluation; folder: string }) {
  const { text } = useLabels('figures/networkReport');
  const root = use(SiteRoot);
  const { memorisation } = evaluation;
  if (!memorisation) return null;
  const { samples, held_out: heldOut, per_class: perClass = [], pairs } = memorisation;
  const row = (name: string, { n, below_held_out_p5: below, ratio_below_third: ratio }: Nearness) => [
    name,
    n === undefined ? '–' : formatWhole(n),
    share(below),
    share(ratio),
  ];
  return (
    <Figure title={text('memorisation.title')} width="text">
      <p className="report-text">{text('memorisation.text')}</p>
      <ReportTable
        caption={text('memorisation.title')}
        columns={['', text('memorisation.n'), text('memorisation.below'), text('memorisation.ratio')]}
        rows={[
          ...(samples ? [row(text('memorisation.samples'), samples)] : []),
          ...(heldOut ? [row(text('memorisation.heldOut'), heldOut)] : []),
        ]}
      />
      {pairs && (
        <div className="report-pairs">
          <p className="plot-title">{text('memorisation.pairs')}</p>
          <img src={`${root}${folder}${pairs}`} alt={text('memorisation.pairs')} loading="lazy" />
        </div>
      )}
      {perClass.length > 0 && <PerClass rows={perClass} />}
    </Figure>
  );
}

/** Whatever the script measured by class, under the script's own names. */
function PerClass({ rows }: { rows: readonly Readonly<Record<string, number | string>>[] }) {
  const columns = Object.keys(rows[0]);
  const cell = (value: number | string | undefined) =>
    typeof value === 'number' ? (Number.isInteger(value) ? value : formatThree(value)) : (value ?? '–');
  return (
    <DataTable
      columns={columns.map((name) => name.replaceAll('_', ' '))}
      rows={() => rows.map((row) => columns.map((name) => cell(row[name])))}
    />
  );
}
