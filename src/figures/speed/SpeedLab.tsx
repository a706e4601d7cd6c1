/** The benchmark in the reader's own browser. */
import { useMemo } from 'react';
import { commit } from 'virtual:commit';
import { onnxruntime } from 'virtual:onnxruntime';
import { useDemoState } from '../../ui/demoState.ts';
import { Figure } from '../../ui/Figure.tsx';
import { Button, Choice, Switch } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { modelUrl } from '../network/modelUrl.ts';
import { siteUrl } from '../network/siteUrl.ts';
import { Provenance } from './Provenance.tsx';
import { ReportButtons } from './ReportButtons.tsx';
import { RunLine } from './RunLine.tsx';
import { SpeedResults } from './SpeedResults.tsx';
import { BACKENDS, BATCHES, chosenNetworks, LARGE, table } from './state.ts';
import { reportOf, useBench } from './useBench.ts';
import { useNames } from './useNames.ts';
import '../networkReport/networkReport.css';
import './speed.css';

export function SpeedLab() {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const [choice, choose] = useDemoState('speed', table);
  const { state, start, stop } = useBench();
  const { phase, measured } = state;
  const { rows, roofline, failed, environment } = measured;
  // The same as long as nothing was measured: what is being done changes ten times a second.
  const shown = useMemo(() => ({ rows, roofline, failed }), [rows, roofline, failed]);
  const report = phase === 'running' ? null : reportOf(state);
  const begin = () =>
    start({
      networks: chosenNetworks(choice.network).map((id) => ({ id, url: id === LARGE ? null : modelUrl(id) })),
      batches: BATCHES[choice.batch],
      backends: BACKENDS[choice.on],
      onnxruntime: choice.onnx ? siteUrl(onnxruntime.folder) : null,
      commit,
    });
  return (
    <Figure title={text('lab.title')}>
      <div className="speed-setup">
        <Choice
          name={text('lab.network')}
          value={choice.network}
          options={table.network.options.map((id) => ({
            id,
            label: id === 'all' ? text('lab.all') : names.net(id),
          }))}
          onChange={(network) => choose({ network })}
        />
        <Choice
          name={text('lab.batch')}
          value={choice.batch}
          options={table.batch.options.map((id) => ({ id, label: text(`lab.batches.${id}`) }))}
          onChange={(batch) => choose({ batch })}
        />
        <Choice
          name={text('lab.on')}
          value={choice.on}
          options={table.on.options.map((id) => ({ id, label: text(`lab.ons.${id}`) }))}
          onChange={(on) => choose({ on })}
        />
        <Switch isOn={choice.onnx} onChange={(onnx) => choose({ onnx })}>
          {text('lab.onnx', { mb: Math.round(onnxruntime.bytes / 1e6) })}
        </Switch>
      </div>
      <div className="bar">
        {phase === 'running' ? (
          <Button onPress={stop}>{text('lab.stop')}</Button>
        ) : (
          <Button kind="main" onPress={begin}>
            {text(phase === 'idle' ? 'lab.run' : 'lab.again')}
          </Button>
        )}
        <RunLine state={state} />
      </div>
      {phase === 'running' && choice.on !== 'wasm' && environment?.software && (
        <p className="speed-warning">{text('slow')}</p>
      )}
      <SpeedResults measured={shown} device={environment} />
      {report && (
        <>
          <Provenance of={report} />
          <ReportButtons report={report} />
        </>
      )}
    </Figure>
  );
}
