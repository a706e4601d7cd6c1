/** What a step must do, whoever takes it: counted from the plans when the site is built, so it stands in the static page. */
import { stepCosts } from 'virtual:step-costs';
import { Figure } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { formatThree, formatWhole } from '../networkReport/formatCount.ts';
import { ReportTable } from '../networkReport/ReportTable.tsx';
import { useNames } from './useNames.ts';
import '../networkReport/networkReport.css';
import './speed.css';

const COLUMNS = ['step', 'parameters', 'macs', 'bytes', 'intensity', 'dispatches', 'arithmetic', 'bandwidth'];

/** A round device, for orientation: operations and bytes a second. */
const OPERATIONS = 1e12;
const BANDWIDTH = 1e11;

export function StepCosts() {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  return (
    <Figure title={text('cost.title')}>
      <ReportTable
        caption={text('cost.title')}
        columns={COLUMNS.map((name) => text(`cost.columns.${name}`))}
        rows={stepCosts.map((cost) => [
          names.group(cost),
          (cost.parameters / 1e6).toFixed(2),
          formatWhole(Math.round(cost.macs / 1e6)),
          (cost.bytes / 1e6).toFixed(1),
          formatThree((2 * cost.macs) / cost.bytes),
          cost.dispatches,
          formatThree((2e3 * cost.macs) / OPERATIONS),
          formatThree((1e3 * cost.bytes) / BANDWIDTH),
        ])}
      />
      <p className="report-note">{text('cost.text')}</p>
    </Figure>
  );
}
