/** What a report says: the figure, the sentences, the tables. The same for a run here and for a report from a file. */
import { memo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import type { BenchReport } from '../../bench/row.ts';
import { speedGroups, type Measured } from './groups.ts';
import { Ratios } from './Ratios.tsx';
import { Refusals } from './Refusals.tsx';
import { SpeedPlot } from './SpeedPlot.tsx';
import { SpeedTable } from './SpeedTable.tsx';
import { TermsTable } from './TermsTable.tsx';

interface Props {
  measured: Measured;
  /** Null while nothing is known of the device. */
  device: Pick<BenchReport, 'adapter' | 'software'> | null;
}

export const SpeedResults = memo(function SpeedResults({ measured, device }: Props) {
  const { text } = useLabels('figures/speed');
  const groups = speedGroups(measured);
  const hasRows = measured.rows.length > 0;
  const onGpu = measured.rows.some(({ backend }) => backend === 'webgpu' || backend === 'webgl');
  return (
    <>
      <SpeedPlot groups={groups} />
      {hasRows && <p className="report-axis speed-key">{text('plot.key')}</p>}
      {device?.software && onGpu && (
        <p className="speed-warning">{text('software', { adapter: device.adapter })}</p>
      )}
      <Ratios groups={groups} />
      <TermsTable groups={groups} />
      <Refusals failed={measured.failed} />
      {hasRows && (
        <details className="speed-all">
          <summary>{text('all')}</summary>
          {groups.map((group) => (
            <SpeedTable key={`${group.net} ${group.batch}`} group={group} />
          ))}
        </details>
      )}
    </>
  );
});
