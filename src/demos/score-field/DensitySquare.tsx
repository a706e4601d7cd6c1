import { useCallback, useMemo } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { colourRamp } from '../../figures/density/colourRamp.ts';
import { useThemeColours } from '../../figures/density/useThemeColours.ts';
import type { Mixture2 } from '../../math/mixture2.ts';
import { useLabels } from '../../ui/Label.tsx';
import { densityGrid } from './model.ts';
import { REACH } from './state.ts';

const SIDE = 96;

/** A heat map of the density over the square; colours go by its root, so that thin places still show. */
export function DensitySquare({ mixture }: { mixture: Mixture2 }) {
  const { text } = useLabels('demos/score-field');
  const colours = useThemeColours('paper xt');
  const ramp = useMemo(() => {
    const [paper, hue] = colours.split(' ');
    return colourRamp(paper, hue, 0.62);
  }, [colours]);
  const paint = useCallback(
    ({ data }: ImageData) => {
      const grid = densityGrid(mixture, REACH, SIDE);
      const top = grid.reduce((a, b) => Math.max(a, b), 0);
      grid.forEach((p, i) => {
        const at = 3 * Math.round(255 * Math.sqrt(p / top));
        data.set([ramp[at], ramp[at + 1], ramp[at + 2], 255], 4 * i);
      });
    },
    [mixture, ramp],
  );
  return <Canvas width={SIDE} height={SIDE} paint={paint} description={text('density')} symbol="dens" />;
}
