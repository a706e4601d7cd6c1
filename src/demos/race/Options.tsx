/** What can be set for all lanes. */
import { memo } from 'react';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import type { Classes } from '../../figures/sampling/classLabel.ts';
import { Button, Choice, Slider, Switch } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { State } from './model.ts';

/** The scrubber's t is not among them: it moves all the time, and these controls are many. */
export type Settings = Omit<State, 't'>;

interface Props extends Settings {
  set: (part: Partial<State>) => void;
  classes: Classes;
  /** The class that the network is asked for, null for any. */
  asked: number | null;
}

export const Options = memo(function Options({ set, classes, asked, ...state }: Props) {
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
