/** What kernels may use beyond what WebGPU has on every device. */
export interface Abilities {
  /** A subgroup's lanes add up, and find their largest, without workgroup memory. */
  subgroups: boolean;
  /** Weights are read as float16 from their buffer; computed with they are as float32. */
  halves: boolean;
}

export const noAbilities: Abilities = { subgroups: false, halves: false };
export const allAbilities: Abilities = { subgroups: true, halves: true };

const features = { subgroups: 'subgroups', halves: 'shader-f16' } as const satisfies Record<
  keyof Abilities,
  GPUFeatureName
>;

/** The abilities that an adapter or a device has. */
export const abilitiesOf = (has: Pick<ReadonlySet<string>, 'has'>): Abilities => ({
  subgroups: has.has(features.subgroups),
  halves: has.has(features.halves),
});

/** The device features that they are called, for a device's request and for people. */
export const featuresOf = (abilities: Abilities): GPUFeatureName[] =>
  (['subgroups', 'halves'] as const).filter((name) => abilities[name]).map((name) => features[name]);
