import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';

export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'none'] as const;
export type Digit = (typeof DIGITS)[number];

/** What the network's class embedding is told. */
export const labelOf = (digit: Digit): number | null => (digit === 'none' ? null : Number(digit));

/** Which digit to ask the network for. */
export function DigitChoice({ value, onChange }: { value: Digit; onChange: (digit: Digit) => void }) {
  const { text } = useLabels('figures/sampling');
  return (
    <div className="digit-choice">
      <span>{text('digit')}</span>
      <Choice
        name={text('digit')}
        value={value}
        options={DIGITS.map((id) => ({ id, label: id === 'none' ? text('anyDigit') : id }))}
        onChange={onChange}
      />
    </div>
  );
}
