/** A report from a file: chosen or dropped. It is read here and goes nowhere. */
import { useRef, useState } from 'react';
import { Figure } from '../../ui/Figure.tsx';
import type { BenchReport } from '../../bench/row.ts';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { longestReport, parseReport, ReportError } from './parseReport.ts';
import { Provenance } from './Provenance.tsx';
import { SpeedResults } from './SpeedResults.tsx';
import '../networkReport/networkReport.css';
import './speed.css';

type Loaded = { name: string } & ({ report: BenchReport } | { error: ReportError });

async function loaded(file: File): Promise<Loaded> {
  const { name } = file;
  try {
    if (file.size > longestReport) throw new ReportError('too-large');
    return { name, report: parseReport(await file.text()) };
  } catch (error) {
    // A folder, or a file that went away, cannot be read at all.
    return { name, error: error instanceof ReportError ? error : new ReportError('unreadable') };
  }
}

export function ReportLoader() {
  const { text } = useLabels('figures/speed');
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [shown, setShown] = useState<Loaded | null>(null);
  const take = (file: File | undefined) => {
    if (file) void loaded(file).then(setShown);
  };
  const drag = (over: boolean) => (event: React.DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  const drop = (event: React.DragEvent) => {
    drag(false)(event);
    take(event.dataTransfer.files[0]);
  };
  return (
    <Figure title={text('load.title')}>
      <div
        className={isOver ? 'speed-drop over' : 'speed-drop'}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={drop}
      >
        <Button onPress={() => input.current?.click()}>{text('load.choose')}</Button>
        <span>{text('load.hint')}</span>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          tabIndex={-1}
          className="visually-hidden"
          aria-label={text('load.choose')}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {shown && 'error' in shown && (
        <p className="speed-warning is-bad" role="alert">
          {text('load.refused', { name: shown.name })}{' '}
          {text(`load.problems.${shown.error.problem}`, shown.error.fields)}
        </p>
      )}
      {shown && 'report' in shown && (
        <>
          <p className="speed-loaded" role="status">
            {text('load.shown', { name: shown.name })}
          </p>
          <Provenance of={shown.report} />
          <SpeedResults measured={shown.report} device={shown.report} />
        </>
      )}
    </Figure>
  );
}
