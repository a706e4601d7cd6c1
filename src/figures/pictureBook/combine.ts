import type { Bounds, Point, Shape } from './shape.ts';
import { cosine, sine } from './sine.ts';

export function union(...shapes: readonly Shape[]): Shape {
  const edge = (side: keyof Bounds, pick: (...values: number[]) => number) =>
    pick(...shapes.map(({ bounds }) => bounds[side]));
  return {
    contains: (x, y) => shapes.some((shape) => shape.contains(x, y)),
    bounds: {
      left: edge('left', Math.min),
      top: edge('top', Math.min),
      right: edge('right', Math.max),
      bottom: edge('bottom', Math.max),
    },
  };
}

export function intersection(a: Shape, b: Shape): Shape {
  return {
    contains: (x, y) => a.contains(x, y) && b.contains(x, y),
    bounds: {
      left: Math.max(a.bounds.left, b.bounds.left),
      top: Math.max(a.bounds.top, b.bounds.top),
      right: Math.min(a.bounds.right, b.bounds.right),
      bottom: Math.min(a.bounds.bottom, b.bounds.bottom),
    },
  };
}

export const difference = (a: Shape, b: Shape): Shape => ({
  contains: (x, y) => a.contains(x, y) && !b.contains(x, y),
  bounds: a.bounds,
});

/** Where a shape is put: first scaled, then mirrored, then turned clockwise, then moved. */
export interface Pose {
  readonly x?: number;
  readonly y?: number;
  readonly scaleX?: number;
  readonly scaleY?: number;
  readonly mirrored?: boolean;
  readonly turns?: number;
}

export function posed(shape: Shape, pose: Pose): Shape {
  const { x = 0, y = 0, scaleY = 1, turns = 0 } = pose;
  const scaleX = (pose.scaleX ?? 1) * (pose.mirrored ? -1 : 1);
  const [c, s] = [cosine(turns), sine(turns)];
  const { left, top, right, bottom } = shape.bounds;
  const corners: Point[] = [left, right].flatMap((u) =>
    [top, bottom].map((v): Point => [u * scaleX, v * scaleY]),
  );
  const xs = corners.map(([u, v]) => x + c * u - s * v);
  const ys = corners.map(([u, v]) => y + s * u + c * v);
  return {
    contains: (px, py) => {
      const [dx, dy] = [px - x, py - y];
      return shape.contains((c * dx + s * dy) / scaleX, (c * dy - s * dx) / scaleY);
    },
    bounds: {
      left: Math.min(...xs),
      top: Math.min(...ys),
      right: Math.max(...xs),
      bottom: Math.max(...ys),
    },
  };
}
