/** A photo at 32 × 32 under noise, and what a network makes of it: in one call, and in a few steps of DDIM. */
import { useMemo } from 'react';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { shapeOf, type Network } from '../../figures/network/network.ts';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useNetwork, useNetworks } from '../../figures/network/useNetwork.ts';
import { useTrainedSchedule, usualSchedule } from '../../figures/network/useTrainedSchedule.ts';
import { useInputPicture } from '../../figures/networkInput/networkInputStore.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { useNeededClass } from '../../figures/sampling/useNeededClass.ts';
import { gaussianField } from '../../math/rng.ts';
import { Button, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { noised, psnr } from './model.ts';
import { NetworkBlock } from './NetworkBlock.tsx';
import { PhotoSource } from './PhotoSource.tsx';
import { SOURCES, table } from './state.ts';
import { decibels, Tile } from './Tile.tsx';
import { useDenoised } from './useDenoised.ts';
import './denoise-photo.css';

const takesColour = ({ imageShape: [channels] }: Network) => channels === 3;
const sameShape = (a: Network, b: Network) => a.imageShape.join() === b.imageShape.join();

export default function DenoisePhotoDemo() {
  const [state, set] = useDemoState('denoise-photo', table);
  const { seed } = state;
  const source = state.source as (typeof SOURCES)[number];
  const { text, label } = useLabels('demos/denoise-photo');
  const chosen = useNetwork();
  const all = useNetworks();
  const shared = useEngine();
  const told = useNeededClass(state.label, shared);
  // A network in grey is not asked; the picture is then shown as a network in colour would see it.
  const isAsked = takesColour(chosen);
  const seeing = isAsked ? chosen : all.find(takesColour);
  const shape = shapeOf(seeing ?? chosen);
  const trained = useTrainedSchedule(shared);
  const { alphaBar: alphaBars, T } = isAsked ? trained : usualSchedule;
  const t = Math.min(state.t, T);
  const steps = Math.min(state.steps, t);
  const alphaBar = alphaBars[t];
  const x0 = useInputPicture(source, shape);
  const eps = useMemo(
    () => gaussianField(seed, 0, shape.size, new Float32Array(shape.size)),
    [seed, shape.size],
  );
  const xt = useMemo(() => x0 && noised(x0, eps, alphaBar), [x0, eps, alphaBar]);
  const task = useMemo(() => xt && { xt, t, steps, label: told.label }, [xt, t, steps, told.label]);
  const { of, phase } = useDenoised(isAsked ? shared.engine : null, chosen, task);
  const shown = all.filter((network) => takesColour(network) && (!seeing || sameShape(network, seeing)));
  return (
    <>
      <NetworkStatus engine={shared} fits={takesColour} />
      <div className="denoise-photo">
        <PhotoSource source={source} shape={shape} onChange={(next) => set({ source: next })} />
        <div className="denoise-block">
          <div className="denoise-words">
            <p className="denoise-name">{text('given', { width: shape.width, height: shape.height })}</p>
            <p>{text('told')}</p>
          </div>
          <Tile
            title={label('clean')}
            hue="x0"
            symbol="xo"
            values={x0}
            shape={shape}
            description={text('cleanLong', { width: shape.width, height: shape.height })}
          />
          <Tile
            title={label('noisy')}
            hue="xt"
            symbol="xt"
            values={xt}
            clean={x0}
            shape={shape}
            description={text('noisyLong', { t })}
          />
        </div>
        {shown.map((network) => (
          <NetworkBlock
            key={network.id}
            network={network}
            isAsked={network.id === chosen.id}
            hasFailed={phase === 'failed'}
            denoised={of(network.id)}
            clean={x0}
            shape={shape}
            steps={steps}
          />
        ))}
        {shown.length === 0 && <p className="denoise-words">{text('none')}</p>}
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => `t = ${value}`}
      />
      <div className="options denoise-options">
        <Slider
          name={text('steps')}
          label={text('steps')}
          value={steps}
          min={1}
          max={Math.min(50, t)}
          format={(count) => text('stepsValue', { count })}
          onChange={(next) => set({ steps: next })}
        />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
        {isAsked && (
          <ClassChoice classes={told.classes} value={told.label} onChange={(next) => set({ label: next })} />
        )}
      </div>
      <DataTable
        columns={['network', 'noisy', 'guess', 'picture'].map((name) => text(`columns.${name}`))}
        rows={() =>
          shown.map((network) => [
            network.title,
            ...[xt, of(network.id)?.guess, of(network.id)?.picture].map((values) =>
              values && x0 ? decibels(text, psnr(values, x0)) : '–',
            ),
          ])
        }
      />
    </>
  );
}
