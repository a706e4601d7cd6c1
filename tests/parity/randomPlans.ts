/** Plans of one step, of random kind, shape and numbers. */
import type { ConvWeights, NormWeights, WeightRef } from '../../src/engine/operations.ts';
import { sizeOf, type Plan } from '../../src/engine/plan/plan.ts';
import { Recorder } from '../../src/engine/plan/recorder.ts';
import { makeRng, type Rng } from '../../src/math/rng.ts';

export interface RandomPlan {
  kind: string;
  plan: Plan;
  arena: Float32Array;
  inputs: Float32Array[];
}

type Draw = <T>(options: readonly T[]) => T;

const channelCounts = [1, 2, 3, 4, 5, 6, 8, 12, 13, 16, 18, 24, 32, 48, 96];
const extents = [1, 2, 3, 4, 5, 7, 8, 9, 14, 16, 17, 28];
const batches = [1, 1, 1, 2, 3, 16];
/** Products that float64 takes about a tenth of a second for. */
const mostProducts = 6e6;

/** What a class of steps has in common; the rest is drawn. */
export interface Common {
  batch?: number;
  /** Heights and widths to draw from. */
  extents?: readonly number[];
  /** Channels to draw from; of attention, channels of a head. */
  channels?: readonly number[];
  /** Of a convolution. */
  conv?: readonly [size: 1 | 3, stride: 1 | 2, upsample: boolean];
  isLopsided?: boolean;
  /** Whether a convolution adds a row of the table, a norm is modulated by one; a residual; a norm or a convolution with SiLU; a second input. */
  row?: boolean;
  residual?: boolean;
  silu?: boolean;
  second?: boolean;
  heads?: number;
  /** Of attention: what float64 may take longer for. */
  mostProducts?: number;
}

/** A step's plan; the same seed gives the same. */
export function randomPlan(
  kind: 'conv' | 'groupNorm' | 'attention',
  seed: number,
  common: Common = {},
): RandomPlan {
  const rng = makeRng(seed);
  const draw: Draw = (options) => options[Math.floor(rng.uniform() * options.length)];
  const arena = new Arena(rng, rng.uniform() < 0.7);
  const recorder = new Recorder();
  const make = { conv: convPlan, groupNorm: groupNormPlan, attention: attentionPlan }[kind];
  const { plan, name } = make(recorder, arena, draw, common);
  const inputs = plan.inputs.map((slot) =>
    Float32Array.from({ length: sizeOf(plan.slots[slot]) }, () => rng.gaussian()),
  );
  return { kind: `${name} (seed ${seed})`, plan, arena: Float32Array.from(arena.values), inputs };
}

/** Weights as they are asked for; as float16 or as float32 numbers. */
class Arena {
  readonly values: number[] = [];
  private readonly rng: Rng;
  private readonly isHalf: boolean;

  constructor(rng: Rng, isHalf: boolean) {
    this.rng = rng;
    this.isHalf = isHalf;
  }

  take(name: string, length: number, scale: number): WeightRef {
    const offset = this.values.length;
    for (let i = 0; i < length; i++) {
      const value = Math.max(-1.9, Math.min(1.9, this.rng.gaussian() * scale));
      this.values.push(this.isHalf ? Math.round(value * 1024) / 1024 : Math.fround(value));
    }
    while (this.values.length % 4 !== 0) this.values.push(0);
    return { name, offset, length };
  }
}

interface Made {
  plan: Plan;
  name: string;
}

