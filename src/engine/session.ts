import type { UnetConfig } from './config.ts';
import type { Denoiser } from './denoiser.ts';
import { openedDevices, type Device } from './device.ts';
import { firstThatRuns } from './ladder.ts';
import { ModelError } from './modelError.ts';
import { openModelFiles } from './loadedModel.ts';
import { fetchModelFolder } from './modelFolder.ts';
import type { Opened, PayloadOf, RequestKind, ResultOf } from './protocol.ts';
import type { ShownFrame } from './frames.ts';
import { sample, show, type Chunk } from './sampler.ts';
import { startupProgress, type OnStartup } from './startupProgress.ts';

/** What the worker holds: one device, one network, the runs under way. It answers requests one by one. */
export class Session {
  private opened: { device: Device; denoiser: Denoiser } | null = null;
  private readonly runs = new Map<number, AsyncGenerator<Chunk<ShownFrame>, void, undefined>>();
  private readonly ladder: typeof openedDevices;

  /** @param ladder opens the devices; tests have others */
  constructor(ladder = openedDevices) {
    this.ladder = ladder;
  }

  async answer(
    kind: RequestKind,
    payload: PayloadOf<RequestKind>,
    onProgress: OnStartup,
  ): Promise<ResultOf<RequestKind>> {
    switch (kind) {
      case 'open':
        return this.open(payload as PayloadOf<'open'>, onProgress);
      case 'memory':
        return this.required().denoiser.memory();
      case 'rest':
        this.required().denoiser.rest?.();
        return null;
      case 'predict': {
        const { device, denoiser } = this.required();
        return device.watch.guard(denoiser.predict(payload as PayloadOf<'predict'>));
      }
      case 'start': {
        const { run, request, shows } = payload as PayloadOf<'start'>;
        this.runs.set(run, (shows ? show : sample)(this.required().denoiser, request));
        return null;
      }
      case 'next':
        return this.next((payload as PayloadOf<'next'>).run);
      case 'stop': {
        const { run } = payload as PayloadOf<'stop'>;
        const generator = this.runs.get(run);
        this.runs.delete(run);
        await generator?.return();
        return null;
      }
    }
  }

  private async open({ model, backend, without }: PayloadOf<'open'>, onStartup: OnStartup): Promise<Opened> {
    const { weights: onProgress, programs } = startupProgress(onStartup);
    let tell: (config: UnetConfig) => void = () => undefined;
    const told = new Promise<UnetConfig>((resolve) => (tell = resolve));
    const folder =
      typeof model === 'string'
        ? fetchModelFolder(model, { onProgress, onConfig: tell })
        : openModelFiles(model, { onProgress, onConfig: tell });
    const ladder = this.ladder(backend, without);
    const { device, denoiser, failed } = await firstThatRuns(
      ladder,
      backend,
      folder,
      // While the weights are under way.
      (opened) => void told.then((config) => opened.prepare(config, programs)),
    );
    this.opened = { device, denoiser };
    const { config, classNames, schedule, predictionType, sha256, parameters, isScheduleAssumed } =
      await folder;
    const { imageShape, nullClass } = denoiser.network;
    const id =
      typeof model === 'string'
        ? (new URL(model).pathname.split('/').filter(Boolean).at(-1) ?? '')
        : model.name;
    const hasNullClass = nullClass !== null;
    return {
      backend: device.info,
      failed,
      model: {
        id,
        config,
        classNames,
        hasNullClass,
        schedule,
        predictionType,
        sha256,
        parameters,
        imageShape,
        isScheduleAssumed,
      },
    };
  }

  private async next(run: number): Promise<Chunk<ShownFrame> | null> {
    const generator = this.runs.get(run);
    if (generator === undefined) throw new ModelError('bad-request', { reason: 'run' });
    let isRunning = false;
    try {
      const { done, value } = await this.required().device.watch.guard(generator.next());
      isRunning = done !== true;
      return value ?? null;
    } finally {
      // A run on a lost device may never come back: whoever stops it must not wait for it.
      if (!isRunning) this.runs.delete(run);
    }
  }

  private required(): { device: Device; denoiser: Denoiser } {
    if (this.opened === null) throw new ModelError('bad-request', { reason: 'not open' });
    return this.opened;
  }
}
