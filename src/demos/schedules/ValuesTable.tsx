/** Every quantity of every schedule at step t; a row's name chooses the schedule. */
import { familyIds, type FamilyId } from '../../figures/schedules/families.ts';
import { formatQuantity } from '../../figures/schedules/formatQuantity.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { quantityOf, type CurveId } from './curves.ts';

interface Props {
  schedules: Readonly<Record<FamilyId, Schedule>>;
  family: FamilyId;
  t: number;
  onFamily: (family: FamilyId) => void;
}

const columns = ['beta', 'alphaBar', 'sqrtAlphaBar', 'snr', 'logSnr'] as const satisfies readonly CurveId[];

export function ValuesTable({ schedules, family, t, onFamily }: Props) {
  const { text, label } = useLabels('demos/schedules');
  const shared = useLabels('figures/schedules');
  return (
    <table className="schedules-values">
      <caption>{text('table', { t })}</caption>
      <thead>
        <tr>
          <th scope="col">{text('columns.family')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {label(`columns.${column}`)}
            </th>
          ))}
          <th scope="col">{label('columns.last')}</th>
        </tr>
      </thead>
      <tbody>
        {familyIds.map((id) => (
          <tr key={id} className={id === family ? 'on' : undefined}>
            <th scope="row">
              <button type="button" aria-pressed={id === family} onClick={() => onFamily(id)}>
                {shared.text(`families.${id}`)}
              </button>
            </th>
            {columns.map((column) => (
              <td key={column}>{formatQuantity(quantityOf(column, schedules[id], t))}</td>
            ))}
            <td>{formatQuantity(quantityOf('snr', schedules[id], schedules[id].T))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
