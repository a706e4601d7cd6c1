/** What the network runs on, in the figure's head; its progress while it loads; what to do when it fails. */
import { useState } from 'react';
import type { ModelError } from '../../engine/index.ts';
import { Button, Choice } from '../../ui/Controls.tsx';
import { FigureStatus } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { EngineState } from './sharedEngine.ts';
import { reopenEngine, useBackendChoice } from './useEngine.ts';
import './network.css';

const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

/** `engine` is what useEngine returned. */
export function NetworkStatus({ engine }: { engine: EngineState }) {
  const { text } = useLabels('figures/network');
  const [isOpen, setOpen] = useState(false);
  const [choice, choose] = useBackendChoice();
  const toggle = (
    <button type="button" className="network-change" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {text('change')}
    </button>
  );
  return (
    <>
      <FigureStatus live={engine.state === 'ready'}>
        <StatusLine engine={engine} /> {toggle}
      </FigureStatus>
      {engine.state === 'loading' && (
        <progress
          className="network-progress"
          aria-label={text('loading')}
          value={engine.progress ?? undefined}
        />
      )}
      {isOpen && (
        <div className="network-backends">
          <Choice
            name={text('backend')}
            value={choice}
            options={BACKENDS.map((id) => ({ id, label: text(`backends.${id}`) }))}
            onChange={choose}
          />
          <p>{text('backendHint')}</p>
        </div>
      )}
      {engine.error && <Failure error={engine.error} />}
    </>
  );
}

function StatusLine({ engine: { state, engine, progress, milliseconds } }: { engine: EngineState }) {
  const { text } = useLabels('figures/network');
  if (state === 'loading' && progress !== null && progress > 0 && progress < 1)
    return text('loadingShare', { percent: Math.round(progress * 100) });
  if (state !== 'ready' || !engine) return text(state);
  const { id, adapter, isSoftware } = engine.backend;
  const name = text(`backends.${id}`);
  return (
    <span title={adapter}>
      {isSoftware ? text('software', { name }) : name}
      {milliseconds !== null &&
        ` · ${text('speed', { ms: milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds) })}`}
    </span>
  );
}

/** "any" means that nobody asked for one backend, and none of them works. */
const keyOf = ({ kind, fields }: ModelError) =>
  kind === 'backend-unavailable' && fields.backend === 'any' ? 'none-available' : kind;

function Failure({ error }: { error: ModelError }) {
  const { text } = useLabels('figures/network');
  return (
    <div className="network-failure" role="alert">
      <p>{text(`errors.${keyOf(error)}`, error.fields)}</p>
      <Button onPress={reopenEngine}>{text('again')}</Button>
    </div>
  );
}
