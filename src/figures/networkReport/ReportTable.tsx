import type { ReactNode } from 'react';
import { useScrolls } from '../../ui/useScrolls.ts';

type Cell = ReactNode;

/** A table of numbers that stands in the page; the first column names the rows. */
export function ReportTable({
  caption,
  columns,
  rows,
}: {
  /** Plain words, for screen readers. */
  caption: string;
  columns: readonly Cell[];
  rows: readonly (readonly Cell[])[];
}) {
  const [ref, scrolls] = useScrolls<HTMLDivElement>();
  const stop = scrolls ? ({ role: 'region', 'aria-label': caption, tabIndex: 0 } as const) : {};
  return (
    <div ref={ref} className="report-scroll" {...stop}>
      <table className="report-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], i) => (
            <tr key={i}>
              <th scope="row">{name}</th>
              {cells.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
