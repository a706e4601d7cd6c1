/** A chain of t small steps beside one jump: the same signal and the same noise, measured. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { resized, toModelRange } from '../../figures/picture/picture.ts';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { jumpKernel } from '../../math/forward.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Button } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, useIsVisible } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { Intervals } from './Intervals.tsx';
import { Chain, fitted, jumped } from './model.ts';
import { T, table } from './state.ts';
import './chain-jump.css';

const SIDE = 80;

/** Walks the chain to t in slices of a frame; the last complete state stays on show meanwhile. */
function useChain(chain: Chain, t: number) {
  const [shown, setShown] = useState<{ t: number; x: Float32Array } | null>(null);
  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) return;
    const walking = chain.walk(t);
    let frame = 0;
    const go = () => {
      const start = performance.now();
      let at = walking.next();
      while (!at.done && performance.now() - start < 9) at = walking.next();
      setShown({ t: at.done ? t : at.value, x: chain.value });
      if (!at.done) frame = requestAnimationFrame(go);
    };
    frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [chain, t, isVisible]);
  return shown;
}

export default function ChainJumpDemo() {
  const [{ t, seed }, set] = useDemoState('chain-jump', table);
  const picture = usePicture();
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const x0 = useMemo(
    () => (picture ? toModelRange(resized(picture, SIDE, SIDE)) : new Float32Array(SIDE * SIDE * 3)),
    [picture],
  );
  const chain = useMemo(() => new Chain(x0, schedule, seed), [x0, schedule, seed]);
  const walked = useChain(chain, t);
  const jump = useMemo(() => jumped(x0, schedule, t, seed), [x0, schedule, t, seed]);
  const { text, label } = useLabels('demos/chain-jump');
  const byChain = walked && fitted(x0, walked.x);
  const byJump = fitted(x0, jump);
  const kernel = jumpKernel(schedule, t);
  const interval = (fit: typeof byJump, what: 'signal' | 'noise') => ({
    value: fit[what],
    margin: fit[`${what}Margin`],
  });
  return (
    <>
      <div className="chain-jump">
        <Pixels x={walked?.x ?? x0} title={text('chain', { t })} description={text('chainPicture', { t })} />
        <Pixels x={jump} title={text('jump')} description={text('jumpPicture', { t })} />
        <div className="chain-jump-plots">
          {byChain && walked.t === t && (
            <>
              <Intervals
                what={text('signal')}
                hue="x0"
                chain={interval(byChain, 'signal')}
                jump={interval(byJump, 'signal')}
                formula={kernel.mean}
              />
              <Intervals
                what={text('noise')}
                hue="eps"
                chain={interval(byChain, 'noise')}
                jump={interval(byJump, 'noise')}
                formula={Math.sqrt(kernel.variance)}
              />
            </>
          )}
          <p className="chain-jump-note">{label('measured', { count: x0.length.toLocaleString('en') })}</p>
        </div>
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(v) => text('value', { t: v })}
      />
      <div className="options">
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <FigureStatus>{text('status', { done: walked?.t ?? 0, t })}</FigureStatus>
      <DataTable
        columns={[text('columns.route'), text('columns.signal'), text('columns.noise')]}
        rows={() => [
          [text('chain', { t }), byChain?.signal.toFixed(4) ?? '–', byChain?.noise.toFixed(4) ?? '–'],
          [text('jump'), byJump.signal.toFixed(4), byJump.noise.toFixed(4)],
          [text('formulaShort'), kernel.mean.toFixed(4), Math.sqrt(kernel.variance).toFixed(4)],
        ]}
      />
    </>
  );
}

function Pixels({ x, title, description }: { x: Float32Array; title: string; description: string }) {
  const paint = useCallback(
    (image: ImageData) => {
      for (let i = 0, j = 0; i < x.length; i += 3, j += 4) {
        for (let c = 0; c < 3; c++) image.data[j + c] = x[i + c] * 127.5 + 127.5;
        image.data[j + 3] = 255;
      }
    },
    [x],
  );
  return (
    <div>
      <p className="plot-title">{title}</p>
      <Canvas
        width={SIDE}
        height={SIDE}
        paint={paint}
        description={description}
        className="chain-jump-pixels"
        symbol="xt"
      />
    </div>
  );
}
