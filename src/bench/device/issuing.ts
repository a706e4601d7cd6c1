/**
 * Runs some work and tells how long the thread took to issue it: until the work first waits for the device, or ends.
 * @param now milliseconds
 */
export async function issuingTime(
  { queue }: GPUDevice,
  work: () => Promise<void>,
  now: () => number,
): Promise<number> {
  const wait = queue.onSubmittedWorkDone.bind(queue);
  const started = now();
  let waitedAt: number | null = null;
  queue.onSubmittedWorkDone = () => {
    waitedAt ??= now();
    return wait();
  };
  try {
    await work();
    return (waitedAt ?? now()) - started;
  } finally {
    delete (queue as Partial<GPUQueue>).onSubmittedWorkDone;
  }
}
