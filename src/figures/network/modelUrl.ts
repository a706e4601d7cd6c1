import { siteUrl } from './siteUrl.ts';

/** The absolute address of a network's folder. */
export const modelUrl = (id: string): string => siteUrl(`models/${id}/`);
