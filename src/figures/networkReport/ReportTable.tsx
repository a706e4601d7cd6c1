import type { ReactNode } from 'react';

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
  return (
    <div className="report-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="report-table">
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
