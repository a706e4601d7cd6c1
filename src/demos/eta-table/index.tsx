/** Our FD over steps and η beside DDIM's Table 1 (Song et al. 2021): two distances, two axes, one question: the order. */
import { networks } from 'virtual:networks';
import type { FdCell } from '../../figures/networkReport/evaluation.ts';
import { FdPlot } from '../../figures/networkReport/FdPlot.tsx';
import { fdSeries, fewerSamples, floorsOf } from '../../figures/networkReport/fdSeries.ts';
import { formatWhole } from '../../figures/networkReport/formatCount.ts';
import { FdCells } from '../../figures/networkReport/StepsPlot.tsx';
import { useEvaluation, type Fetched } from '../../figures/networkReport/useEvaluation.ts';
import { modelUrl } from '../../figures/network/modelUrl.ts';
import { useNetwork } from '../../figures/network/useNetwork.ts';
import { Choice } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { useLabels } from '../../ui/Label.tsx';
import { paperCells, trendsOf } from './model.ts';
import { ETAS, STEPS } from './paperTable.ts';
import { table } from './state.ts';
import { OurTable, PaperTable } from './Tables.tsx';
import { Trends } from './Trends.tsx';
import '../../figures/networkReport/networkReport.css';
import './eta-table.css';

const PAPER = fdSeries(paperCells());

/** The cells that the paper has too. */
const shared = (cells: readonly FdCell[]) =>
  cells.filter(({ steps, eta }) => STEPS.some((s) => s === steps) && ETAS.some((e) => e === eta));

export default function EtaTableDemo() {
  const [state, set] = useDemoState('eta-table', table);
  const page = useNetwork();
  const { text } = useLabels('demos/eta-table');
  const entry = networks.find(({ id }) => id === (state.network || page.id)) ?? null;
  const fetched = useEvaluation(entry && modelUrl(entry.id));
  const evaluation = fetched?.state === 'here' ? fetched.evaluation : null;
  const whole = evaluation?.fd?.grid ?? [];
  const grid = shared(whole);
  const fewer = fewerSamples(grid);
  // Nothing of the table is open although cells are missing.
  const isPlanned = evaluation?.open?.every(({ part }) => part !== 'fd.grid') ?? false;
  const series = fdSeries(grid);
  const title = entry?.title ?? page.title;
  return (
    <>
      {networks.length > 1 && (
        <div className="options eta-table-network">
          <Choice
            name={text('network')}
            value={entry?.id ?? ''}
            options={networks.map(({ id, title: label }) => ({ id, label }))}
            onChange={(network) => set({ network: network === page.id ? '' : network })}
          />
        </div>
      )}
      <div className="eta-table">
        <section aria-label={text('ours', { title })}>
          <p className="plot-title">
            {text('ours', { title })} <span>{text('oursDetail')}</span>
          </p>
          {series.length > 0 ? (
            <div>
              <FdPlot
                series={series}
                floors={floorsOf(grid)}
                steps={STEPS}
                height={HEIGHT}
                description={text('plotOurs', { series: series.length })}
              />
            </div>
          ) : (
            <p className="eta-table-empty">{missing(fetched, text)}</p>
          )}
          <OurTable caption={text('ours', { title })} grid={grid} />
        </section>
        <section aria-label={text('paper')}>
          <p className="plot-title">
            {text('paper')} <span>{text('paperDetail')}</span>
          </p>
          <div>
            <FdPlot series={PAPER} steps={STEPS} height={HEIGHT} description={text('plotPaper')} />
          </div>
          <PaperTable caption={text('paper')} />
        </section>
      </div>
      <p className="report-note">
        {text('axes')}{' '}
        {grid.length > 0 &&
          grid.length < STEPS.length * ETAS.length &&
          text(isPlanned ? 'planned' : 'some', {
            count: grid.length,
            all: STEPS.length * ETAS.length,
          })}{' '}
        {fewer &&
          text('fewer', {
            few: formatWhole(fewer.few),
            many: formatWhole(fewer.many),
            steps: fewer.steps.map(formatWhole).join(', '),
          })}{' '}
        {whole.length > grid.length && text('more')}
      </p>
      <Trends trends={trendsOf(whole)} />
      <FdCells cells={whole} />
    </>
  );
}

const HEIGHT = 250;

/** Why there are no cells. */
function missing(fetched: Fetched | null, text: (key: string) => string): string {
  if (fetched === null) return text('own');
  if (fetched.state === 'here') return text('none');
  return fetched.state === 'loading' ? text('loading') : text('failed');
}
