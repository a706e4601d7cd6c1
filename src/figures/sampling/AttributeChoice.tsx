import type { Attribute } from '../../../build/networksPlugin.ts';
import { useLabels } from '../../ui/Label.tsx';
import { choiceOfClass, classOfChoice } from './attributes.ts';
import { ANY } from './classLabel.ts';

interface Props {
  attributes: readonly Attribute[];
  names: readonly string[];
  /** The class that is asked for now, null for any. */
  value: number | null;
  /** Is told the class's name, or "any". */
  onChange: (asked: string) => void;
}

/** A list for each attribute; together they choose the class. Guidance pulls towards those that are not left open. */
export default function AttributeChoice({ attributes, names, value, onChange }: Props) {
  const { text } = useLabels('figures/sampling');
  const choice = choiceOfClass(attributes, value ?? names.length);
  const choose = (place: number, chosen: number | null) =>
    onChange(
      names[
        classOfChoice(
          attributes,
          choice.map((digit, i) => (i === place ? chosen : digit)),
        )
      ] ?? ANY,
    );
  return attributes.map(({ name, values, open }, place) => (
    <select
      key={name}
      aria-label={name}
      value={choice[place] ?? open}
      onChange={({ target }) => choose(place, Number(target.value) === open ? null : Number(target.value))}
    >
      {values.map((word, i) => (
        <option key={word} value={i}>
          {word}
        </option>
      ))}
      <option value={open}>{text('anyOf', { attribute: name })}</option>
    </select>
  ));
}
