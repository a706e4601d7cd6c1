/** There and back: the reader's picture up to its noise by DDIM, and down again. */
import { useCallback } from 'react';
import type { Engine } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useT } from '../../figures/network/useT.ts';
import { NetworkInput } from '../../figures/networkInput/NetworkInput.tsx';
import { useNetworkInput } from '../../figures/networkInput/networkInputStore.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { ErrorPlot } from './ErrorPlot.tsx';
import { totalSteps, trips, type Trips } from './model.ts';
import { Path } from './Path.tsx';
import { table } from './state.ts';
import './encode-decode.css';

export default function EncodeDecodeDemo() {
  const [{ steps: askedSteps, clip, label: asked, curve }, set] = useDemoState('encode-decode', table);
  const { text, label } = useLabels('demos/encode-decode');
  const engine = useEngine();
  const T = useT(engine);
  const steps = Math.min(askedSteps, T);
  const classes = useClasses(engine);
  const shown = useClass(asked, classes, table.label.default);
  const x0 = useNetworkInput();
  const start = useCallback(
    ({ show, model }: Engine) =>
      trips({ sample: show }, model.schedule, x0!, { steps, clip, label: shown, curve }),
    [x0, steps, clip, shown, curve],
  );
  const work = useWork<Trips>(engine.engine, x0 && start);
  const known = work.latest;
  return (
    <>
      <NetworkStatus engine={engine} />
      <div className="encode-decode">
        <NetworkInput />
        <div className="encode-decode-error">
          <p className="plot-title">{label('errorTitle')}</p>
          <ErrorPlot errors={known?.errors ?? []} steps={steps} />
          <p className="plot-below">{text('errorAxis')}</p>
        </div>
      </div>
      <Path T={T} x0={x0} trip={known?.main ?? null} />
      <WorkBar
        work={work}
        done={known?.networkCalls ?? 0}
        total={totalSteps(T, { steps, curve })}
        counts={known}
      />
      <div className="options">
        <Slider
          name={text('steps')}
          value={steps}
          min={Math.min(5, T)}
          max={Math.min(200, T)}
          format={(count) => text('stepsValue', { count })}
          onChange={(next) => set({ steps: next })}
        />
        <Switch isOn={clip} onChange={(next) => set({ clip: next })}>
          {label('clip')}
        </Switch>
        <Switch isOn={curve} onChange={(next) => set({ curve: next })}>
          {text('curve')}
        </Switch>
        <ClassChoice classes={classes} value={shown} onChange={(next) => set({ label: next })} />
      </div>
      <DataTable
        columns={[text('columns.steps'), text('columns.error')]}
        rows={() => (known?.errors ?? []).map((p) => [p.steps, p.error.toFixed(4)])}
      />
    </>
  );
}
