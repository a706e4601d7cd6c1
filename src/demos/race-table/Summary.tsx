/** DDPM beside DDIM, its numbers from the runs above. */
import type { ReactNode } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { changeOf, resultOf, type Result } from './model.ts';

const FEW = 20;
const MANY = 100;

export function Summary({ results }: { results: readonly Result[] }) {
  const { text, label } = useLabels('demos/race-table');
  const seconds = (eta: number, steps: number) => {
    const result = resultOf(results, eta, steps);
    return result ? text('seconds', { seconds: (result.milliseconds / 1000).toFixed(2) }) : '–';
  };
  const change = (eta: number) => changeOf(results, eta, FEW)?.toFixed(3) ?? '–';
  const rows: [name: ReactNode, ddpm: ReactNode, ddim: ReactNode][] = [
    [label('summary.network'), text('summary.same'), text('summary.same')],
    [label('summary.noise'), label('summary.noiseDdpm'), label('summary.noiseDdim')],
    [text('summary.time', { count: FEW }), seconds(1, FEW), seconds(0, FEW)],
    [text('summary.time', { count: MANY }), seconds(1, MANY), seconds(0, MANY)],
    [text('summary.change', { few: FEW, many: MANY }), change(1), change(0)],
    [label('summary.back'), text('summary.no'), text('summary.nearly')],
  ];
  return (
    <table className="race-table">
      <thead>
        <tr>
          <th scope="col">{text('summary.head')}</th>
          <th scope="col" className="hue-eps">
            {label('summary.ddpm')}
          </th>
          <th scope="col" className="hue-x0">
            {label('summary.ddim')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ddpm, ddim], i) => (
          <tr key={i}>
            <th scope="row">{name}</th>
            <td>{ddpm}</td>
            <td>{ddim}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
