/** x_0 or x_t where it is known: a disc on a plot's axis that the reader moves, its letter below. */
import type { Scale } from '../../ui/Plot.tsx';
import { Handle } from './Handle.tsx';

interface Props {
  of: 'x0' | 'xt';
  value: number;
  /** The plot's, whose axis lies at its height. */
  frame: { x: Scale; height: number };
  /** What it is, for those who do not see it. */
  name: string;
  /** Called with the value under the pointer, or a key's, not clamped. */
  onDrag: (value: number) => void;
}

const marks = { x0: { symbol: 'xo', label: 'x_0' }, xt: { symbol: 'xt', label: 'x_t' } } as const;

/** Stands in a <Plot hasHandles>. */
export const KnownHandle = ({ of, value, frame, name, onDrag }: Props) => (
  <Handle value={value} x={frame.x} y={frame.height} hue={of} {...marks[of]} name={name} onDrag={onDrag} />
);
