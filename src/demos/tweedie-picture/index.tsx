/** E[x_0 | x_t] on the reader's small picture: the network's, and the exact one of a finite set of pictures. */
import { useMemo } from 'react';
import { NetworkInput } from '../../figures/networkInput/NetworkInput.tsx';
import { useInputShape } from '../../figures/networkInput/inputShape.ts';
import { isGrey } from '../../figures/networkInput/isGrey.ts';
import { useNetworkInput } from '../../figures/networkInput/networkInputStore.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { usePrediction } from '../../figures/network/usePrediction.ts';
import { useTrainedSchedule } from '../../figures/network/useTrainedSchedule.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { useNeededClass } from '../../figures/sampling/useNeededClass.ts';
import { gaussianField } from '../../math/rng.ts';
import { Button, Choice, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { ErrorPlot } from './ErrorPlot.tsx';
import { curveTimes, idealAt, noised } from './model.ts';
import { PictureTiles } from './PictureTiles.tsx';
import { COUNTS, table } from './state.ts';
import { useErrorCurve } from './useErrorCurve.ts';
import { useFiniteSet, useIdealCurve } from './useIdealDenoiser.ts';
import './tweedie-picture.css';

export default function TweediePictureDemo() {
  const [{ t: askedT, seed, own, count, label: askedLabel }, set] = useDemoState('tweedie-picture', table);
  const { text, label } = useLabels('demos/tweedie-picture');
  const shared = useEngine();
  const { engine } = shared;
  const told = useNeededClass(askedLabel, shared);
  const shape = useInputShape();
  const { alphaBar: alphaBars, T } = useTrainedSchedule(shared);
  const t = Math.min(askedT, T);
  const alphaBar = alphaBars[t];
  const x0 = useNetworkInput();
  const eps = useMemo(
    () => gaussianField(seed, 0, shape.size, new Float32Array(shape.size)),
    [seed, shape.size],
  );
  const pictures = useFiniteSet({ shape, count: Number(count), own: own ? x0 : null });
  const xt = useMemo(() => x0 && noised(x0, eps, alphaBar), [x0, eps, alphaBar]);
  const request = useMemo(() => xt && { xt, t: [t], labels: [told.label] }, [xt, t, told.label]);
  const predicted = usePrediction(engine, request);
  const ideal = useMemo(() => xt && pictures && idealAt(pictures, alphaBar, xt), [pictures, alphaBar, xt]);
  const idealCurve = useIdealCurve(pictures, alphaBars, x0, eps);
  const networkCurve = useErrorCurve(engine, alphaBars, x0, eps, told.label);
  const answer = useMemo(() => {
    if (!predicted) return null;
    const { request: of, prediction } = predicted;
    return { xt: of.xt, alphaBar: alphaBars[of.t[0]], ...prediction };
  }, [predicted, alphaBars]);
  return (
    <>
      <NetworkStatus engine={shared} />
      <div className="tweedie-picture">
        <div>
          <NetworkInput />
          <p className="plot-title">{label('errorTitle')}</p>
          <ErrorPlot network={networkCurve} ideal={idealCurve} t={t} T={T} />
        </div>
        <div>
          <PictureTiles {...{ shape, x0, eps, t, alphaBar, xt, answer, ideal }} set={pictures} />
          <div className="options">
            <Switch isOn={own} onChange={(on) => set({ own: on })}>
              {text('own')}
            </Switch>
            <span className="tweedie-count">
              {text(isGrey(shape) ? 'count.digits' : 'count.pages')}
              <Choice
                name={text(isGrey(shape) ? 'count.digits' : 'count.pages')}
                value={count as (typeof COUNTS)[number]}
                options={COUNTS.map((id) => ({ id, label: id }))}
                onChange={(next) => set({ count: next })}
              />
            </span>
            <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
            <ClassChoice
              classes={told.classes}
              value={told.label}
              onChange={(next) => set({ label: next })}
            />
          </div>
        </div>
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(v) => set({ t: v })}
        format={(v) => `t = ${v}`}
      />
      <DataTable
        columns={[text('columns.t'), text('columns.network'), text('columns.ideal')]}
        rows={() =>
          curveTimes(T).map((at, i) => [
            at,
            formatNumber(networkCurve[i] ?? NaN),
            formatNumber(idealCurve[i] ?? NaN),
          ])
        }
      />
    </>
  );
}
