/** The two tables, row by row at the same height. */
import type { ReactNode } from 'react';
import type { FdCell } from '../../figures/networkReport/evaluation.ts';
import { formatError, formatThree, formatWhole } from '../../figures/networkReport/formatCount.ts';
import { useLabels } from '../../ui/Label.tsx';
import { cellOf, verdictOf } from './model.ts';
import { ETAS, fidOf, STEPS } from './paperTable.ts';

type KnownEta = (typeof ETAS)[number];
type Steps = (typeof STEPS)[number];

function Rows({
  caption,
  cell,
  children,
}: {
  /** Plain words, for screen readers. */
  caption: string;
  cell: (steps: Steps, eta: KnownEta) => ReactNode;
  children?: ReactNode;
}) {
  const { text, label } = useLabels('demos/eta-table');
  return (
    <table className="eta-table-numbers">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text('corner')}</th>
          {STEPS.map((steps) => (
            <th key={steps} scope="col">
              {steps}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ETAS.map((eta) => (
          <tr key={eta}>
            <th scope="row" data-symbol={eta === 'sigma-hat' ? undefined : 'et'}>
              {eta === 'sigma-hat' ? label('sigmaHat') : label(`etas.${ETAS.indexOf(eta)}`)}
            </th>
            {STEPS.map((steps) => (
              <td key={steps}>{cell(steps, eta)}</td>
            ))}
          </tr>
        ))}
      </tbody>
      {children}
    </table>
  );
}

export const PaperTable = ({ caption }: { caption: string }) => (
  <Rows caption={caption} cell={(steps, eta) => fidOf(steps, eta).toFixed(2)} />
);

export function OurTable({ caption, grid }: { caption: string; grid: readonly FdCell[] }) {
  const { text } = useLabels('demos/eta-table');
  /** What the cells of a column have in common; all values where they differ. */
  const ofColumn = (steps: Steps, value: (cell: FdCell) => string | undefined) => {
    const values = grid.filter((cell) => cell.steps === steps).map(value);
    return [...new Set(values.filter((v) => v !== undefined))].join(' / ') || '–';
  };
  const foot: [name: string, value: (cell: FdCell) => string | undefined][] = [
    [text('n'), ({ n }) => formatWhole(n)],
    [text('clip'), ({ clip }) => (clip === undefined ? undefined : text(clip ? 'yes' : 'no'))],
    [text('floor'), ({ floor }) => (floor === undefined ? undefined : formatThree(floor))],
  ];
  return (
    <Rows
      caption={caption}
      cell={(steps, eta) => {
        const cell = cellOf(grid, steps, eta);
        const verdict = verdictOf(grid, steps, eta);
        return (
          <span title={text(`verdicts.${verdict}`)}>
            {cell ? formatThree(cell.fd) : '–'}
            <i className={`eta-table-sign is-${verdict}`} aria-hidden="true">
              {text(`signs.${verdict}`)}
            </i>
            {cell?.stderr !== undefined && <small>± {formatError(cell.stderr)}</small>}
            <span className="visually-hidden">{text(`verdicts.${verdict}`)}</span>
          </span>
        );
      }}
    >
      <tfoot>
        {foot.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {STEPS.map((steps) => (
              <td key={steps}>{ofColumn(steps, value)}</td>
            ))}
          </tr>
        ))}
      </tfoot>
    </Rows>
  );
}
