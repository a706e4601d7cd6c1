/** Where the lines of the figure of speeds stand, from top to bottom. */
import type { BenchRow } from '../../bench/row.ts';
import { logDomain } from '../networkReport/logTicks.ts';
import { bestRows, type SpeedGroup } from './groups.ts';

export interface PlacedRow {
  row: BenchRow;
  /** Of its dot. */
  y: number;
}

export interface PlacedGroup {
  group: SpeedGroup;
  /** Of its heading's base line. */
  heading: number;
  /** Where the line of its least time begins and ends. */
  top: number;
  bottom: number;
  rows: PlacedRow[];
}

/** Above the first group, where the axis' labels stand. */
export const AXIS = 30;
const HEADING = 34;
const GAP = 20;

/** An empty figure is as high as one with this many rows. */
const EMPTY_HEIGHT = 150;

/** `lineHeight` px a row; a narrow figure's rows are higher, because their names stand above them. */
export function plotLayout(
  groups: readonly SpeedGroup[],
  lineHeight: number,
): { groups: PlacedGroup[]; height: number } {
  let y = AXIS;
  const placed = groups
    .filter(({ rows }) => rows.length > 0)
    .map((group) => {
      const heading = y + HEADING - 10;
      const top = y + HEADING;
      const rows = bestRows(group.rows).map((row, i) => ({ row, y: top + (i + 1) * lineHeight - 13 }));
      const bottom = top + rows.length * lineHeight;
      y = bottom + GAP;
      return { group, heading, top, bottom, rows };
    });
  return { groups: placed, height: placed.length === 0 ? EMPTY_HEIGHT : y };
}

/** Milliseconds on the axis before anything is measured. */
const EMPTY_DOMAIN: [number, number] = [0.01, 1000];

/** Holds every mark of every group. */
export function domainOf(groups: readonly SpeedGroup[]): [number, number] {
  const values = groups.flatMap(({ rows, roofline }) => [
    ...rows.flatMap(({ step_ms, p95_ms, js_ms }) => [step_ms, p95_ms, js_ms ?? step_ms]),
    ...(roofline?.bound_ms && rows.length > 0 ? [roofline.bound_ms] : []),
  ]);
  return values.some((value) => value > 0) ? logDomain(values, 1.3) : EMPTY_DOMAIN;
}
