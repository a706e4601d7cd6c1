/**
 * How attention's scores of a block become weights: exp(score − the largest so far), for each query, whose `largest`, `total`
 * and `shrink` (what is already summed is multiplied by it) follow.
 */
export interface Weighing {
  memory: string;
  /** Where all threads are together still; and after the barrier that comes before the blocks. */
  start: string;
  counted: string;
  /** Between two barriers. */
  block: string;
}

export interface WeighingShape {
  threads: number;
  /** A power of two, at most `threads`. */
  queries: number;
  /** Of a block, at most. */
  keys: number;
}

/** As many threads for each query; they find its largest and its sum in workgroup memory. */
export function weighedByThreads({ threads, queries, keys }: WeighingShape): Weighing {
  const lanes = threads / queries;
  return {
    memory: `var<workgroup> partial : array<f32, ${threads}>;`,
    start: '',
    counted: '',
    block: `    let query = lane / ${lanes}u;
    let before = largest[query];
    var most = before;
    for (var key = lane % ${lanes}u; key < present; key += ${lanes}u) {
      most = max(most, scores[query * ${keys}u + key]);
    }
    partial[lane] = most;
    workgroupBarrier();
    for (var i = 0u; i < ${lanes}u; i++) { most = max(most, partial[query * ${lanes}u + i]); }
    workgroupBarrier();
    var sum = 0.0;
    for (var key = lane % ${lanes}u; key < present; key += ${lanes}u) {
      let weight = exp(scores[query * ${keys}u + key] - most);
      scores[query * ${keys}u + key] = weight;
      sum += weight;
    }
    partial[lane] = sum;
    workgroupBarrier();
    if (lane % ${lanes}u == 0u) {
      var all = 0.0;
      for (var i = 0u; i < ${lanes}u; i++) { all += partial[lane + i]; }
      shrink[query] = exp(before - most);
      total[query] = total[query] * shrink[query] + all;
      largest[query] = most;
    }`,
  };
}

/**
 * Subgroups take the queries in turn, each query wholly, so that no barrier stands in between. They are counted by their
 * first threads, so nothing is assumed about which threads a subgroup has, how many, or whether it is full. Every thread
 * goes through all turns: what a subgroup does together must stand where all threads come by.
 */
export const weighedBySubgroups = ({ threads, queries, keys }: WeighingShape): Weighing => ({
  memory: `var<workgroup> isFirst : array<u32, ${threads}>;
var<workgroup> allTurns : u32;`,
  start: `  let size = subgroupAdd(1u);
  let rank = subgroupExclusiveAdd(1u);
  let leader = subgroupBroadcastFirst(lane);
  isFirst[lane] = select(0u, 1u, leader == lane);
`,
  counted: `  var subgroups = 0u;
  var ordinal = 0u;
  for (var i = 0u; i < ${threads}u; i++) {
    subgroups += isFirst[i];
    if (i < leader) { ordinal += isFirst[i]; }
  }
  if (lane == 0u) { allTurns = (${queries - 1}u + subgroups) / subgroups; }
  let turns = workgroupUniformLoad(&allTurns);
`,
  block: `    for (var turn = 0u; turn < turns; turn++) {
      let query = turn * subgroups + ordinal;
      let isOne = query < ${queries}u;
      let end = select(0u, present, isOne);
      let start = query * ${keys}u;
      var before = -3.0e38;
      if (isOne) { before = largest[query]; }
      var most = before;
      for (var done = 0u; done < end; done += size) {
        let key = done + rank;
        if (key < end) { most = max(most, scores[start + key]); }
      }
      most = subgroupMax(most);
      var sum = 0.0;
      for (var done = 0u; done < end; done += size) {
        let key = done + rank;
        if (key < end) {
          let weight = exp(scores[start + key] - most);
          scores[start + key] = weight;
          sum += weight;
        }
      }
      sum = subgroupAdd(sum);
      if (isOne && rank == 0u) {
        shrink[query] = exp(before - most);
        total[query] = total[query] * shrink[query] + sum;
        largest[query] = most;
      }
    }`,
});
