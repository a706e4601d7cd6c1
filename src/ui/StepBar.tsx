/** The one control bar: step back, play, step on, slider, value. The same under every figure. */
import { memo, useCallback, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { Button, Slider } from './Controls.tsx';
import { useIsVisible } from './Figure.tsx';
import { useLabels } from './Label.tsx';
import type { Hue } from '../derivations/notation.ts';

interface Props {
  /** Plain words for what moves, for screen readers. */
  name: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** Values a second while playing. */
  speed?: number;
  /** How far the step buttons go. */
  step?: number;
  /** −1 plays from max to min, the way back; the slider then has max at the left. */
  direction?: 1 | -1;
  hue?: Hue;
  format?: (value: number) => string;
  children?: ReactNode;
}

const icons = {
  back: 'M10 2 4 7l6 5z',
  on: 'M4 2l6 5-6 5z',
  play: 'M3 1.5 12.5 7 3 12.5z',
  pause: 'M3 2h3v10H3zM8 2h3v10H8z',
};

const Icon = ({ of }: { of: keyof typeof icons }) => (
  <svg viewBox="0 0 14 14" aria-hidden="true">
    <path d={icons[of]} />
  </svg>
);

/** Moves `value` at `speed` while playing and on screen; stops at the end. */
function usePlaying({ value, min, max, speed = 120, direction = 1, onChange }: Props) {
  const [isPlaying, setPlaying] = useState(false);
  const isVisible = useIsVisible();
  const end = direction === 1 ? max : min;
  const readValue = useEffectEvent(() => value);
  const show = useEffectEvent((next: number) => onChange(next));
  useEffect(() => {
    if (!isPlaying || !isVisible) return;
    let frame = 0;
    let at = readValue();
    let shown = at;
    let before = performance.now();
    const advance = (now: number) => {
      // The reader moved the slider meanwhile: go on from there.
      if (readValue() !== shown) at = readValue();
      at += (direction * speed * Math.min(100, now - before)) / 1000;
      before = now;
      const isOver = direction === 1 ? at >= end : at <= end;
      shown = isOver ? end : Math.round(at);
      show(shown);
      if (isOver) setPlaying(false);
      else frame = requestAnimationFrame(advance);
    };
    frame = requestAnimationFrame(advance);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, isVisible, speed, direction, end]);
  const toggle = () => {
    if (!isPlaying && value === end) onChange(direction === 1 ? min : max);
    setPlaying(!isPlaying);
  };
  return { isPlaying, toggle, stop: () => setPlaying(false) };
}

interface ButtonsProps {
  isPlaying: boolean;
  onBack: () => void;
  onToggle: () => void;
  onOn: () => void;
}

/** The three buttons; apart, because they stay while the slider moves with every frame. */
const StepButtons = memo(function StepButtons({ isPlaying, onBack, onToggle, onOn }: ButtonsProps) {
  const { text } = useLabels('ui');
  return (
    <>
      <Button kind="round" aria-label={text('stepBack')} onPress={onBack}>
        <Icon of="back" />
      </Button>
      <Button kind="play" aria-label={isPlaying ? text('pause') : text('play')} onPress={onToggle}>
        <Icon of={isPlaying ? 'pause' : 'play'} />
      </Button>
      <Button kind="round" aria-label={text('stepOn')} onPress={onOn}>
        <Icon of="on" />
      </Button>
    </>
  );
});

export function StepBar(props: Props) {
  const { name, value, min, max, onChange, step = 1, direction = 1, hue = 'xt', format, children } = props;
  const { isPlaying, toggle, stop } = usePlaying(props);
  const go = (by: number) => {
    stop();
    onChange(Math.min(max, Math.max(min, value + by)));
  };
  // The newest closures behind functions that never change.
  const actions = useRef({ go, toggle });
  useEffect(() => {
    actions.current = { go, toggle };
  });
  const onBack = useCallback(() => actions.current.go(-step * direction), [step, direction]);
  const onOn = useCallback(() => actions.current.go(step * direction), [step, direction]);
  const onToggle = useCallback(() => actions.current.toggle(), []);
  return (
    <div className="bar">
      <StepButtons isPlaying={isPlaying} onBack={onBack} onToggle={onToggle} onOn={onOn} />
      <Slider
        name={name}
        value={value}
        min={min}
        max={max}
        hue={hue}
        format={format}
        onChange={onChange}
        isReversed={direction === -1}
      />
      {children}
    </div>
  );
}
