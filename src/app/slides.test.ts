import { expect, it } from 'vitest';
import { neighbour } from './slides.ts';

const lengths = [2, 3, 1];

it('goes through every step of every scene and stops at the ends', () => {
  const forward = [];
  let place = { scene: 0, step: 1 };
  for (let i = 0; i < 8; i++) {
    forward.push(`${place.scene}.${place.step}`);
    place = neighbour(place, 1, lengths);
  }
  expect(forward).toEqual(['0.1', '0.2', '1.1', '1.2', '1.3', '2.1', '2.1', '2.1']);
});

it('goes back the same way', () => {
  expect(neighbour({ scene: 1, step: 1 }, -1, lengths)).toEqual({ scene: 0, step: 2 });
  expect(neighbour({ scene: 0, step: 1 }, -1, lengths)).toEqual({ scene: 0, step: 1 });
});
