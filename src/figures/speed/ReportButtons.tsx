/** The report as JSON, to keep or to send in. */
import { useState } from 'react';
import type { BenchReport } from '../../bench/row.ts';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';

const jsonOf = (report: BenchReport): string => `${JSON.stringify(report, null, 2)}\n`;

function download(report: BenchReport): void {
  const address = URL.createObjectURL(new Blob([jsonOf(report)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `speed-${report.date.slice(0, 10)}.json`;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function ReportButtons({ report }: { report: BenchReport }) {
  const { text } = useLabels('figures/speed');
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(jsonOf(report)).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  return (
    <div className="bar">
      <Button onPress={() => void copy()}>{text('json.copy')}</Button>
      <Button onPress={() => download(report)}>{text('json.download')}</Button>
      <span className="speed-copied" role="status">
        {copied && text(`json.copied.${copied}`)}
      </span>
    </div>
  );
}
