import type { ObjectName } from '../attributes.ts';
import type { Palette } from '../colour.ts';
import type { Dice } from '../dice.ts';
import type { Sprite } from '../layer.ts';
import { bird } from './bird.ts';
import { boat } from './boat.ts';
import { butterfly } from './butterfly.ts';
import { car } from './car.ts';
import { cat } from './cat.ts';
import { cup } from './cup.ts';
import { fish } from './fish.ts';
import { flower } from './flower.ts';
import { house } from './house.ts';
import { mushroom } from './mushroom.ts';
import { rocket } from './rocket.ts';
import { tree } from './tree.ts';

/** How each object is drawn. */
export const sprites: Readonly<Record<ObjectName, (dice: Dice, palette: Palette) => Sprite>> = {
  fish,
  house,
  flower,
  tree,
  boat,
  cat,
  rocket,
  mushroom,
  bird,
  car,
  cup,
  butterfly,
};
