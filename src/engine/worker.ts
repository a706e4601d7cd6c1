import { ModelError } from './modelError.ts';
import { transferablesOf, type FromWorker, type ToWorker } from './protocol.ts';
import { Session } from './session.ts';

const session = new Session();

const post = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

self.onmessage = async ({ data: { id, kind, payload } }: MessageEvent<ToWorker>) => {
  try {
    const result = await session.answer(kind, payload, (share, bytes) =>
      post({ id, kind: 'progress', share, bytes }),
    );
    post({ id, kind: 'done', result }, transferablesOf(result));
  } catch (error) {
    post({
      id,
      kind: 'failed',
      error: error instanceof ModelError ? error.toData() : { message: String(error) },
    });
  }
};
