/** What the chosen schedule is, and its numbers as sliders. */
import {
  familyIds,
  parameterKeys,
  parameterRanges,
  type FamilyId,
  type ParameterKey,
  type Parameters,
} from '../../figures/schedules/families.ts';
import { formatSetting } from '../../figures/schedules/formatQuantity.ts';
import { Choice, Slider } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { atShare, shareOf } from './handles.ts';

interface Props {
  family: FamilyId;
  parameters: Parameters;
  onFamily: (family: FamilyId) => void;
  onParameter: (key: ParameterKey, value: number) => void;
}

export function ParameterPanel({ family, parameters, onFamily, onParameter }: Props) {
  const { text, label } = useLabels('demos/schedules');
  const shared = useLabels('figures/schedules');
  return (
    <div className="schedules-panel">
      <Choice
        name={text('family')}
        value={family}
        options={familyIds.map((id) => ({ id, label: shared.text(`families.${id}`) }))}
        onChange={onFamily}
      />
      <p className="schedules-formula">{label(`formulas.${family}`)}</p>
      {parameterKeys(family).map((key) => {
        const range = parameterRanges[key];
        return (
          <Slider
            key={key}
            name={text(`names.${key}`)}
            label={label(`parameters.${key}`)}
            value={shareOf(range, parameters[key])}
            min={0}
            max={1}
            step={0.001}
            hue="sched"
            format={() => formatSetting(parameters[key])}
            onChange={(share) => onParameter(key, atShare(range, share))}
          />
        );
      })}
    </div>
  );
}
