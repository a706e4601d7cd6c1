import type { Vector2 } from '../../math/mixture2.ts';

/** An arrow with a filled head, which is no longer than the arrow. */
export function ArrowPath({ from, to, head }: { from: Vector2; to: Vector2; head: number }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 0.5) return null;
  const size = Math.min(head, length);
  const [ux, uy] = [dx / length, dy / length];
  const neck: Vector2 = [to[0] - size * ux, to[1] - size * uy];
  const wing = 0.45 * size;
  return (
    <>
      <line x1={from[0]} y1={from[1]} x2={neck[0]} y2={neck[1]} />
      <path
        d={`M${to[0]},${to[1]} L${neck[0] - wing * uy},${neck[1] + wing * ux} L${neck[0] + wing * uy},${neck[1] - wing * ux} Z`}
      />
    </>
  );
}
