import { Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { ArchitectureFigure } from './ArchitectureFigure.tsx';
import { BitsPerDim } from './BitsPerDim.tsx';
import { Comparison } from './Comparison.tsx';
import { DenoisingPlot } from './DenoisingPlot.tsx';
import { DistanceAxis } from './DistanceAxis.tsx';
import { formatThree, formatWhole } from './formatCount.ts';
import { Goals } from './Goals.tsx';
import { Grids } from './Grids.tsx';
import { GuidancePlots } from './GuidancePlots.tsx';
import { HalfPrecision } from './HalfPrecision.tsx';
import { LossFigures } from './LossFigures.tsx';
import { Memorisation } from './Memorisation.tsx';
import { More } from './More.tsx';
import type { NetworkReport } from './report.ts';
import { StepsPlot } from './StepsPlot.tsx';

const DESCRIBED = ['picture-book-32', 'mnist-28', 'cifar10-32', 'picture-book-64'];

/** Everything that is known of one network; parts that are not measured are left out and named at the end. */
export function NetworkSection({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const evaluation = report.evaluation ?? {};
  return (
    <section className="network-report" id={report.id}>
      <h2>{report.title}</h2>
      <p>{text(`about.${DESCRIBED.includes(report.id) ? report.id : 'other'}`)}</p>
      <p>
        {report.attributes !== undefined &&
          `${text('asksAttributes', { lists: report.attributes.map(({ name, values }) => `${name} (${values.join(', ')})`).join('; ') })} `}
        {report.attributes === undefined &&
          report.classNames.length > 0 &&
          `${text('asks', { classes: report.classNames.join(', ') })} `}
        {text(`predicts.${report.predictionType}`)}
      </p>
      <Facts report={report} />
      {report.isOutdated && <p className="report-missing">{text('outdated')}</p>}
      <Grids report={report} />
      <DenoisingPlot evaluation={evaluation} predictionType={report.predictionType} />
      <GuidancePlots evaluation={evaluation} />
      <DistanceAxis evaluation={evaluation} />
      <StepsPlot evaluation={evaluation} />
      <Memorisation report={report} />
      <BitsPerDim evaluation={evaluation} />
      <Goals report={report} />
      <LossFigures report={report} />
      <Comparison comparison={report.training?.comparison} />
      <HalfPrecision evaluation={evaluation} />
      <ArchitectureFigure report={report} />
      <More report={report} />
    </section>
  );
}

function Facts({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const [channels, height, width] = report.imageShape;
  const shape = text('facts.shapeValue', { width, height, channels: text(`facts.channels_${channels}`) });
  return (
    <dl className="readouts report-facts">
      <Readout name={text('facts.shape')} value={shape} />
      <Readout name={text('facts.parameters')} value={formatWhole(report.parameters)} />
      <Readout name={text('facts.size')} value={text('facts.mb', { mb: (report.bytes / 1e6).toFixed(2) })} />
      <Readout name={text('facts.seen')} value={formatWhole(report.imagesSeen)} />
      <Readout name={text('facts.loss')} value={formatThree(report.heldOutLoss)} />
    </dl>
  );
}
