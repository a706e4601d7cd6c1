/** A picture is 32 units wide and high, whatever its pixels; x runs to the right, y down. */
export const pictureSize = 32;

export type Point = readonly [x: number, y: number];

/** A region of the plane: a test for points, and a box outside of which the test need not be asked. */
export interface Shape {
  contains(x: number, y: number): boolean;
  readonly bounds: Bounds;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const everywhere: Shape = {
  contains: () => true,
  bounds: { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity },
};

export function ellipse(x: number, y: number, rx: number, ry: number): Shape {
  return {
    contains: (px, py) => {
      const [u, v] = [(px - x) / rx, (py - y) / ry];
      return u * u + v * v <= 1;
    },
    bounds: { left: x - rx, top: y - ry, right: x + rx, bottom: y + ry },
  };
}

export const circle = (x: number, y: number, r: number): Shape => ellipse(x, y, r, r);

/** A box with corners rounded by `radius`. */
export function box(left: number, top: number, right: number, bottom: number, radius = 0): Shape {
  return {
    contains: (x, y) => {
      const dx = Math.max(left + radius - x, x - right + radius, 0);
      const dy = Math.max(top + radius - y, y - bottom + radius, 0);
      return dx * dx + dy * dy <= radius * radius;
    },
    bounds: { left, top, right, bottom },
  };
}

/** A straight stroke with round ends. */
export function line(x0: number, y0: number, x1: number, y1: number, width: number): Shape {
  const [dx, dy, r] = [x1 - x0, y1 - y0, width / 2];
  const squaredLength = Math.max(dx * dx + dy * dy, 1e-12);
  return {
    contains: (x, y) => {
      const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squaredLength));
      const [u, v] = [x - x0 - along * dx, y - y0 - along * dy];
      return u * u + v * v <= r * r;
    },
    bounds: {
      left: Math.min(x0, x1) - r,
      top: Math.min(y0, y1) - r,
      right: Math.max(x0, x1) + r,
      bottom: Math.max(y0, y1) + r,
    },
  };
}

/** A filled polygon (even-odd rule), closed by itself. */
export function polygon(points: readonly Point[]): Shape {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    contains: (x, y) => {
      let inside = false;
      for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
        if (ys[i] > y !== ys[j] > y && x < xs[i] + ((y - ys[i]) / (ys[j] - ys[i])) * (xs[j] - xs[i]))
          inside = !inside;
      }
      return inside;
    },
    bounds: {
      left: Math.min(...xs),
      top: Math.min(...ys),
      right: Math.max(...xs),
      bottom: Math.max(...ys),
    },
  };
}
