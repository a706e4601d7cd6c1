import { useMemo } from 'react';
import type { PictureShape } from '../../figures/network/network.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { rmsError, scoreOfNoise, tweedie, type Ideal } from './model.ts';
import { Tile, TopWeights } from './Tiles.tsx';

/** Scores are shown divided by their own scale 1/√(1−ᾱ) and by this, so that ±2.5 deviations fill black to white. */
const SHOWN_DEVIATIONS = 2.5;

interface Props {
  shape: PictureShape;
  x0: Float32Array | null;
  eps: Float32Array;
  /** x_t and its ᾱ. */
  t: number;
  alphaBar: number;
  xt: Float32Array | null;
  /** The network's last answer, which belongs to its own x_t until the next one is there. */
  answer: { xt: Float32Array; alphaBar: number; eps: Float32Array; xHat0: Float32Array } | null;
  set: readonly Float32Array[] | null;
  ideal: Ideal | null;
}

/** x_t, the true score, the network's score and mean, the ideal denoiser's mean and what it averages. */
export function PictureTiles({ shape, x0, eps, t, alphaBar, xt, answer, set, ideal }: Props) {
  const { text, label } = useLabels('demos/tweedie-picture');
  const exactScore = useMemo(() => scoreOfNoise(alphaBar, eps), [alphaBar, eps]);
  const networkScore = useMemo(() => answer && scoreOfNoise(answer.alphaBar, answer.eps), [answer]);
  const networkMean = useMemo(
    // Where nothing of the picture is left in x_t, Tweedie divides by 0, and the network's own x̂_0 stands.
    () =>
      answer?.alphaBar === 0
        ? answer.xHat0
        : answer && networkScore && tweedie(answer.alphaBar, answer.xt, networkScore),
    [answer, networkScore],
  );
  const shown = (score: Float32Array, at: number) =>
    score.map((s) => (s * Math.sqrt(1 - at)) / SHOWN_DEVIATIONS);
  const error = (mean: ArrayLike<number> | null) =>
    mean && x0 ? text('error', { error: formatNumber(rmsError(mean, x0), 3) }) : '…';
  const size = (score: Float32Array | null) =>
    score ? text('size', { size: formatNumber(rmsError(score, new Float32Array(score.length)), 2) }) : '…';
  return (
    <div className="tiles">
      <Tile
        title={label('xt')}
        values={xt}
        shape={shape}
        description={text('xtLong', { t })}
        hue="xt"
        symbol="xt"
        note={text('signal', { signal: Math.sqrt(alphaBar).toFixed(3) })}
      />
      <Tile
        title={label('exactScore')}
        values={shown(exactScore, alphaBar)}
        shape={shape}
        description={text('exactScoreLong')}
        hue="score"
        symbol="score"
        note={size(exactScore)}
      />
      <Tile
        title={label('networkScore')}
        values={answer && networkScore && shown(networkScore, answer.alphaBar)}
        shape={shape}
        description={text('networkScoreLong')}
        hue="score"
        symbol="score"
        note={size(networkScore)}
      />
      <Tile
        title={label('networkMean')}
        values={networkMean}
        shape={shape}
        description={text('networkMeanLong')}
        hue="mu"
        symbol="xoh"
        note={error(networkMean)}
      />
      <Tile
        title={label('idealMean')}
        values={ideal?.mean ?? null}
        shape={shape}
        description={text('idealMeanLong')}
        hue="x0"
        symbol="xo"
        note={error(ideal?.mean ?? null)}
      />
      <div className="tile-weights">
        <p>{set ? label('weights', { count: set.length }) : '…'}</p>
        {ideal && set && <TopWeights set={set} top={ideal.top} shape={shape} />}
      </div>
    </div>
  );
}
