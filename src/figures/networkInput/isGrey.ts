import type { PictureShape } from '../network/network.ts';

export const isGrey = ({ channels }: Pick<PictureShape, 'channels'>): boolean => channels === 1;
