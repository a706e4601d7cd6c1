import { ModelError } from './modelError.ts';

/** A file and where it lies in the reader's folder, with slashes. */
export interface FolderFile {
  path: string;
  file: Blob;
}

/** Files by their path. */
export type Folder = ReadonlyMap<string, Blob>;

const mostFiles = 20_000;
const largestJson = 20_000_000;

/** Files of an input, or with their paths, without what the system puts into folders. */
export function pathsOf(files: readonly File[] | readonly FolderFile[]): Folder {
  if (files.length > mostFiles) throw new ModelError('too-many-files', { limit: mostFiles });
  const folder = new Map<string, Blob>();
  for (const entry of files) {
    const [path, file] =
      'path' in entry && 'file' in entry
        ? [entry.path, entry.file]
        : [(entry as File).webkitRelativePath || (entry as File).name, entry as File];
    const isHidden = path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
    if (!isHidden) folder.set(path.replace(/^\/+/, ''), file);
  }
  return folder;
}

/** @throws ModelError 'too-large' or 'malformed', naming the file */
export async function readJson(folder: Folder, path: string): Promise<unknown> {
  const blob = folder.get(path)!;
  const file = fileOf(path);
  if (blob.size > largestJson)
    throw new ModelError('too-large', { file, bytes: blob.size, limit: largestJson });
  try {
    return JSON.parse(await blob.text());
  } catch {
    throw new ModelError('malformed', { file, reason: 'JSON' });
  }
}

export const depthOf = (path: string): number => path.split('/').length;
export const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
export const join = (base: string, file: string): string => (base === '' ? file : `${base}/${file}`);
