import { execFileSync, type StdioOptions } from 'node:child_process';
import type { Plugin } from 'vite';

const MODULE = 'virtual:commit';

/** The commit that the sources are of; 'unknown' in a copy without history. */
export function readCommit(): string {
  try {
    // What git has to say about a folder that is none of its own is nobody's business here.
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    const hash = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: import.meta.dirname,
      stdio,
    });
    return hash.toString().trim();
  } catch {
    return 'unknown';
  }
}

/** `import { commit } from 'virtual:commit'`: so that a report says which code it is of. */
export function commitPlugin(): Plugin {
  return {
    name: 'commit',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) => (id === `\0${MODULE}` ? `export const commit = ${JSON.stringify(readCommit())};` : null),
  };
}
