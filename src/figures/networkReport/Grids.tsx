/** Uncurated samples, by number of steps and guidance. */
import { use, useState } from 'react';
import { Choice } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { SiteRoot } from '../../ui/SiteRoot.ts';
import type { Attribute } from '../../../build/networksPlugin.ts';
import type { Grid, NetworkReport } from './report.ts';
import { ReportFigure } from './ReportFigure.tsx';

const valuesOf = (grids: readonly Grid[], key: 'steps' | 'guidance'): number[] =>
  [...new Set(grids.map((grid) => grid[key]))].sort((a, b) => a - b);

/** The grid with these steps and this guidance, or the one with these steps and the nearest guidance. */
export function gridOf(grids: readonly Grid[], steps: number, guidance: number): Grid {
  const off = (grid: Grid) =>
    1e6 * Number(grid.steps !== steps) + Math.abs(grid.guidance - guidance) + Math.abs(grid.steps - steps);
  return grids.reduce((best, grid) => (off(grid) < off(best) ? grid : best));
}

const othersOf = (attributes: readonly Attribute[]) =>
  attributes
    .slice(1)
    .map(({ name }) => name)
    .join(', ');

/** The width that a grid has in a wide page, px. */
const ROOM = 616;

export function Grids({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const { grids } = report;
  const [wanted, want] = useState({ steps: 50, guidance: 1.5 });
  if (grids.length === 0) return null;
  const grid = gridOf(grids, wanted.steps, wanted.guidance);
  const options = (key: 'steps' | 'guidance') =>
    valuesOf(key === 'steps' ? grids : grids.filter(({ steps }) => steps === grid.steps), key);
  const choice = (key: 'steps' | 'guidance') =>
    options(key).length > 1 && (
      <Choice
        name={text(`grids.${key}`)}
        value={String(grid[key])}
        options={options(key).map((value) => ({
          id: String(value),
          label: text(`grids.${key}Option`, { [key]: value }),
        }))}
        onChange={(value) => want({ ...wanted, [key]: Number(value) })}
      />
    );
  return (
    <ReportFigure title={text('grids.title', { count: grid.count })}>
      <div className="options report-grid-options">
        {choice('steps')}
        {choice('guidance')}
      </div>
      <GridPicture grid={grid} report={report} />
    </ReportFigure>
  );
}

function GridPicture({ grid, report }: { grid: Grid; report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const root = use(SiteRoot);
  const { count, columns, steps, guidance, eta } = grid;
  const { classNames } = report;
  const [, height, width] = report.imageShape;
  const rows = Array.from({ length: Math.ceil(count / columns) }, (_, i) => i * columns);
  const classOf = (seed: number) => classNames[seed % classNames.length];
  const names = classNames.join(', ');
  // One pixel lies between pictures. Whole multiples keep the pixels square and equal.
  const plain = [columns * (width + 1) - 1, rows.length * (height + 1) - 1];
  const size = plain.map((extent) => extent * Math.max(1, Math.floor(ROOM / plain[0])));
  return (
    <>
      <div className="report-grid">
        <ol aria-hidden="true">
          {rows.map((from) => {
            const to = Math.min(count, from + columns) - 1;
            return (
              <li key={from}>
                <b>{text('grids.row', { from, to })}</b>
                {classNames.length > 0 && (
                  <span>{text('grids.rowClasses', { first: classOf(from), last: classOf(to) })}</span>
                )}
              </li>
            );
          })}
        </ol>
        <img
          src={`${root}models/${report.id}/${grid.file}`}
          alt={text('grids.alt', { count, steps, guidance, last: count - 1 })}
          width={size[0]}
          height={size[1]}
          style={{ maxInlineSize: size[0] }}
          loading="lazy"
          decoding="async"
        />
      </div>
      <p className="report-note">
        {report.attributes !== undefined &&
          `${text('grids.inTurn', { others: othersOf(report.attributes) })} `}
        {classNames.length > 0
          ? text('grids.caption', { columns, classes: classNames.length, names, eta, steps, guidance })
          : text('grids.captionPlain', { columns, eta, steps, guidance })}
      </p>
    </>
  );
}
