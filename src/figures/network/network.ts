import { networks } from 'virtual:networks';
import type { NetworkEntry } from '../../../build/networksPlugin.ts';
import type { OpenOptions } from '../../engine/index.ts';
import type { Schedule } from '../../math/schedules.ts';
import { modelUrl } from './modelUrl.ts';

/** A network that the page's figures can run: what is known of it before it is opened. */
export interface Network extends NetworkEntry {
  /** What the engine opens: a folder's address, or the files that the reader brought. */
  model: OpenOptions['model'];
  /** Brought by the reader: it is on this device only. */
  isOwn: boolean;
  /** Steps of its schedule, where that is known before it is opened. */
  T?: number;
  /** All of its schedule, where that is. */
  schedule?: Schedule;
}

/** The networks that the site ships, its default first. */
export const shippedNetworks = (): readonly Network[] =>
  networks.map((entry) => ({ ...entry, model: modelUrl(entry.id), isOwn: false }));

/** The one that figures run unless the reader or the link says otherwise. */
export const defaultNetwork = (shipped: readonly Network[]): Network =>
  shipped.find(({ onRequest }) => !onRequest) ?? shipped[0];

/** Longer than any network's schedule: the bound of a t in a link. */
export const LONGEST_T = 100_000;

/** Shape of a network's pictures; their values lie row by row, a pixel's channels side by side. */
export interface PictureShape {
  width: number;
  height: number;
  /** 1: grey. 3: red, green and blue. */
  channels: number;
  /** Values of one picture. */
  size: number;
}

export function shapeOf({
  imageShape: [channels, height, width],
}: Pick<NetworkEntry, 'imageShape'>): PictureShape {
  return { width, height, channels, size: width * height * channels };
}

/** Whether a figure can show its pictures: grey or colour. */
export const isDrawable = ({ imageShape: [channels] }: Pick<NetworkEntry, 'imageShape'>): boolean =>
  channels === 1 || channels === 3;
