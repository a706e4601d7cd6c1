/** Handles over the plot: each moves one parameter so that the curve passes under the pointer. */
import { parameterRanges } from '../../figures/schedules/families.ts';
import { formatSetting } from '../../figures/schedules/formatQuantity.ts';
import { useLabels } from '../../ui/Label.tsx';
import type { Scale } from '../../ui/Plot.tsx';
import { atShare, shareOf, type Handle } from './handles.ts';

interface Props {
  handles: readonly Handle[];
  /** The curve's height at a handle, px. */
  yOf: (handle: Handle) => number;
  frame: { x: Scale; y: Scale; width: number };
  values: Readonly<Record<string, number>>;
  /** The pointer wants the curve to pass through `target` at the handle. */
  onDrag: (handle: Handle, target: number) => void;
  onValue: (handle: Handle, value: number) => void;
}

/** What a key does to a parameter's share of its range. */
const keySteps: Record<string, number> = {
  ArrowUp: 0.01,
  ArrowRight: 0.01,
  ArrowDown: -0.01,
  ArrowLeft: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
  Home: -1,
  End: 1,
};

export function Handles({ handles, yOf, frame, values, onDrag, onValue }: Props) {
  const { text, label } = useLabels('demos/schedules');
  return handles.map((handle) => {
    const range = parameterRanges[handle.key];
    const value = values[handle.key];
    const x = frame.x(handle.t);
    const drag = (event: React.PointerEvent<HTMLElement>) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const overlay = event.currentTarget.parentElement!;
      const { top, width } = overlay.getBoundingClientRect();
      // A slide may draw the figure smaller.
      onDrag(handle, frame.y.invert(((event.clientY - top) * overlay.offsetWidth) / width));
    };
    const press = (event: React.KeyboardEvent) => {
      const step = keySteps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const share = Math.min(1, Math.max(0, shareOf(range, value) + step));
      onValue(handle, atShare(range, share));
    };
    return (
      <div
        key={handle.key}
        className="schedules-handle"
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={text('handle', { name: text(`names.${handle.key}`) })}
        title={text('handle', { name: text(`names.${handle.key}`) })}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-valuenow={value}
        aria-valuetext={formatSetting(value)}
        style={{ insetInlineStart: x, insetBlockStart: yOf(handle) }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
      >
        <i aria-hidden="true" />
        <span className={x > frame.width - 60 ? 'at-end' : undefined} aria-hidden="true">
          {label(`parameters.${handle.key}`)}
        </span>
      </div>
    );
  });
}
