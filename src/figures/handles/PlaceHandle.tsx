/** The place that a figure looks at: a ring on a plot's axis that the reader moves. */
import type { Scale } from '../../ui/Plot.tsx';
import { Handle } from './Handle.tsx';

interface Props {
  value: number;
  /** The plot's, whose axis lies at its height. */
  frame: { x: Scale; height: number };
  symbol: string;
  /** What it is, for those who do not see it. */
  name: string;
  /** Called with the place under the pointer, or a key's, not clamped. */
  onDrag: (value: number) => void;
}

/** Stands in a <Plot hasHandles>. */
export const PlaceHandle = ({ frame, ...rest }: Props) => (
  <Handle x={frame.x} y={frame.height} hue="xt" shape="ring" {...rest} />
);
