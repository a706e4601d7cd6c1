/** The page's controls: React Aria's behaviour, our looks. */
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  I18nProvider,
  Radio,
  RadioGroup,
  Slider as AriaSlider,
  SliderThumb,
  SliderTrack,
  Switch as AriaSwitch,
  type ButtonProps,
} from 'react-aria-components';
import type { Hue } from '../derivations/notation.ts';
import './controls.css';

const hueStyle = (hue: Hue) =>
  ({ '--hue': hue === 'plain' ? 'var(--ink)' : `var(--${hue})` }) as React.CSSProperties;

interface SliderProps {
  /** Plain words, for screen readers. */
  name: string;
  /** What stands before the track, e.g. a rendered symbol. */
  label?: ReactNode;
  value: number;
  min: number;
  max: number;
  step?: number;
  hue?: Hue;
  /** How the value reads, e.g. `t = 300`. Shown at the right. */
  format?: (value: number) => string;
  onChange: (value: number) => void;
  isDisabled?: boolean;
  /** Largest value at the left: for time that runs from T to 0, as film strips on the way back do. */
  isReversed?: boolean;
}

export function Slider({
  name,
  label,
  value,
  min,
  max,
  step = 1,
  hue = 'xt',
  format = String,
  onChange,
  isDisabled,
  isReversed = false,
}: SliderProps) {
  const slider = (
    <AriaSlider
      className="slider"
      style={hueStyle(hue)}
      aria-label={name}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      onChange={(v) => onChange(v as number)}
    >
      {label && <span className="slider-label">{label}</span>}
      <SliderTrack className="slider-track" dir={isReversed ? 'rtl' : 'ltr'}>
        {({ state }) => (
          <>
            <span
              className="slider-fill"
              style={
                isReversed
                  ? { insetInline: `${state.getThumbPercent(0) * 100}% 0`, inlineSize: 'auto' }
                  : { inlineSize: `${state.getThumbPercent(0) * 100}%` }
              }
            />
            <SliderThumb className="slider-thumb" aria-label={name} />
          </>
        )}
      </SliderTrack>
      <output className="slider-value">{format(value)}</output>
    </AriaSlider>
  );
  // React Aria mirrors pointer and arrow keys by the locale's direction; Hebrew has Latin digits.
  return isReversed ? <I18nProvider locale="he-IL">{slider}</I18nProvider> : slider;
}

export function Switch({
  isOn,
  onChange,
  children,
}: {
  isOn: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <AriaSwitch className="switch" isSelected={isOn} onChange={onChange}>
      <span className="switch-track" aria-hidden="true" />
      <span>{children}</span>
    </AriaSwitch>
  );
}

interface ChoiceProps<O extends string> {
  name: string;
  value: O;
  /** `name`: plain words, for labels that are all maths. */
  options: readonly { id: O; label: ReactNode; name?: string }[];
  onChange: (option: O) => void;
}

/** One of a few, side by side. */
export function Choice<O extends string>({ name, value, options, onChange }: ChoiceProps<O>) {
  return (
    <RadioGroup
      className="choice"
      aria-label={name}
      orientation="horizontal"
      value={value}
      onChange={(option) => onChange(option as O)}
    >
      {options.map(({ id, label, name: spoken }) => (
        <Radio key={id} value={id} className="choice-option" aria-label={spoken}>
          {label}
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** A text button; `kind` round is for one sign, with an aria-label. */
export function Button({
  kind = 'text',
  ...props
}: ButtonProps & { kind?: 'text' | 'round' | 'play' | 'main' }) {
  return <AriaButton {...props} className={`button button-${kind}`} />;
}
