import { chooseNetwork } from '../../figures/network/useNetwork.ts';
import type { Network, PictureShape } from '../../figures/network/network.ts';
import { useKnownData } from '../../figures/networkInput/useKnownData.ts';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Tile } from './Tile.tsx';
import type { Denoised } from './useDenoised.ts';

interface Props {
  network: Network;
  isAsked: boolean;
  hasFailed: boolean;
  denoised: Denoised | null;
  clean: Float32Array | null;
  shape: PictureShape;
  steps: number;
}

/** One network: its name, what it has seen, and what it makes of the noisy picture. */
export function NetworkBlock({ network, isAsked, hasFailed, denoised, clean, shape, steps }: Props) {
  const { text, label } = useLabels('demos/denoise-photo');
  const knows = useKnownData(network.id);
  return (
    <div className="denoise-block denoise-network">
      <div className="denoise-words">
        <p className="denoise-name">{network.title}</p>
        <p>{knows}</p>
        {!isAsked && (
          <Button onPress={() => chooseNetwork(network.id)}>
            {text('ask', { size: (network.bytes / 1e6).toFixed(1) })}
          </Button>
        )}
        {isAsked && hasFailed && <p role="alert">{text('failed')}</p>}
      </div>
      <Tile
        title={label('guess')}
        hue="mu"
        symbol="xoh"
        values={denoised?.guess ?? null}
        clean={clean}
        shape={shape}
        description={text('guessLong', { network: network.title })}
      />
      <Tile
        title={label('picture', { count: steps })}
        hue="xt"
        symbol="xo"
        values={denoised?.picture ?? null}
        clean={clean}
        shape={shape}
        description={text('pictureLong', { network: network.title, count: steps })}
      />
    </div>
  );
}
