/** What can be set: for all lanes, and for each. */
import { memo } from 'react';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import type { Classes } from '../../figures/sampling/classLabel.ts';
import { Button, Choice, Slider, Switch } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { HUES } from './Lane.tsx';
import { LANES, type LaneId, type State } from './model.ts';
import { T } from './state.ts';

/** The scrubber's t is not among them: it moves all the time, and these controls are many. */
type Settings = Omit<State, 't'>;

interface Props {
  state: Settings;
  set: (part: Partial<State>) => void;
}

interface OptionsProps extends Settings {
  set: Props['set'];
  classes: Classes;
  /** The class that the network is asked for, null for any. */
  asked: number | null;
}

const PRESETS = [10, 20, 50, 100, 1000];

const STEPS = { ddpm: 'ddpmSteps', middle: 'middleSteps', ddim: 'ddimSteps' } as const;

export const Options = memo(function Options({ set, classes, asked, ...state }: OptionsProps) {
  const { text, label } = useLabels('demos/race');
  return (
    <>
      <div className="options race-asked">
        <ClassChoice classes={classes} value={asked} onChange={(name) => set({ label: name })} />
        <Button onPress={() => set({ seed: (state.seed % 999999) + 1 })}>{label('otherNoise')}</Button>
        <Switch isOn={state.showXHat0} onChange={(showXHat0) => set({ showXHat0 })}>
          {label('showXHat0')}
        </Switch>
        <Switch isOn={state.showEps} onChange={(showEps) => set({ showEps })}>
          {label('showEps')}
        </Switch>
      </div>
      <div className="race-settings">
        {LANES.map((id) => (
          <fieldset key={id} className="race-setting">
            <legend className={`hue-${HUES[id]}`}>{text(`lanes.${id}`)}</legend>
            <StepCount id={id} state={state} set={set} />
            <LaneNoise id={id} state={state} set={set} />
          </fieldset>
        ))}
      </div>
      <div className="options">
        <Switch isOn={state.clip} onChange={(clip) => set({ clip })}>
          {label('clip')}
        </Switch>
        <Switch isOn={state.recompute} onChange={(recompute) => set({ recompute })}>
          {label('recompute')}
        </Switch>
        <Choice
          name={text('spacing')}
          value={state.spacing}
          options={(['trailing', 'linspace'] as const).map((id) => ({ id, label: text(`spacings.${id}`) }))}
          onChange={(spacing) => set({ spacing })}
        />
        {classes.names.length > 0 && classes.hasAny && (
          <Slider
            name={text('guidance')}
            value={state.guidance}
            min={0}
            max={4}
            step={0.5}
            hue="mu"
            isDisabled={asked === null}
            format={(value) => text('guidanceValue', { value })}
            onChange={(guidance) => set({ guidance })}
          />
        )}
      </div>
    </>
  );
});

function StepCount({ id, state, set }: Props & { id: LaneId }) {
  const { text } = useLabels('demos/race');
  const lane = text(`lanes.${id}`);
  const count = state[STEPS[id]];
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
        options={PRESETS.map((steps) => ({ id: String(steps), label: String(steps) }))}
        onChange={(steps) => choose(Number(steps))}
      />
    </>
  );
}

function LaneNoise({ id, state, set }: Props & { id: LaneId }) {
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
