/**
 * groupSum(lane, mine, turn) is the sum of all threads' numbers, for all of them; `turn` counts its calls, two at most. The
 * threads' numbers are added in pairs; a power of two of them, two or more.
 */
export const sumByTree = (threads: number): string => `
var<workgroup> partial : array<f32, ${threads}>;
fn groupSum(lane : u32, mine : f32, turn : u32) -> f32 {
  partial[lane] = mine;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half = half / 2u) {
    if (lane < half) { partial[lane] += partial[lane + half]; }
    workgroupBarrier();
  }
  let result = partial[0];
  workgroupBarrier();
  return result;
}`;

/**
 * The same by subgroups. A subgroup's sum stands at one of its own threads, zeros at the others, and then every subgroup
 * adds all that stands there: so nothing is assumed about which threads a subgroup has, how many, or whether it is full.
 */
export const sumBySubgroups = (threads: number): string => `
var<workgroup> partial : array<f32, ${2 * threads}>;
fn groupSum(lane : u32, mine : f32, turn : u32) -> f32 {
  let start = turn * ${threads}u;
  partial[start + lane] = select(0.0, subgroupAdd(mine), subgroupElect());
  workgroupBarrier();
  let rank = subgroupExclusiveAdd(1u);
  let size = subgroupAdd(1u);
  var sum = 0.0;
  for (var first = 0u; first < ${threads}u; first += size) {
    let i = first + rank;
    sum += select(0.0, partial[start + min(i, ${threads - 1}u)], i < ${threads}u);
  }
  return subgroupAdd(sum);
}`;
