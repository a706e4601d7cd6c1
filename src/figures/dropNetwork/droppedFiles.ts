import { ModelError, type FolderFile } from '../../engine/index.ts';

/** More than a network's folder ever has: somebody has dropped their disk. */
const mostFiles = 20_000;

/**
 * All files of what was dropped, folders opened, with their paths. Call it in the event itself: afterwards the browser
 * has emptied the transfer.
 * @throws ModelError 'too-many-files'
 */
export function droppedFiles(transfer: DataTransfer): Promise<FolderFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = [...transfer.files];
  if (entries.every((entry) => entry === null))
    return Promise.resolve(loose.map((file) => ({ path: file.name, file })));
  return filesUnder(entries.filter((entry) => entry !== null));
}

async function filesUnder(roots: readonly FileSystemEntry[]): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  const waiting = [...roots];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    // Hidden folders hold version control and caches, many thousand files of them.
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory) waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else
      files.push({
        path: entry.fullPath.replace(/^\/+/, ''),
        file: await fileOf(entry as FileSystemFileEntry),
      });
    if (files.length > mostFiles) throw new ModelError('too-many-files', { limit: mostFiles });
  }
  return files;
}

/** A reader hands over a hundred entries at a time, and none when there are no more. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > mostFiles) throw new ModelError('too-many-files', { limit: mostFiles });
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
