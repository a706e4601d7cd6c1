import { lazy, Suspense } from 'react';
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { ANY, type Classes } from './classLabel.ts';
import './sampling.css';

interface Props {
  classes: Classes;
  /** What is asked for now, as useClass returned it. */
  value: number | null;
  /** Is told the class's name, or "any". */
  onChange: (asked: string) => void;
}

/** More classes than this stand in a list that opens. */
const MOST_SIDE_BY_SIDE = 20;

/** For networks that none of the default ones is: its code comes when one is chosen. */
const AttributeChoice = lazy(() => import('./AttributeChoice.tsx'));

/** Which class to ask the network for. Nothing where it has none. */
export function ClassChoice({ classes: { names, hasAny, attributes }, value, onChange }: Props) {
  const { text } = useLabels('figures/sampling');
  if (names.length === 0) return null;
  if (attributes !== undefined) {
    return (
      <div className="class-choice">
        <span aria-hidden="true">{text('class')}</span>
        <Suspense>
          <AttributeChoice attributes={attributes} names={names} value={value} onChange={onChange} />
        </Suspense>
      </div>
    );
  }
  const options = [
    ...names.map((name) => ({ id: name, label: name })),
    ...(hasAny ? [{ id: ANY, label: text('anyClass') }] : []),
  ];
  const shown = value === null ? ANY : names[value];
  // Digits and the like are short words, and can stand closer.
  const isShort = names.every((name) => name.length < 3);
  return (
    <div className="class-choice" data-short={isShort || undefined}>
      <span aria-hidden="true">{text('class')}</span>
      {options.length > MOST_SIDE_BY_SIDE ? (
        <select aria-label={text('class')} value={shown} onChange={(event) => onChange(event.target.value)}>
          {options.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <Choice name={text('class')} value={shown} options={options} onChange={onChange} />
      )}
    </div>
  );
}
