/** Which network the figures run, and on what; both can be changed here, for the whole page. */
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { Network } from './network.ts';
import type { EngineState } from './sharedEngine.ts';
import { BACKENDS, useBackendChoice } from './useEngine.ts';
import { chooseNetwork, useNetwork, useNetworks } from './useNetwork.ts';

interface Props {
  fits: (network: Network) => boolean;
  engine: EngineState;
}

export function NetworkPanel({ fits, engine: { engine, failed } }: Props) {
  const { text } = useLabels('figures/network');
  const [backend, chooseBackend] = useBackendChoice();
  const chosen = useNetwork();
  const all = useNetworks();
  const offered = all.filter(fits);
  const others = all.length - offered.length;
  return (
    <div className="network-panel">
      <p className="network-panel-title">{text('network')}</p>
      <Choice
        name={text('network')}
        value={chosen.id}
        options={offered.map((network) => ({ id: network.id, label: <Offer network={network} /> }))}
        onChange={chooseNetwork}
      />
      <p>
        {text('networkHint')} {others > 0 && text('others', { count: others })}
      </p>
      <p className="network-panel-title">{text('backend')}</p>
      <Choice
        name={text('backend')}
        value={backend}
        options={BACKENDS.map((id) => ({ id, label: text(`backends.${id}`) }))}
        onChange={chooseBackend}
      />
      {engine &&
        failed.map(({ id, reason }) => (
          <p key={id} className="network-failed">
            {text('failedBefore', {
              failed: text(`backends.${id}`),
              reason,
              name: text(`backends.${engine.backend.id}`),
            })}
          </p>
        ))}
      <p>{text('backendHint')}</p>
    </div>
  );
}

function Offer({ network }: { network: Network }) {
  const { text } = useLabels('figures/network');
  const [channels, height, width] = network.imageShape;
  const facts = [
    // The titles of ours say it.
    network.isOwn && text('shape', { width, height, kind: text(channels === 1 ? 'grey' : 'colour') }),
    text('megabytes', { mb: (network.bytes / 1e6).toFixed(1) }),
    network.isOwn && text('own'),
    network.onRequest && text('onRequest'),
  ].filter((fact) => fact !== false);
  return (
    <>
      {network.title}
      <small>{facts.join(' · ')}</small>
    </>
  );
}
