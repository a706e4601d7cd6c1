/** What the network runs on, in the figure's head; its progress while it loads; what to do when it fails. */
import { useState } from 'react';
import type { ModelError } from '../../engine/index.ts';
import { Button } from '../../ui/Controls.tsx';
import { FigureStatus } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { errorKey } from './errorKey.ts';
import { isDrawable, type Network } from './network.ts';
import { NetworkPanel } from './NetworkPanel.tsx';
import type { EngineState } from './sharedEngine.ts';
import { reopenEngine } from './useEngine.ts';
import { useNetwork } from './useNetwork.ts';
import './network.css';

interface Props {
  /** What useEngine returned. */
  engine: EngineState;
  /** Which networks the figure can run; by default all whose pictures can be shown. A stable function. */
  fits?: (network: Network) => boolean;
}

export function NetworkStatus({ engine, fits = isDrawable }: Props) {
  const { text } = useLabels('figures/network');
  const [isOpen, setOpen] = useState(false);
  const network = useNetwork();
  const toggle = (
    <button type="button" className="network-change" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {text('change')}
    </button>
  );
  return (
    <>
      <FigureStatus live={engine.state === 'ready'}>
        <StatusLine engine={engine} name={network.id} /> {toggle}
      </FigureStatus>
      {engine.state === 'loading' && (
        <progress
          className="network-progress"
          aria-label={text('loading')}
          value={engine.progress ?? undefined}
        />
      )}
      {!fits(network) && (
        <p className="network-failure" role="alert">
          {text('unfit', { title: network.title })}
        </p>
      )}
      {isOpen && <NetworkPanel fits={fits} engine={engine} />}
      {engine.error && <Failure error={engine.error} />}
    </>
  );
}

function StatusLine({ engine: shared, name }: { engine: EngineState; name: string }) {
  const { text } = useLabels('figures/network');
  const { state, engine, progress, milliseconds, failed } = shared;
  if (state === 'loading' && progress !== null && progress > 0 && progress < 1)
    return text('loadingShare', { name, percent: Math.round(progress * 100) });
  if (state !== 'ready' || !engine) return text(state, { name });
  const { id, adapter, isSoftware, features } = engine.backend;
  const backend = text(`backends.${id}`);
  const why = failed.map((one) => `${text(`backends.${one.id}`)}: ${one.reason}`);
  return (
    <span title={[[adapter, ...features].join(', '), ...why].join('; ')}>
      {name} · {isSoftware ? text('software', { name: backend }) : backend}
      {failed.length > 0 && text('inPlaceOf', { failed: text(`backends.${failed[0].id}`) })}
      {milliseconds !== null && (
        <>
          {` · ${text('speed', { ms: milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds) })}`}
          <span className="network-speed-of"> {text('speedOf')}</span>
        </>
      )}
    </span>
  );
}

function Failure({ error }: { error: ModelError }) {
  const { text } = useLabels('figures/network');
  return (
    <div className="network-failure" role="alert">
      <p>{text(`errors.${errorKey(error)}`, error.fields)}</p>
      <Button onPress={reopenEngine}>{text('again')}</Button>
    </div>
  );
}
