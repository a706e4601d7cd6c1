import { integrate } from './quadrature.ts';

/** E(x) on the line; densities are e^{-E}/Z. */
export type Energy = (x: number) => number;

/** Two wells, at about -1 and 1: (x² - 1)² + tilt · x + lift. */
export const doubleWell = (x: number, tilt: number, lift: number): number =>
  (x * x - 1) ** 2 + tilt * x + lift;

/** Beyond ±4 the double well's e^{-E} is below e^{-200}: its integral over this range is its integral. */
const REACH = 4;

/** Z = ∫ e^{-E(x)} dx over [-reach, reach], by Gauss–Legendre. */
export const normalizer = (energy: Energy, reach = REACH): number =>
  integrate((x) => Math.exp(-energy(x)), -reach, reach, 256);

/** p(x) = e^{-E(x)}/Z. */
export const energyDensity = (energy: Energy, x: number, reach = REACH): number =>
  Math.exp(-energy(x)) / normalizer(energy, reach);

/** ∂ ln p/∂x = -∂E/∂x of the double well. It needs neither lift nor Z. */
export const doubleWellScore = (x: number, tilt: number): number => -4 * x * (x * x - 1) - tilt;
