/** @param share of all that opening a network takes, in [0, 1]; null while nobody knows */
export type OnStartup = (share: number | null, bytes: number) => void;

/** What compiling counts of the whole where a device compiles; the weights are the rest. */
const compiling = 0.3;

/**
 * One number for what goes on at the same time: the weights arrive, and the device compiles its programs. It never goes
 * back.
 * @param report is told the share, and the bytes of the weights so far
 */
export function startupProgress(report: OnStartup) {
  let [bytes, ofWeights, ofPrograms]: [number, number | null, number | null] = [0, 0, null];
  let furthest = 0;
  const tell = (): void => {
    if (ofWeights === null) return report(null, bytes);
    const share = ofPrograms === null ? ofWeights : (1 - compiling) * ofWeights + compiling * ofPrograms;
    furthest = Math.max(furthest, share);
    report(furthest, bytes);
  };
  return {
    /** @param total null where the server does not say */
    weights(loaded: number, total: number | null): void {
      bytes = loaded;
      ofWeights = total === null ? null : loaded / total;
      tell();
    },
    programs(done: number, total: number): void {
      ofPrograms = done / total;
      tell();
    },
  };
}