function convPlan(recorder: Recorder, arena: Arena, draw: Draw, common: Common): Made {
  const channels = common.channels ?? channelCounts;
  for (;;) {
    const [size, stride, upsample] =
      common.conv ??
      draw([
        [1, 1, false],
        [3, 1, false],
        [3, 1, false],
        [3, 2, false],
        [3, 1, true],
      ] as const);
    const batch = common.batch ?? draw(batches);
    const [height, width] = [draw(common.extents ?? extents), draw(common.extents ?? extents)];
    const seconds = { true: channels, false: [0], undefined: [0, 0, ...channels] }[`${common.second}`];
    const [first, more, out] = [draw(channels), draw(seconds), draw(channels)];
    const wantsLopsided = stride === 2 && (common.isLopsided ?? draw([true, false]));
    const isLopsided = wantsLopsided && height > 1 && width > 1;
    if (common.isLopsided && !isLopsided) continue;
    const grown = upsample ? 4 : 1;
    if (batch * height * width * grown * size * size * (first + more) * out > mostProducts) continue;
    const weights: ConvWeights = {
      kernel: arena.take(
        'kernel',
        size * size * (first + more) * out,
        1 / Math.sqrt(size * size * (first + more)),
      ),
      bias: arena.take('bias', out, 0.5),
      size,
      inChannels: first + more,
      outChannels: out,
    };
    const x = recorder.input([batch, height, width, first]);
    const second = more === 0 ? undefined : recorder.input([batch, height, width, more]);
    const padding: [[number, number], [number, number]] | undefined = isLopsided
      ? [
          [0, 1],
          [0, 1],
        ]
      : undefined;
    const column = draw([0, 3, 8]);
    const perChannel =
      (common.row ?? draw([true, false]))
        ? { table: recorder.input([batch, 1, 1, column + out + draw([0, 5])]), column }
        : undefined;
    // A recorder that forgets tells the residual's shape.
    const trial = new Recorder();
    const options = { stride, upsample, padding } as const;
    const probe = trial.conv(trial.input([batch, height, width, first + more]), weights, options);
    const { shape } = trial.plan(probe).slots[probe];
    const residual = (common.residual ?? draw([true, false])) ? recorder.input(shape) : undefined;
    const [scale, silu] = [draw([1, 1, 0.75]), common.silu ?? draw([false, false, true])];
    const output = recorder.conv(x, weights, {
      ...options,
      second,
      perChannel,
      residual,
      scale,
      silu,
    });
    const extras = [
      upsample && 'upsample',
      isLopsided && 'lopsided',
      perChannel && 'row',
      residual !== undefined && 'residual',
      scale !== 1 && 'scale',
      silu && 'silu',
    ].filter(Boolean);
    return {
      plan: recorder.plan(output),
      name: `conv ${size}/${stride} ${batch}×${height}×${width}×(${first}+${more})→${out} ${extras.join(' ')}`,
    };
  }
}

function groupNormPlan(recorder: Recorder, arena: Arena, draw: Draw, common: Common): Made {
  const drawnGroups = draw([1, 2, 4, 8]);
  const channels = common.channels ? draw(common.channels) : drawnGroups * draw([1, 2, 3, 4, 6, 8]);
  const groups = channels % drawnGroups === 0 ? drawnGroups : 1;
  const isOne = common.second === undefined ? draw([true, false]) : !common.second;
  const first = isOne ? channels : Math.max(1, draw([1, 2, 4, 5, 8, Math.floor(channels / 2)]));
  const more = Math.max(0, channels - first);
  const batch = common.batch ?? draw(batches);
  const [height, width] = [draw(common.extents ?? extents), draw(common.extents ?? extents)];
  const count = more === 0 ? channels : first + more;
  const weights: NormWeights = {
    scale: arena.take('scale', count, 1),
    shift: arena.take('shift', count, 1),
    groups,
    epsilon: draw([1e-5, 1e-6]),
  };
  const x = recorder.input([batch, height, width, more === 0 ? channels : first]);
  const second = more === 0 ? undefined : recorder.input([batch, height, width, more]);
  const silu = common.silu ?? draw([true, false]);
  const column = draw([0, 3, 8]);
  const modulation =
    (common.row ?? draw([true, false]))
      ? { table: recorder.input([batch, 1, 1, column + 2 * count + draw([0, 5])]), column }
      : undefined;
  const output = recorder.groupNorm(x, weights, { second, modulation, silu });
  const extras = [modulation && 'row', silu && 'silu'].filter(Boolean);
  return {
    plan: recorder.plan(output),
    name: `groupNorm/${groups} ${batch}×${height}×${width}×(${first}+${more}) ${extras.join(' ')}`,
  };
}

function attentionPlan(recorder: Recorder, _: Arena, draw: Draw, common: Common): Made {
  const sides = common.extents ?? extents;
  for (;;) {
    const heads = common.heads ?? draw([1, 1, 2, 4]);
    const channels = heads * draw(common.channels ?? [1, 3, 4, 8, 16, 20, 32, 96]);
    const [height, width, batch] = [draw(sides), draw(sides), common.batch ?? draw(batches)];
    if (batch * (height * width) ** 2 * channels > (common.mostProducts ?? mostProducts)) continue;
    const output = recorder.attention(recorder.input([batch, height, width, 3 * channels]), heads);
    return {
      plan: recorder.plan(output),
      name: `attention/${heads} ${batch}×${height}×${width}×${channels}`,
    };
  }
}
