/** All schedules on one plot: which quantity, which family, its parameters, T and t. */
import { useMemo } from 'react';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import {
  defaultParameters,
  familyIds,
  type FamilyId,
  type ParameterKey,
  type Parameters,
} from '../../figures/schedules/families.ts';
import { formatQuantity } from '../../figures/schedules/formatQuantity.ts';
import { Button, Choice, Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState, type Values } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { indexOfLength, lengthAt, LONGEST } from './lengths.ts';
import { ChosenStrip } from './ChosenStrip.tsx';
import { curveIds, quantityOf, type CurveId } from './curves.ts';
import { ParameterPanel } from './ParameterPanel.tsx';
import { SchedulePlot } from './SchedulePlot.tsx';
import { table } from './state.ts';
import { useSchedules } from './useSchedules.ts';
import { ValuesTable } from './ValuesTable.tsx';
import './schedules.css';

const parametersOf = (state: Values<typeof table>): Parameters =>
  Object.fromEntries(
    (Object.keys(defaultParameters) as ParameterKey[]).map((key) => [key, state[key]]),
  ) as Parameters;

export default function SchedulesDemo() {
  const [state, set] = useDemoState('schedules', table);
  const { curve, family, T, keepsTotal } = state;
  const t = Math.min(state.t, T);
  const picture = usePicture();
  const parameters = useMemo(() => parametersOf(state), [state]);
  const schedules = useSchedules(T, parameters, keepsTotal);
  const { text, label } = useLabels('demos/schedules');
  const shared = useLabels('figures/schedules');
  const onParameter = (key: ParameterKey, value: number) => set({ [key]: value });
  const onFamily = (id: FamilyId) => set({ family: id });
  return (
    <>
      <Choice<CurveId>
        name={text('quantity')}
        value={curve}
        options={curveIds.map((id) => ({ id, label: label(`curves.${id}`), name: text(`plain.${id}`) }))}
        onChange={(id) => set({ curve: id })}
      />
      <div className="schedules">
        <div>
          <SchedulePlot
            curve={curve}
            family={family}
            schedules={schedules}
            parameters={parameters}
            keepsTotal={keepsTotal}
            unsquared={state.unsquared}
            T={T}
            t={t}
            onParameter={onParameter}
          />
          <div className="schedules-strip-place">
            {picture && (
              <ChosenStrip
                picture={picture}
                family={family}
                schedule={schedules[family]}
                seed={state.seed}
                onPick={(at) => set({ t: at })}
              />
            )}
          </div>
        </div>
        <div>
          <ParameterPanel
            family={family}
            parameters={parameters}
            onFamily={onFamily}
            onParameter={onParameter}
          />
          <Slider
            name={text('T')}
            label={label('steps')}
            value={indexOfLength(T)}
            min={0}
            max={indexOfLength(LONGEST)}
            hue="plain"
            format={() => String(T)}
            onChange={(index) => {
              const steps = lengthAt(index);
              set({ T: steps, t: Math.round((t / T) * steps) });
            }}
          />
          <Switch isOn={keepsTotal} onChange={(on) => set({ keepsTotal: on })}>
            {label('keepsTotal')}
          </Switch>
          <Switch isOn={state.unsquared} onChange={(unsquared) => set({ unsquared })}>
            {label('unsquared')}
          </Switch>
          <div className="options">
            <Button onPress={() => set({ ...defaultParameters, T: 1000, t: Math.round((t / T) * 1000) })}>
              {text('reset')}
            </Button>
          </div>
        </div>
      </div>
      <StepBar
        name={text('t')}
        value={t}
        min={0}
        max={T}
        speed={T / 8}
        onChange={(at) => set({ t: at })}
        format={(at) => text('value', { t: at })}
      />
      <ValuesTable schedules={schedules} family={family} t={t} onFamily={onFamily} />
      <DataTable
        columns={[text('data.t'), ...familyIds.map((id) => shared.text(`families.${id}`))]}
        rows={() =>
          Array.from({ length: 21 }, (_, i) => Math.round((i / 20) * T)).map((at) => [
            at,
            ...familyIds.map((id) => formatQuantity(quantityOf(curve, schedules[id], at))),
          ])
        }
      />
    </>
  );
}
