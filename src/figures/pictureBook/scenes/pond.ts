import { darker, lighter, type Rgb } from '../colour.ts';
import { intersection } from '../combine.ts';
import { paint, type Layer } from '../layer.ts';
import { box, ellipse, line } from '../shape.ts';
import type { Place } from './setting.ts';

/**
 * On land, what belongs to the water gets a pond: a boat floats in it (its front part is painted over the hull), a fish leaps
 * over it. Nothing for the others.
 */
export function pond({ footing, x, y }: Place, water: Rgb, part: 'behind' | 'inFront'): Layer[] {
  if (footing !== 'water' && footing !== 'underwater') return [];
  const level = footing === 'water' ? y - 1 : 29;
  const surface = ellipse(x, level, footing === 'water' ? 14.5 : 11, footing === 'water' ? 3.6 : 2.6);
  if (part === 'behind')
    return [
      paint(
        darker(water, 0.12),
        ellipse(x, level - 0.3, surface.bounds.right - x + 0.8, 3.9 - (footing === 'water' ? 0 : 1)),
      ),
      paint(water, surface),
    ];
  if (footing === 'underwater') return [paint(lighter(water), line(x - 4, level, x + 2, level, 0.7))];
  return [
    paint(water, intersection(surface, box(0, level - 0.2, 32, 40))),
    paint(lighter(water), line(x - 9, level + 0.9, x - 4, level + 0.9, 0.7)),
    paint(lighter(water), line(x + 3, level + 2, x + 7, level + 2, 0.7)),
  ];
}
