/** Something that work waits at while it is closed. */
export interface Gate {
  open(): void;
  close(): void;
  /** Resolves at once while the gate is open, else when it opens. */
  passed(): Promise<void>;
}

export function createGate(): Gate {
  let waiting: (() => void)[] | null = null;
  return {
    open() {
      const released = waiting ?? [];
      waiting = null;
      released.forEach((go) => go());
    },
    close() {
      waiting ??= [];
    },
    passed: () =>
      new Promise((resolve) => {
        if (waiting === null) resolve();
        else waiting.push(resolve);
      }),
  };
}
