/**
 * The share of pixels that are neither dark nor light, |x| < 0.7. A handwritten digit has few of them, along its edges;
 * a blurred one, or an average of several, has many.
 */
export const greyShare = (values: ArrayLike<number>): number => {
  let grey = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) < 0.7) grey++;
  return grey / values.length;
};

/** The share of pixels that are light, x > 0. */
export const lightShare = (values: ArrayLike<number>): number => {
  let light = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > 0) light++;
  return light / values.length;
};
