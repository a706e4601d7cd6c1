/** Reports that the repository keeps, one a figure, with where they come from. Without any, nothing. */
import { recordedReports } from 'virtual:recorded-reports';
import { Figure } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Provenance } from './Provenance.tsx';
import { SpeedResults } from './SpeedResults.tsx';
import '../networkReport/networkReport.css';
import './speed.css';

export function RecordedReports() {
  const { text } = useLabels('figures/speed');
  return recordedReports.map(({ file, report }) => (
    <Figure key={file} title={text('recorded', { adapter: report.adapter, file })}>
      <Provenance of={report} />
      <SpeedResults measured={report} device={report} />
    </Figure>
  ));
}
