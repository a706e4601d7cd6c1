/**
 * The weights of two vectors of equal length at `share` u of the arc between them: sin((1-u)θ)/sin θ and
 * sin(uθ)/sin θ with θ in [0, π) the angle between them. For no angle they are those of the straight line.
 * Source: Song, Meng, Ermon 2021, its section on interpolation.
 */
export function slerpWeights(angle: number, share: number): [number, number] {
  if (!(angle > 1e-6)) return [1 - share, share];
  return [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)];
}
