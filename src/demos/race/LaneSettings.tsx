/** What can be set for one lane: how many steps, and how noisy they are. */
import { memo } from 'react';
import { Choice, Slider, Switch } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { HUES } from './Lane.tsx';
import type { LaneId, State } from './model.ts';
import type { Settings } from './Options.tsx';

interface Props {
  id: LaneId;
  /** Steps of the network's schedule, and the most that can be taken. */
  T: number;
  state: Settings;
  set: (part: Partial<State>) => void;
}

/** Usual numbers of steps; T itself follows. */
const PRESETS = [10, 20, 50, 100];

const STEPS = { ddpm: 'ddpmSteps', middle: 'middleSteps', ddim: 'ddimSteps' } as const;

type LaneSettingsProps = Settings & Pick<Props, 'id' | 'T' | 'set'>;

export const LaneSettings = memo(function LaneSettings({ id, T, set, ...state }: LaneSettingsProps) {
  const { text } = useLabels('demos/race');
  return (
    <div className="race-setting" role="group" aria-label={text(`lanes.${id}`)}>
      <StepCount id={id} T={T} state={state} set={set} />
      <Noise id={id} state={state} set={set} />
    </div>
  );
});

function StepCount({ id, T, state, set }: Props) {
  const { text } = useLabels('demos/race');
  const lane = text(`lanes.${id}`);
  const count = Math.min(state[STEPS[id]], T);
  const choose = (steps: number) => set({ [STEPS[id]]: steps });
  return (
    <>
      <Slider
        name={text('stepsOf', { lane })}
        value={count}
        min={1}
        max={T}
        hue={HUES[id]}
        format={(steps) => text('stepsValue', { steps })}
        onChange={choose}
      />
      <Choice
        name={text('presets', { lane })}
        value={String(count)}
        options={[...PRESETS.filter((steps) => steps < T), T].map((steps) => ({
          id: String(steps),
          label: String(steps),
        }))}
        onChange={(steps) => choose(Number(steps))}
      />
    </>
  );
}

function Noise({ id, state, set }: Omit<Props, 'T'>) {
  const { text, label } = useLabels('demos/race');
  switch (id) {
    case 'ddpm':
      return (
        <Choice
          name={text('variance')}
          value={state.variance}
          options={(['beta-tilde', 'beta'] as const).map((variance) => ({
            id: variance,
            label: label(`ddpmFacts.${variance}`),
            name: text(`ddpmPlain.${variance}`),
          }))}
          onChange={(variance) => set({ variance })}
        />
      );
    case 'middle':
      return (
        <>
          <Slider
            name={text('eta')}
            label={<MathSymbol id="et" />}
            value={state.eta}
            min={0}
            max={1}
            step={0.05}
            hue="sched"
            isDisabled={state.sigmaHat}
            format={(eta) => eta.toFixed(2)}
            onChange={(eta) => set({ eta })}
          />
          <Switch isOn={state.sigmaHat} onChange={(sigmaHat) => set({ sigmaHat })}>
            {label('sigmaHat')}
          </Switch>
        </>
      );
    case 'ddim':
      return <p className="race-setting-note">{label('deterministic')}</p>;
  }
}
