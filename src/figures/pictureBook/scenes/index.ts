import type { SceneName } from '../attributes.ts';
import type { Dice } from '../dice.ts';
import { meadow } from './meadow.ts';
import { night } from './night.ts';
import { paper } from './paper.ts';
import { sea } from './sea.ts';
import type { Place, Setting } from './setting.ts';
import { snow } from './snow.ts';

export const settings: Readonly<Record<SceneName, (dice: Dice, place: Place) => Setting>> = {
  meadow,
  sea,
  night,
  snow,
  paper,
};
