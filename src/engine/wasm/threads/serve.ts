import type { Kernels } from '../kernels.ts';
import type { Orders } from './crew.ts';
import { CrewMember } from './crewMember.ts';

/** What a thread does, for good: it sleeps until there is a run, takes part in it, and sleeps again. */
export function serve({ module, memory, thread, controlAt }: Orders): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const member = new CrewMember(memory, exports as unknown as Kernels, thread, controlAt);
  try {
    for (let seen = 0; ;) {
      seen = member.nextRun(seen);
      member.takePart();
    }
  } catch (error) {
    member.fail();
    throw error;
  }
}
