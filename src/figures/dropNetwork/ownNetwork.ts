import type { FolderFile, ModelDescription, ModelInfo } from '../../engine/index.ts';
import type { Network } from '../network/network.ts';

/** A network that the reader brought, with what its files say of it. */
export interface OwnNetwork extends Network {
  description: ModelDescription;
}

export const isOwnNetwork = (network: Network): network is OwnNetwork =>
  network.isOwn && 'description' in network;

/** What a network that runs says of itself, for one that came by its address. */
export function descriptionOf(info: ModelInfo, bytes: number): ModelDescription {
  const [height, width, channels] = info.imageShape;
  return {
    name: info.id,
    parameters: info.parameters,
    bytes,
    imageShape: [channels, height, width],
    classNames: info.classNames,
    hasNullClass: info.hasNullClass,
    predictionType: info.predictionType,
    schedule: info.schedule,
    isScheduleAssumed: info.isScheduleAssumed,
    dtypes: [],
  };
}

/** The network under an id that no network of the site has, fit for a link. */
export function ownNetwork(description: ModelDescription, model: Network['model']): OwnNetwork {
  const { name, classNames, imageShape, bytes, parameters, predictionType, schedule } = description;
  return {
    id: ownId(name),
    title: name,
    classNames,
    imageShape,
    bytes,
    parameters,
    predictionType,
    onRequest: true,
    isOwn: true,
    T: schedule.T,
    schedule,
    model,
    description,
  };
}

/** The one folder that all files lie in; empty when they lie side by side. */
export function folderOf(files: readonly (File | FolderFile)[]): string {
  const tops = new Set(
    files.map((entry) => {
      const path = 'path' in entry ? entry.path : entry.webkitRelativePath;
      return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
    }),
  );
  return tops.size === 1 ? [...tops][0] : '';
}

export function ownId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return `my-${slug || 'network'}`;
}
