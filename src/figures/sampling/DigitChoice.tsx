import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { DIGITS, type Digit } from './digits.ts';

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
