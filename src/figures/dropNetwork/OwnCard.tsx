/** A network that the reader brought: what was read of it, what it drew first, and what can be done with it. */
import { useStore } from 'zustand';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { isDrawable, shapeOf } from '../network/network.ts';
import { chooseNetwork, useNetwork, withdrawNetwork } from '../network/useNetwork.ts';
import { SmallPicture } from '../networkInput/SmallPicture.tsx';
import { dropStore } from './dropStore.ts';
import { Facts } from './Facts.tsx';
import type { OwnNetwork } from './ownNetwork.ts';
import type { Trial } from './trial.ts';

export function OwnCard({ network }: { network: OwnNetwork }) {
  const { text } = useLabels('figures/dropNetwork');
  const chosen = useNetwork();
  const trial = useStore(dropStore, ({ trials }) => trials[network.id]);
  const isUnkept = useStore(dropStore, ({ unkept }) => unkept.includes(network.id));
  const isChosen = chosen.isOwn && chosen.id === network.id;
  const canShow = isDrawable(network);
  return (
    <section className="drop-card" aria-label={network.title}>
      <div>
        <h3>{network.title}</h3>
        <Facts description={network.description} />
        {!canShow && <p className="drop-note">{text('undrawable', { channels: network.imageShape[0] })}</p>}
        <p className="drop-note">{text(isUnkept ? 'unkept' : 'kept')}</p>
        <div className="drop-actions">
          {canShow && (
            <Button kind="main" isDisabled={isChosen} onPress={() => chooseNetwork(network.id)}>
              {text(isChosen ? 'inUse' : 'use')}
            </Button>
          )}
          <Button onPress={() => void withdrawNetwork(network.id)}>{text('forget')}</Button>
        </div>
      </div>
      {trial && canShow && <FirstPicture network={network} trial={trial} />}
    </section>
  );
}

function FirstPicture({ network, trial }: { network: OwnNetwork; trial: Trial }) {
  const { text } = useLabels('figures/dropNetwork');
  const { done, total, milliseconds, backend } = trial;
  const shape = shapeOf(network);
  return (
    <div className="drop-picture">
      <div style={{ aspectRatio: `${shape.width} / ${shape.height}` }}>
        <SmallPicture values={trial.picture} shape={shape} description={text('pictureLong', { total })} />
      </div>
      <p>
        {text(done < total ? 'drawing' : 'drawn', { done, total })}
        <br />
        {text('speed', {
          backend: text(`backends.${backend.id}`),
          ms: milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds),
        })}
      </p>
    </div>
  );
}
