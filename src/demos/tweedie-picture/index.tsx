/** E[x_0 | x_t] on the reader's small picture: the network's, and the exact one of a finite set of pictures. */
import { useMemo } from 'react';
import { NetworkInput } from '../../figures/networkInput/NetworkInput.tsx';
import { useNetworkInput } from '../../figures/networkInput/networkInputStore.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { usePrediction } from '../../figures/network/usePrediction.ts';
import { drawnDigits, ownCopies } from '../../figures/pictureSet/pictureSet.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Button, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { ErrorPlot } from './ErrorPlot.tsx';
import { CURVE_TIMES, idealAt, idealErrors, noised, rmsError, scoreOfNoise, tweedie } from './model.ts';
import { SIDE, T, table } from './state.ts';
import { Tile, TopWeights } from './Tiles.tsx';
import { useErrorCurve } from './useErrorCurve.ts';
import './tweedie-picture.css';

/** Scores are shown divided by their own scale 1/√(1−ᾱ) and by this, so that ±2.5 deviations fill black to white. */
const SHOWN_DEVIATIONS = 2.5;

export default function TweediePictureDemo() {
  const [{ t, seed, own }, set] = useDemoState('tweedie-picture', table);
  const { text, label } = useLabels('demos/tweedie-picture');
  const engine = useEngine();
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  // The network's own schedule, once it is known.
  const { alphaBar: alphaBars } = engine.engine?.model.schedule ?? schedule;
  const alphaBar = alphaBars[t];
  const x0 = useNetworkInput(SIDE);
  const eps = useMemo(() => gaussianField(seed, 0, SIDE * SIDE, new Float32Array(SIDE * SIDE)), [seed]);
  const digits = useMemo(() => drawnDigits(SIDE), []);
  const pictures = useMemo(() => [...(own && x0 ? ownCopies(x0, SIDE) : []), ...digits], [own, x0, digits]);
  const xt = useMemo(() => x0 && noised(x0, eps, alphaBar), [x0, eps, alphaBar]);
  const request = useMemo(() => xt && { xt, t: [t] }, [xt, t]);
  const predicted = usePrediction(engine.engine, request);
  const ideal = useMemo(() => xt && idealAt(pictures, alphaBar, xt), [pictures, alphaBar, xt]);
  const idealCurve = useMemo(
    () => (x0 ? idealErrors(pictures, alphaBars, x0, eps) : []),
    [pictures, alphaBars, x0, eps],
  );
  const networkCurve = useErrorCurve(engine.engine, alphaBars, x0, eps);

  // The last answer belongs to its own t until the next one is there.
  const asked = predicted && { xt: predicted.request.xt, alphaBar: alphaBars[predicted.request.t[0]] };
  const networkScore = asked && scoreOfNoise(asked.alphaBar, predicted.prediction.eps);
  const networkMean = asked && networkScore && tweedie(asked.alphaBar, asked.xt, networkScore);
  const exactScore = scoreOfNoise(alphaBar, eps);
  const shown = (score: Float32Array, at: number) =>
    score.map((s) => (s * Math.sqrt(1 - at)) / SHOWN_DEVIATIONS);
  const error = (mean: ArrayLike<number> | null) =>
    mean && x0 ? text('error', { error: formatNumber(rmsError(mean, x0), 3) }) : '…';
  const size = (score: Float32Array | null) =>
    score ? text('size', { size: formatNumber(rmsError(score, new Float32Array(score.length)), 2) }) : '…';
  return (
    <>
      <NetworkStatus engine={engine} />
      <div className="tweedie-picture">
        <div>
          <NetworkInput side={SIDE} />
          <p className="plot-title">{label('errorTitle')}</p>
          <ErrorPlot network={networkCurve} ideal={idealCurve} t={t} />
        </div>
        <div>
          <div className="tiles">
            <Tile
              title={label('xt')}
              values={xt}
              description={text('xtLong', { t })}
              hue="xt"
              symbol="xt"
              note={text('signal', { signal: Math.sqrt(alphaBar).toFixed(3) })}
            />
            <Tile
              title={label('exactScore')}
              values={shown(exactScore, alphaBar)}
              description={text('exactScoreLong')}
              hue="score"
              symbol="score"
              note={size(exactScore)}
            />
            <Tile
              title={label('networkScore')}
              values={asked && networkScore && shown(networkScore, asked.alphaBar)}
              description={text('networkScoreLong')}
              hue="score"
              symbol="score"
              note={size(networkScore)}
            />
            <Tile
              title={label('networkMean')}
              values={networkMean}
              description={text('networkMeanLong')}
              hue="mu"
              symbol="xoh"
              note={error(networkMean)}
            />
            <Tile
              title={label('idealMean')}
              values={ideal?.mean ?? null}
              description={text('idealMeanLong')}
              hue="x0"
              symbol="xo"
              note={error(ideal?.mean ?? null)}
            />
            <div className="tile-weights">
              <p>{label('weights', { count: pictures.length })}</p>
              {ideal && <TopWeights set={pictures} top={ideal.top} />}
            </div>
          </div>
          <div className="options">
            <Switch isOn={own} onChange={(on) => set({ own: on })}>
              {text('own')}
            </Switch>
            <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
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
          CURVE_TIMES.map((at, i) => [
            at,
            formatNumber(networkCurve[i] ?? NaN),
            formatNumber(idealCurve[i] ?? NaN),
          ])
        }
      />
    </>
  );
}
